package io.tidemark.catalog.command.reference;

import io.tidemark.catalog.command.Mark;
import java.util.Optional;

/// An output of a command that succeeded. Immutable.
///
/// @param name its name, beside `status`
/// @param kind what it holds
/// @param onlyWhen when it is there; empty if always
/// @param meaning for people
/// @param mark how it is known
public record OutputDescription(String name, ValueKind kind, Optional<String> onlyWhen, String meaning, Mark mark) {}
