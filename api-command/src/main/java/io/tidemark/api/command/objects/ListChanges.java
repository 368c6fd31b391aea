package io.tidemark.api.command.objects;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.changes.ChangeLists;
import io.tidemark.core.changes.ChangePart;
import io.tidemark.core.changes.ChangeQuestion;
import io.tidemark.core.changes.ListUses;
import io.tidemark.core.object.TypeId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// `Get…ByLastChange`: a part of what changed since a date and time (command API 1.4).
///
/// With `ignoreclosed`, a pass from the beginning leaves out what is hidden (1.5, Q4), unless it was hidden
/// within the last [#HIDDEN_TOLD_FOR]: a device that was interrupted in its first pass and begins again may
/// have got it in between, and no later pass would tell. Thread-safe.
///
/// @param name the command's name
/// @param type which objects
/// @param output the collection's name
/// @param filter what it has beyond others
/// @param desk lists
record ListChanges(String name, CommandType type, String output, ListFilter filter, ObjectDesk desk)
        implements Command {
    /// Less than what is gone is remembered for: see `deletions.retention`.
    static final Duration HIDDEN_TOLD_FOR = Duration.ofDays(30);

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        LocalDateTime changed = LocalDateTime.of(inputs.date("changedate"), inputs.time("changetime"));
        // in the hour that a clock shows twice, the first of the two: then nothing is left out
        Instant since = changed.atZone(caller.account().zone()).toInstant();
        boolean ignoreClosed = inputs.has("ignoreclosed") && inputs.yes("ignoreclosed");
        Optional<String> resumeKey = inputs.optionalText("resumekey");
        boolean whole = !since.isAfter(Instant.EPOCH);
        ChangeQuestion question = new ChangeQuestion(
                caller.user(),
                type.selection().isPresent() ? null : Principal.EVERYONE,
                new TypeId(type.name()),
                whole ? Instant.EPOCH : since,
                whole && ignoreClosed ? caller.receivedAt().minus(HIDDEN_TOLD_FOR) : Instant.EPOCH,
                name + (ignoreClosed ? " ignoreclosed" : "") + filter.text(inputs));
        if (type.selection().isPresent() && resumeKey.isEmpty()) {
            desk.sweep(caller);
        }
        ChangeLists lists = desk.lists(filter.inOnePart());
        ChangePart part = resumeKey.isPresent()
                ? lists.next(caller.account(), question, resumeKey.get())
                : lists.first(caller.account(), question, caller.receivedAt());
        Instant toldFrom = filter.skipsHidden(inputs)
                ? Instant.MAX
                : whole && ignoreClosed ? part.received().minus(HIDDEN_TOLD_FOR) : Instant.MIN;
        Predicate<byte[]> tells = desk.read(caller, tx -> filter.tells(caller, inputs, tx));
        Set<Long> always = desk.read(caller, tx -> filter.alwaysTold(caller, inputs, tx));
        Predicate<byte[]> concerns = desk.read(caller, tx -> filter.concerns(caller, inputs, tx));
        return new ChangeListResult(
                type,
                output,
                caller,
                part,
                new ChangeListResult.Choice(
                        !whole && filter.hidesOthers(inputs),
                        toldFrom,
                        tells,
                        always,
                        concerns,
                        filter.presenters(caller, inputs)),
                last -> desk.read(caller, tx -> filter.outputs(caller, inputs, tx, last)),
                (isLast, told) ->
                        desk.note(caller, question, new ListUses.Sent(part, resumeKey.isEmpty(), isLast, told)));
    }
}
