package io.tidemark.api.command.threads;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.ReadTransaction;
import java.util.Collection;
import java.util.List;
import java.util.function.BiPredicate;

/// Marks that a user sets on messages beside another question: read, or not read. What is marked already, is not there
/// or is nothing to the user is passed over, so a repeated question writes nothing. Thread-safe.
///
/// @param desk reads and saves
/// @param type the messages
record Marks(ObjectDesk desk, TypeId type) {
    /// Messages that are marked in one transaction: other writers of the account wait for it.
    private static final int BATCH = 500;

    /// Marks one message. Confined to its transaction.
    @FunctionalInterface
    interface Mark {
        /// @param message one that was to be marked a moment ago; may have been marked since
        void on(Saving saving, Current message);
    }

    /// Marks messages.
    ///
    /// @param command what the client called
    /// @param messages their numbers, as a client names them
    /// @param concerned whether there is anything to mark
    void set(
            Caller caller,
            String command,
            Collection<Long> messages,
            BiPredicate<ReadTransaction, Long> concerned,
            Mark mark) {
        List<Long> rest =
                messages.stream().filter(number -> number > 0).distinct().toList();
        while (!rest.isEmpty()) {
            List<Long> batch = rest.subList(0, Math.min(BATCH, rest.size()));
            rest = rest.subList(batch.size(), rest.size());
            List<Long> wanted = desk.read(
                    caller,
                    tx -> batch.stream()
                            .filter(number -> concerned.test(tx, number))
                            .toList());
            if (!wanted.isEmpty()) {
                desk.change(
                        caller,
                        command,
                        saving ->
                                wanted.forEach(number -> mark.on(saving, saving.get(type, new ObjectNumber(number)))));
            }
        }
    }
}
