package io.tidemark.calendar.ical;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The content lines of a file, unfolded (RFC 5545 3.1). Immutable.
 *
 * <p>Unfolding comes before decoding, because a fold counts bytes and may cut a character in two. Lines may end in CRLF, LF
 * or CR. A line that is not UTF-8 is read as Windows-1252, in which older exports are written.
 *
 * @param lines without empty ones
 * @param hasForeignText whether a line was not UTF-8
 */
record ContentLines(List<Line> lines, boolean hasForeignText) {
    private static final Charset FALLBACK = Charset.forName("windows-1252");
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** @param number of the first physical line, counted from 1 */
    record Line(int number, String text) {}

    static ContentLines of(byte[] file) {
        List<Line> lines = new ArrayList<>();
        boolean foreign = false;
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int number = 1;
        int firstNumber = 1;
        for (int at = startsWithMark(file) ? BYTE_ORDER_MARK.length : 0; at <= file.length; at++) {
            boolean isEnd = at == file.length;
            if (!isEnd && file[at] != '\r' && file[at] != '\n') {
                line.write(file[at]);
                continue;
            }
            if (!isEnd && file[at] == '\r' && at + 1 < file.length && file[at + 1] == '\n') {
                at++;
            }
            number++;
            if (at + 1 < file.length && (file[at + 1] == ' ' || file[at + 1] == '\t')) {
                at++; // the next physical line continues this one
                continue;
            }
            if (line.size() > 0) {
                foreign |= addDecoded(lines, firstNumber, line.toByteArray());
                line.reset();
            }
            firstNumber = number;
        }
        return new ContentLines(List.copyOf(lines), foreign);
    }

    private static boolean addDecoded(List<Line> lines, int number, byte[] bytes) {
        String text;
        boolean foreign = false;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, FALLBACK);
            foreign = true;
        }
        if (!text.isBlank()) {
            lines.add(new Line(number, text.stripTrailing()));
        }
        return foreign;
    }

    private static boolean startsWithMark(byte[] file) {
        return file.length >= 3
                && file[0] == BYTE_ORDER_MARK[0]
                && file[1] == BYTE_ORDER_MARK[1]
                && file[2] == BYTE_ORDER_MARK[2];
    }
}
