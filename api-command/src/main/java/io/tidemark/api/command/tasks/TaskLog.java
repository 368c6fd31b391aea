package io.tidemark.api.command.tasks;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.command.AnswerEnvelope;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// `GetTodoLogByID`: what happened to a task, oldest first: `db` every change and every one that was refused,
/// `activity` those that people made. Thread-safe.
///
/// @param desk finds
record TaskLog(ObjectDesk desk) {
    /// Most lines of an answer; the oldest of those that are asked for.
    private static final int LINES_MAX = 1_000;

    private static final int PAGE = 500;

    CommandResult run(Caller caller, Inputs inputs) {
        String kind = inputs.text("logtype").strip();
        if (!List.of("db", "activity").contains(kind)) {
            throw CommandException.badValue("logtype", "must be db or activity.");
        }
        Optional<LocalDate> from = inputs.optionalDate("date");
        long number = inputs.number("todoid");
        List<JsonValue> lines = desk.read(caller, tx -> ObjectDesk.find(tx, desk.type("todo"), number))
                .map(todo -> desk.read(caller, tx -> lines(tx, todo, kind, from, caller)))
                .orElse(List.of());
        return new ObjectResult(caller).value("result", new JsonArray(lines));
    }

    private static List<JsonValue> lines(
            ReadTransaction tx, StoredObject todo, String kind, Optional<LocalDate> from, Caller caller) {
        List<JsonValue> lines = new ArrayList<>();
        Sequence after = Sequence.ZERO;
        List<LogEntry> page;
        do {
            page = tx.history(todo.number(), after, PAGE);
            for (LogEntry entry : page) {
                after = entry.sequence();
                LocalDateTime at =
                        LocalDateTime.ofInstant(entry.at(), caller.account().zone());
                boolean isNew = from.isEmpty() || !at.toLocalDate().isBefore(from.get());
                boolean wanted = entry.kind() != ChangeKind.MOVED
                        && (kind.equals("db") || entry.origin().user() != null);
                if (isNew && wanted && lines.size() < LINES_MAX) {
                    lines.add(line(tx, entry, at));
                }
            }
        } while (page.size() == PAGE && lines.size() < LINES_MAX);
        return lines;
    }

    private static JsonObject line(ReadTransaction tx, LogEntry entry, LocalDateTime at) {
        UserId user = entry.origin().user();
        List<JsonValue> fields = new TreeSet<>(entry.fields())
                .stream()
                        .filter(field -> !field.startsWith("."))
                        .<JsonValue>map(JsonText::new)
                        .toList();
        return JsonObject.EMPTY
                .with("date", AnswerEnvelope.date(at))
                .with("time", AnswerEnvelope.time(at))
                .with("userid", JsonNumber.of(user == null ? 0 : user.value()))
                .with("usertext", new JsonText(name(tx, user)))
                .with("action", new JsonText(entry.kind().name().toLowerCase(java.util.Locale.ROOT)))
                .with("call", new JsonText(entry.origin().call()))
                .with("fields", new JsonArray(fields));
    }

    private static String name(ReadTransaction tx, @org.jspecify.annotations.Nullable UserId user) {
        return user == null ? "" : tx.user(user).map(User::name).orElse("");
    }
}
