package io.tidemark.core.content;

/// What is known of a content that was put. Immutable.
///
/// @param hash its name
/// @param size its length in bytes
/// @param md5 its MD5 as 32 hexadecimal digits in lower case; only told to clients, who ask for it (command API,
///     type `document`), and relied on for nothing
public record StoredContent(ContentHash hash, long size, String md5) {}
