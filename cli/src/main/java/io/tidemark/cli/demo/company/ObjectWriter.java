package io.tidemark.cli.demo.company;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.cli.demo.DemoPlan;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.Progress;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.saving.Saving;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// Saves invented objects, some hundreds in a transaction, under keys that follow from the plan: what is there
/// already stays as it is, so an interrupted load is simply done again. Confined to one thread.
final class ObjectWriter {
    private static final int BATCH = 500;

    /// Work that is to be in many names is done in smaller batches.
    private static final int SMALL_BATCH = 20;

    private final Saver saver;
    private final Account account;
    private final List<User> actors;
    private final DemoPlan plan;
    private final Terminal terminal;

    /// @param actors who saves, in turn
    ObjectWriter(Saver saver, Account account, List<User> actors, DemoPlan plan, Terminal terminal) {
        this.saver = saver;
        this.account = account;
        this.actors = List.copyOf(actors);
        this.plan = plan;
        this.terminal = terminal;
    }

    /// One object of a batch.
    @FunctionalInterface
    interface Step {
        /// Saves it.
        ///
        /// @return the object
        Current save(Saving saving, int index);
    }

    /// The key of an invented object.
    ObjectKey key(String type, int index) {
        return new ObjectKey(new TypeId(type), plan.id(type, index).toString());
    }

    /// Creates so many objects of a type, but for those that are there.
    ///
    /// @param plural what a person calls them
    /// @return their numbers, in order
    long[] create(String type, String plural, int count, IntFunction<Said> objects) {
        return run("Writing " + plural, count, (saving, index) -> create(saving, key(type, index), objects, index));
    }

    /// Creates one object, unless it is there.
    long create(ObjectKey key, Said object) {
        return run("", 1, (saving, index) -> create(saving, key, ignored -> object, index))[0];
    }

    private static Current create(Saving saving, ObjectKey key, IntFunction<Said> objects, int index) {
        return saving.find(key).orElseGet(() -> {
            Said said = objects.apply(index);
            return saving.create(key, CommandObjectType.said(said.said()), CommandObjectType.decided(said.decided()));
        });
    }

    /// Does a step so many times; doing it again must do no harm.
    ///
    /// @param title for the progress; empty for none
    /// @return the numbers of the objects, in order
    long[] run(String title, int count, Step step) {
        long[] numbers = new long[count];
        try (Progress progress = Progress.of(terminal, title, title.isEmpty() ? 0 : count)) {
            for (int from = 0; from < count; from += BATCH) {
                int to = Math.min(count, from + BATCH);
                batch(actors.get(from / BATCH % actors.size()), null, from, to, step, numbers);
                progress.step(to - from);
            }
        }
        return numbers;
    }

    /// Does a step so many times and never again, in the names of many.
    ///
    /// @param title for the progress
    /// @param name what is done; after an interruption, what was done under this name is not done again
    void runOnce(String title, int count, String name, Step step) {
        Random random = plan.random(name, 0);
        try (Progress progress = Progress.of(terminal, title, count)) {
            for (int from = 0; from < count; from += SMALL_BATCH) {
                int to = Math.min(count, from + SMALL_BATCH);
                User actor = actors.get(random.nextInt(actors.size()));
                batch(actor, name + " " + from, from, to, step, new long[count]);
                progress.step(to - from);
            }
        }
    }

    private void batch(User actor, @Nullable String once, int from, int to, Step step, long[] numbers) {
        Saved saved;
        try {
            saved = saver.run(account, actor, new SaveCall("demo", once), saving -> {
                Current last = step.save(saving, from);
                numbers[from] = saving.number(last).value();
                for (int i = from + 1; i < to; i++) {
                    last = step.save(saving, i);
                    numbers[i] = saving.number(last).value();
                }
                return last;
            });
        } catch (SyncException e) {
            throw new CommandFailure(
                    "The demo is not complete yet. " + e.getMessage()
                            + " Then start it again: it carries on from there.",
                    e);
        }
        switch (saved) {
            case Saved.Stored _ -> {}
            case Saved.NotThere(ObjectNumber number) -> throw new IllegalStateException("the demo misses " + number);
            case Saved.Refused(ErrorCode _, String sentence) ->
                throw new IllegalStateException("the demo breaks a rule: " + sentence);
        }
    }
}
