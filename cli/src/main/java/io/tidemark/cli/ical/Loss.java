package io.tidemark.cli.ical;

/// Something of the file that did not come over. Immutable.
///
/// @param line where the event begins in the file; 0 when that is not known
/// @param event what it is called: its title, or its UID when it has none
/// @param entire whether nothing of the event came over
/// @param reason a sentence
/// @param lost what is missing, a sentence
public record Loss(int line, String event, boolean entire, String reason, String lost) {
    /// Whether the same is missing of the other's event, for the same reason.
    boolean isAlike(Loss other) {
        return entire == other.entire && reason.equals(other.reason) && lost.equals(other.lost);
    }

    static Loss entire(String event, String reason) {
        return new Loss(0, event, true, reason, "The event.");
    }

    static Loss part(String event, String reason, String lost) {
        return new Loss(0, event, false, reason, lost);
    }
}
