package io.tidemark.protocol.meeting;

/** What became of an object, as its sender sees it: JSSyncState, spec 4 [doc]. */
public enum SyncState {
    NEW,
    MODIFIED,
    DELETED
}
