package io.tidemark.catalog.own;

import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.KnownTypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The types of one account. Immutable.
///
/// @param known all of them
/// @param own those that the account has added
/// @param commands what the own ones get, by name in small letters
/// @param mistakes of descriptions that were left out because of them, such as when a new version of the server
///     brought a type of the same name
public record TypesOfAccount(
        KnownTypes known, List<CommandType> own, Map<String, OwnCommand> commands, List<String> mistakes) {
    public TypesOfAccount {
        own = List.copyOf(own);
        commands = Map.copyOf(commands);
        mistakes = List.copyOf(mistakes);
    }

    /// The command of an own type with this name, in any case.
    public Optional<OwnCommand> command(String name) {
        return Optional.ofNullable(commands.get(name.toLowerCase(Locale.ROOT)));
    }

    TypesOfAccount without(List<String> left) {
        return new TypesOfAccount(known, own, commands, left);
    }
}
