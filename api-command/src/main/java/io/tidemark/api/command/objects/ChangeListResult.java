package io.tidemark.api.command.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.CommandResult;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.SentBytes;
import io.tidemark.catalog.command.SentText;
import io.tidemark.core.changes.ChangePart;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.command.AnswerEnvelope;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.TreeWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A part of a change list on its way out: its objects as they are stored, then the resume key if there is
/// more, and the date and time to go on with. Gathered in memory, which a part's size bounds, and written
/// after its transaction. Used once, by one thread.
final class ChangeListResult implements CommandResult {

    private final String output;
    private final ChangePart part;
    private final LocalDateTime received;
    private final Choice choice;
    private final SentText text;
    private final Function<Boolean, JsonObject> outputs;
    private final Notes notes;
    private long told;

    /// What of a part is told.
    ///
    /// @param hidesOthers whether what is not told is told as hidden, or else left out
    /// @param hiddenToldFrom what was hidden before this is left out
    /// @param tells which objects are told, by their body
    /// @param always objects that are told whatever their bodies hold
    /// @param concerns which objects may be told as hidden at least, by their body
    /// @param presenters how they go out; empty when as they are stored
    record Choice(
            boolean hidesOthers,
            Instant hiddenToldFrom,
            Predicate<byte[]> tells,
            Set<Long> always,
            Predicate<byte[]> concerns,
            Optional<Function<ReadTransaction, ListFilter.Presenter>> presenters) {
        boolean leavesOut(Instant modifiedAt, byte[] body, SentText text) {
            return !concerns.test(body) || (hiddenToldFrom.isAfter(modifiedAt) && text.isHidden(body));
        }
    }

    /// Takes what was sent.
    @FunctionalInterface
    interface Notes {
        /// @param isLast whether the part was the last of its chain
        /// @param told how many objects it told
        void sent(boolean isLast, long told);
    }

    /// @param output the collection's name
    /// @param choice what is told
    /// @param outputs what else is told, knowing whether this is the last part
    /// @param notes hears of what was sent
    ChangeListResult(
            CommandType type,
            String output,
            Caller caller,
            ChangePart part,
            Choice choice,
            Function<Boolean, JsonObject> outputs,
            Notes notes) {
        ZoneId zone = caller.account().zone();
        this.output = output;
        this.part = part;
        this.received = LocalDateTime.ofInstant(part.received(), zone);
        this.choice = choice;
        this.text = new SentText(type, zone, caller.user());
        this.outputs = outputs;
        this.notes = notes;
    }

    @Override
    public Optional<LocalDateTime> receivedAt() {
        return Optional.of(received);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        SentBytes result = new SentBytes();
        result.writeBytes(("{\"status\":1,\"" + output + "\":[").getBytes(UTF_8));
        Optional<String> resumeKey = choice.presenters().isEmpty()
                ? part.read(new Gathering(result, text::present))
                : part.read(tx ->
                        new Dressing(result, choice.presenters().orElseThrow().apply(tx)));
        result.writeBytes("]".getBytes(UTF_8));
        outputs.apply(resumeKey.isEmpty())
                .members()
                .forEach((name, value) ->
                        result.writeBytes((",\"" + name + "\":" + TreeWriter.text(value)).getBytes(UTF_8)));
        if (!part.lost().isEmpty()) {
            result.writeBytes((",\"lostids\":" + lostIds()).getBytes(UTF_8));
        }
        resumeKey.ifPresent(key -> result.writeBytes((",\"resumekey\":\"" + key + "\"").getBytes(UTF_8)));
        result.writeBytes((",\"date\":" + TreeWriter.text(AnswerEnvelope.date(received)) + ",\"time\":"
                        + TreeWriter.text(AnswerEnvelope.time(received)) + "}")
                .getBytes(UTF_8));
        result.writeTo(out);
        notes.sent(resumeKey.isEmpty(), told);
    }

    /// From which numbers to which there is nothing, and may have been before a restore from a backup (ADR 0032).
    private String lostIds() {
        return part.lost().stream()
                .map(epoch -> "{\"from\":" + (epoch.lastKept().value() + 1) + ",\"to\":"
                        + epoch.skipped().value() + "}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    /// Objects with what belongs to them, which is not in their bodies.
    private final class Dressing extends Gathering implements ChangePart.Gatherer {
        Dressing(SentBytes result, ListFilter.Presenter presenter) {
            super(result, presenter);
        }

        @Override
        public long bytes() {
            return result.size();
        }
    }

    private class Gathering implements ChangePart.Reader {
        final SentBytes result;
        private final ListFilter.Presenter presenter;
        private boolean first = true;

        Gathering(SentBytes result, ListFilter.Presenter presenter) {
            this.result = result;
            this.presenter = presenter;
        }

        @Override
        public void present(long number, long version, long modifiedAtMillis, byte[] body) {
            boolean told = choice.always().contains(number) || choice.tells().test(body);
            if (choice.leavesOut(Instant.ofEpochMilli(modifiedAtMillis), body, text)
                    || (!told && !choice.hidesOthers())) {
                return;
            }
            if (!told) {
                gone(number);
                return;
            }
            separate();
            presenter.present(result, number, modifiedAtMillis, body);
        }

        @Override
        public void gone(ObjectNumber number) {
            if (!choice.hiddenToldFrom().equals(Instant.MAX)) {
                gone(number.value());
            }
        }

        private void gone(long number) {
            separate();
            text.gone(result, number);
        }

        private void separate() {
            told++;
            if (!first) {
                result.write(',');
            }
            first = false;
        }
    }
}
