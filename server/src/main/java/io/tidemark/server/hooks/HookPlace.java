package io.tidemark.server.hooks;

/// How far the telling of one change has come: the place that a connection's bookmark keeps. Immutable.
///
/// @param hook the first hook of the connection that is not done, from 0
/// @param failures how often that one failed
record HookPlace(int hook, int failures) {
    /// Nothing was tried.
    static final HookPlace BEGIN = new HookPlace(0, 0);

    /// Reads [#text].
    static HookPlace parse(String text) {
        if (text.isEmpty()) {
            return BEGIN;
        }
        int colon = text.indexOf(':');
        return new HookPlace(Integer.parseInt(text.substring(0, colon)), Integer.parseInt(text.substring(colon + 1)));
    }

    String text() {
        return hook + ":" + failures;
    }
}
