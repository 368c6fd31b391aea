package io.tidemark.server.live;

import io.tidemark.core.log.Sequence;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Up to where a waiting device has been told of changes. Devices keep its text and hand it back; a text that was
/// made up only makes its sender hear of more or less. Immutable.
///
/// @param epoch of the account's log
/// @param sequence the position in the log
public record LivePosition(long epoch, Sequence sequence) {
    private static final int RADIX = 36;
    private static final Pattern TEXT = Pattern.compile("([0-9a-z]{1,12})-([0-9a-z]{1,12})");

    /// The position of a text; empty when no server made it.
    public static Optional<LivePosition> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new LivePosition(
                        Long.parseLong(parts.group(1), RADIX), new Sequence(Long.parseLong(parts.group(2), RADIX))))
                : Optional.empty();
    }

    /// Its text: letters, digits and `-`.
    public String text() {
        return Long.toString(epoch, RADIX) + "-" + Long.toString(sequence.value(), RADIX);
    }
}
