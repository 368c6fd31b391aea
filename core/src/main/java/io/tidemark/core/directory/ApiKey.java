package io.tidemark.core.directory;

import org.jspecify.annotations.Nullable;

/// A key with which a program calls the server.
///
/// @param keyHash hash of the key
/// @param title what it is for
/// @param session id of the session with which it ends; null: it does not end by itself
public record ApiKey(String keyHash, String title, @Nullable String session) {}
