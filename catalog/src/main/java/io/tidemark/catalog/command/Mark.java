package io.tidemark.catalog.command;

import java.util.Locale;
import java.util.Optional;

/// How it is known that a field, a command or a value of one exists, and that this is its name.
public enum Mark {
    /// The reference's description of the type has it.
    DOC,
    /// The reference has it as an input or output of a command that deals with the type.
    COMMAND,
    /// A client that works reads or writes it.
    CLIENT,
    /// The need for it is known, its name is ours. A fact learnt later wins.
    INFERRED,
    /// An extension: original clients do not know of it, and lose nothing without it.
    OURS;

    /// The word in descriptions.
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The mark with this code.
    public static Optional<Mark> parse(String code) {
        for (Mark mark : values()) {
            if (mark.code().equals(code)) {
                return Optional.of(mark);
            }
        }
        return Optional.empty();
    }
}
