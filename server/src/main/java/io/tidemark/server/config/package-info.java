/// What an operator can set, read once at start.
///
/// Start with [io.tidemark.server.config.Settings], the one list of every key, its default, its range and its meaning
/// (`docs/configuration.md` is made from it), then [io.tidemark.server.config.ServerConfig], what the rest of the
/// server sees. Nothing outside this package reads a file, an environment variable or a property to find a setting.
@NullMarked
package io.tidemark.server.config;

import org.jspecify.annotations.NullMarked;
