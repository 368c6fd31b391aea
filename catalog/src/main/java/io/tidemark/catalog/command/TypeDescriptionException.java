package io.tidemark.catalog.command;

/// A description of types has a mistake. It holds nothing but what the description's author wrote, so the author may
/// read it.
public final class TypeDescriptionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;

    TypeDescriptionException(String place, String sentence) {
        super(place + ": " + sentence);
        this.place = place;
    }

    /// Where, for instance `set-up.json: team.parentid`.
    public String place() {
        return place;
    }
}
