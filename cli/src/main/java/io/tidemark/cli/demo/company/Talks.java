package io.tidemark.cli.demo.company;

import io.tidemark.api.command.threads.Notes;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.cli.demo.DemoPlan;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.saving.Saving;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;

/// Invents what people write to each other about tasks. Immutable.
///
/// @param todo the type of the tasks
/// @param keys the keys of the tasks that are talked about
record Talks(DemoPlan plan, CommandType todo, IntFunction<ObjectKey> keys) {
    private static final List<String> QUESTIONS = List.of(
            "The caretaker is away this week. Can we get in?",
            "Which model is it? The sign cannot be read.",
            "The part comes on Thursday.",
            "Customer wants to know the price before we begin.",
            "Two people are needed for the lifting.");
    private static final List<String> ANSWERS = List.of(
            "I have called them: key box at the main entrance.",
            "Found it in the asset register, see the description.",
            "Good, I plan it for Friday.",
            "Quotation was sent this morning.",
            "I can come along after lunch.");

    /// A message on a task.
    ///
    /// @param round 0 for the first message of each talk
    Current message(Saving saving, int index, int round) {
        Random random = plan.random("talk " + round, index);
        List<String> texts = round % 2 == 0 ? QUESTIONS : ANSWERS;
        Current task = saving.find(keys.apply(index)).orElseThrow();
        Notes.post(saving, todo, task, "talk", texts.get(random.nextInt(texts.size())));
        return task;
    }
}
