package io.tidemark.catalog.command;

/// A description of types or commands has a mistake. It holds nothing but what the description's author wrote,
/// so the author may read it.
public final class TypeDescriptionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String place;

    /// @param place where the mistake is
    /// @param sentence what is wrong
    public TypeDescriptionException(String place, String sentence) {
        super(place + ": " + sentence);
        this.place = place;
    }

    /// Where, for instance `set-up.json: team.parentid`, or `tasks.json: CloseTodoByID.todoid`.
    public String place() {
        return place;
    }
}
