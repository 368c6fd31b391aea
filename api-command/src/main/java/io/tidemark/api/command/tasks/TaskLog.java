package io.tidemark.api.command.tasks;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
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
    /// Most lines of an answer.
    private static final int LINES_MAX = 1_000;

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
        for (LogEntry entry : tx.history(todo.number(), Sequence.ZERO, LINES_MAX)) {
            LocalDateTime at =
                    LocalDateTime.ofInstant(entry.at(), caller.account().zone());
            boolean wanted = from.isEmpty() || !at.toLocalDate().isBefore(from.get());
            UserId user = entry.origin().user();
            if (wanted && (kind.equals("db") || user != null)) {
                lines.add(JsonObject.EMPTY
                        .with("date", AnswerEnvelope.date(at))
                        .with("time", AnswerEnvelope.time(at))
                        .with("userid", JsonNumber.of(user == null ? 0 : user.value()))
                        .with("usertext", new JsonText(name(tx, user)))
                        .with("action", new JsonText(entry.kind().name().toLowerCase(java.util.Locale.ROOT)))
                        .with("call", new JsonText(entry.origin().call()))
                        .with(
                                "fields",
                                new JsonArray(new TreeSet<>(entry.fields())
                                        .stream()
                                                .filter(field -> !field.startsWith("."))
                                                .<JsonValue>map(JsonText::new)
                                                .toList())));
            }
        }
        return lines;
    }

    private static String name(ReadTransaction tx, @org.jspecify.annotations.Nullable UserId user) {
        return user == null ? "" : tx.user(user).map(User::name).orElse("");
    }
}
