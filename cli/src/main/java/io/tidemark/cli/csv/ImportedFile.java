package io.tidemark.cli.csv;

import io.tidemark.cli.terminal.CommandFailure;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A file that is imported, as text: UTF-8, with or without a byte order mark. Confined to one thread.
final class ImportedFile {
    /// Why a file is not read.
    static final String NO_UTF_8 = "It is not written in UTF-8.";

    private static final int BYTE_ORDER_MARK = 0xFEFF;

    private final String name;
    private final Counting bytes;

    private ImportedFile(String name, InputStream in) {
        this.name = name;
        this.bytes = new Counting(in);
    }

    /// Opens a file.
    ///
    /// @param name its path; `-` stands for the stream
    static ImportedFile open(String name, InputStream standardInput) throws IOException {
        return new ImportedFile(name, name.equals("-") ? standardInput : Files.newInputStream(Path.of(name)));
    }

    /// The failure to open it.
    static CommandFailure failure(String name, IOException cause) {
        return new CommandFailure("The file " + name + " cannot be read. Check its path and its permissions.", cause);
    }

    /// Its name as it was given.
    String name() {
        return name;
    }

    /// Its text. Bytes that are no UTF-8 are not replaced by question marks; a mark at the beginning is no part of it.
    Reader text() throws IOException {
        BufferedReader text = new BufferedReader(new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    /// How long it is, in bytes; -1 if that is not known.
    long length() {
        try {
            return name.equals("-") ? -1 : Files.size(Path.of(name));
        } catch (IOException e) {
            return -1;
        }
    }

    /// How much of it was read.
    long bytesRead() {
        return bytes.count;
    }

    private static final class Counting extends FilterInputStream {
        private long count;

        Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] into, int from, int length) throws IOException {
            int some = super.read(into, from, length);
            count += Math.max(0, some);
            return some;
        }
    }
}
