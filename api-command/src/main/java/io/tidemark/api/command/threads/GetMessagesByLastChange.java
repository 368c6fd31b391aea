package io.tidemark.api.command.threads;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// `GetMessagesByLastChange`: the user's instant messages that changed, in the order of their changes, after marking
/// some as read or not read (command API 4).
///
/// The answer has one part, since the reference knows no other. It holds [#LISTED_MAX] messages at most; when there are
/// more, `date` and `time` are those of the last one, so that the next question goes on there and nothing is missed.
/// Thread-safe.
final class GetMessagesByLastChange implements Command {
    /// A message has at most some hundred bytes.
    static final int LISTED_MAX = 5_000;

    private final ObjectDesk desk;
    private final Marks marks;

    GetMessagesByLastChange(ObjectDesk desk) {
        this.desk = desk;
        this.marks = new Marks(desk, InstantMessages.ID);
    }

    @Override
    public String name() {
        return "GetMessagesByLastChange";
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        mark(caller, inputs.numbers("read"), JsonNumber.ONE);
        mark(caller, inputs.numbers("unread"), JsonNumber.ZERO);
        Instant since = LocalDateTime.of(inputs.date("changedate"), inputs.time("changetime"))
                .atZone(caller.account().zone())
                .toInstant();
        Instant received = desk.promise(caller);
        List<StoredObject> changed = desk.read(caller, tx -> changed(tx, caller, since));
        Instant goOn =
                changed.size() < LISTED_MAX ? received : changed.getLast().modifiedAt();
        LocalDateTime at = LocalDateTime.ofInstant(goOn, caller.account().zone());
        return new Dated(result(caller, changed, Moment.of(at)), at);
    }

    private void mark(Caller caller, Collection<Long> messages, JsonNumber read) {
        marks.set(
                caller,
                name(),
                messages,
                (tx, number) -> tx.object(new ObjectNumber(number))
                        .filter(found -> !found.deleted() && found.key().type().equals(InstantMessages.ID))
                        .map(Facts::of)
                        .filter(message ->
                                InstantMessages.to(message) == caller.user().value())
                        .filter(message -> message.yes(InstantMessages.READ) != read.equals(JsonNumber.ONE))
                        .isPresent(),
                (saving, message) ->
                        InstantMessages.mark(saving, message, JsonObject.EMPTY.with(InstantMessages.READ, read)));
    }

    private static List<StoredObject> changed(ReadTransaction tx, Caller caller, Instant since) {
        return tx.found(InstantMessages.ID, InstantMessages.since(caller.user(), since), LISTED_MAX).stream()
                .map(TermHit::number)
                .flatMap(number -> tx.object(number).stream())
                .toList();
    }

    private ObjectResult result(Caller caller, List<StoredObject> changed, Moment goOn) {
        CommandType type = desk.type("message");
        Set<Long> confirmed = new LinkedHashSet<>();
        for (StoredObject message : changed) {
            Facts facts = Facts.of(message);
            if (InstantMessages.from(facts) == caller.user().value() && facts.yes(InstantMessages.CONFIRMED)) {
                confirmed.add(message.number().value());
            }
        }
        return new ObjectResult(caller)
                .written("messages", out -> {
                    out.write('[');
                    String separator = "";
                    for (StoredObject message : changed) {
                        out.writeBytes(separator.getBytes(UTF_8));
                        InstantMessages.present(out, type, caller, message);
                        separator = ",";
                    }
                    out.write(']');
                })
                .value("confirmed", Facts.array(confirmed))
                .value("date", goOn.date())
                .value("time", goOn.time());
    }

    /// A result whose moment the envelope repeats. Used once.
    private record Dated(CommandResult result, LocalDateTime at) implements CommandResult {
        @Override
        public void writeTo(OutputStream out) throws IOException {
            result.writeTo(out);
        }

        @Override
        public Optional<LocalDateTime> receivedAt() {
            return Optional.of(at);
        }
    }
}
