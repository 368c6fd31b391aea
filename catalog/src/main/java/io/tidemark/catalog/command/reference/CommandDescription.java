package io.tidemark.catalog.command.reference;

import io.tidemark.catalog.command.Mark;
import java.util.List;
import java.util.Optional;

/// A command of the API. Immutable.
///
/// @param name in its customary case; a request may write it in any
/// @param mark how it is known
/// @param meaning for people
/// @param inputs in the order in which they are read
/// @param oneOf of each of these groups of inputs at least one is needed
/// @param outputs of a run that succeeded
/// @param notes what else is to be known
public record CommandDescription(
        String name,
        Mark mark,
        String meaning,
        List<InputDescription> inputs,
        List<List<String>> oneOf,
        List<OutputDescription> outputs,
        List<String> notes) {
    public CommandDescription {
        inputs = List.copyOf(inputs);
        oneOf = oneOf.stream().map(List::copyOf).toList();
        outputs = List.copyOf(outputs);
        notes = List.copyOf(notes);
    }

    /// The input with this name.
    public Optional<InputDescription> input(String inputName) {
        return inputs.stream().filter(input -> input.name().equals(inputName)).findFirst();
    }
}
