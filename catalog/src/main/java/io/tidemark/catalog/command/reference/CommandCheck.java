package io.tidemark.catalog.command.reference;

import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.TypeDescriptionException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// What must hold between the parts of a command: every name that it uses is the name of something. Stateless.
final class CommandCheck {
    private static final Pattern COMMAND = Pattern.compile("[A-Z][A-Za-z]{2,63}");
    private static final Pattern VALUE = Pattern.compile("[a-z][a-z0-9_]{0,49}");

    /// What stands beside the outputs in a result.
    private static final Set<String> OF_RESULTS = Set.of("status", "msg", "error");

    private CommandCheck() {}

    /// @throws TypeDescriptionException if something does not hold
    static void check(String place, CommandDescription command, CommandTypes types) {
        if (!COMMAND.matcher(command.name()).matches()) {
            throw new TypeDescriptionException(place, "A command's name has 3 to 64 letters, a capital first.");
        }
        Set<String> inputs = new HashSet<>(Set.of("command"));
        for (InputDescription input : command.inputs()) {
            String at = place + "." + input.name();
            once(at, input.name(), inputs);
            known(at, input.kind(), types);
            if (input.required() && input.start().isPresent()) {
                throw new TypeDescriptionException(at, "What is required has no start value.");
            }
        }
        for (List<String> group : command.oneOf()) {
            for (String name : group) {
                InputDescription input = command.input(name)
                        .orElseThrow(() -> new TypeDescriptionException(place, "There is no input " + name + "."));
                if (input.required()) {
                    throw new TypeDescriptionException(place, "The input " + name + " is required by itself.");
                }
            }
        }
        Set<String> outputs = new HashSet<>(OF_RESULTS);
        for (OutputDescription output : command.outputs()) {
            String at = place + "." + output.name();
            once(at, output.name(), outputs);
            known(at, output.kind(), types);
        }
    }

    private static void once(String at, String name, Set<String> taken) {
        if (!VALUE.matcher(name).matches()) {
            throw new TypeDescriptionException(
                    at, "A name has at most 50 small letters, digits and underscores, a letter first.");
        }
        if (!taken.add(name)) {
            throw new TypeDescriptionException(at, "This name is taken already.");
        }
    }

    private static void known(String at, ValueKind kind, CommandTypes types) {
        switch (kind) {
            case ValueKind.OfType(String type) -> typeNamed(at, type, types);
            case ValueKind.CollectionOfType(String type) -> typeNamed(at, type, types);
            case ValueKind.Plain _, ValueKind.Anything _ -> {}
        }
    }

    private static void typeNamed(String at, String type, CommandTypes types) {
        if (types.type(type).isEmpty()) {
            throw new TypeDescriptionException(at, "There is no kind and no type " + type + ".");
        }
    }
}
