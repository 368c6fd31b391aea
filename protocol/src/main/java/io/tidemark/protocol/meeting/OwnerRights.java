package io.tidemark.protocol.meeting;

/** What the owners of a task may do who did not create it; an extension of ours to JSTask (spec 5.13 [doc-manual]). */
public enum OwnerRights {
    /** Change and delete it. */
    ALL,
    /** Set its completion, and nothing else. */
    COMPLETE,
    /** Nothing. */
    NONE
}
