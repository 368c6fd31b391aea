package io.tidemark.protocol.meeting;

/** What a SyncCommit did with one object; an extension of ours. */
public enum OutcomeType {
    /** The object did not exist and does now. */
    CREATED,
    /** The client's values are the object's. */
    APPLIED,
    /** The client's values stand beside newer ones of others, property by property. */
    MERGED,
    /** Nothing was written: the object was confirmed, or had these values already. */
    UNCHANGED,
    /** The object is gone. */
    DELETED,
    /** Others' newer values won; the object comes again. */
    CONFLICT,
    /** It may not be done; the object comes again as the server has it. */
    REFUSED,
    /** There is no such object, so nothing was done (spec 5.6). */
    IGNORED
}
