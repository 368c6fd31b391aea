package io.tidemark.api.command.threads;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ListFilter;
import io.tidemark.api.command.objects.ObjectCommands;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/// `GetThreadsByLastChange`: a part of the threads that changed, and how much the user has not read in all of them
/// (command API 2.8). Who takes part in a thread takes part for good, so a device never has to drop one that is nothing
/// to its user. Thread-safe.
final class GetThreadsByLastChange implements Command {
    private final ThreadMarks marks;
    private final Command list;

    GetThreadsByLastChange(ObjectDesk desk, ThreadMarks marks) {
        this.marks = marks;
        this.list = ObjectCommands.changes(name(), "thread", "threads", new Filter(desk), desk);
    }

    @Override
    public String name() {
        return "GetThreadsByLastChange";
    }

    @Override
    public CommandResult run(Caller caller, Inputs inputs) {
        marks.read(caller, name(), inputs.numbers("read"));
        marks.unread(caller, name(), inputs.numbers("unread"));
        return list.run(caller, inputs);
    }

    private record Filter(ObjectDesk desk) implements ListFilter {
        @Override
        public String text(Inputs inputs) {
            return flag(inputs, "exclmessages") + flag(inputs, "onlysubscriber") + flag(inputs, "skip_deleted");
        }

        private static String flag(Inputs inputs, String name) {
            return inputs.yes(name) ? " " + name : "";
        }

        @Override
        public boolean skipsHidden(Inputs inputs) {
            return inputs.yes("skip_deleted");
        }

        @Override
        public Predicate<byte[]> concerns(Caller caller, Inputs inputs, ReadTransaction tx) {
            boolean onlySubscriber = inputs.yes("onlysubscriber");
            long user = caller.user().value();
            return body -> {
                Facts thread = Facts.of(body);
                return thread.isThreadFor(caller.user())
                        && (!onlySubscriber
                                || thread.numbers(Posting.SUBSCRIBERS).contains(user));
            };
        }

        @Override
        public Optional<Function<ReadTransaction, Presenter>> presenters(Caller caller, Inputs inputs) {
            boolean withMessages = !inputs.yes("exclmessages");
            return Optional.of(tx -> new ThreadText(desk, caller).presenter(tx, withMessages));
        }

        @Override
        public JsonObject outputs(Caller caller, Inputs inputs, ReadTransaction tx, boolean last) {
            CommandType type = desk.type("thread");
            Map<String, Map<String, Integer>> byObject = new TreeMap<>();
            int all = 0;
            for (Map.Entry<Long, Integer> unread :
                    Unread.byThread(tx, caller.user()).entrySet()) {
                Optional<StoredObject> thread =
                        ObjectDesk.find(tx, type, unread.getKey()).filter(found -> ObjectDesk.isShown(type, found));
                if (thread.isPresent()) {
                    all += unread.getValue();
                    Facts facts = Facts.of(thread.get());
                    if (facts.number("objectid") != 0) {
                        byObject.computeIfAbsent(facts.text("objecttype"), word -> new TreeMap<>())
                                .merge(Long.toString(facts.number("objectid")), unread.getValue(), Integer::sum);
                    }
                }
            }
            return JsonObject.EMPTY
                    .with("numunreadmessages", JsonNumber.of(all))
                    .with("unreadmessages", sets(byObject, counts -> sets(counts, count -> JsonNumber.of(count))));
        }

        private static <T> JsonObject sets(Map<String, T> values, Function<T, JsonValue> json) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            values.forEach((name, value) -> members.put(name, json.apply(value)));
            return new JsonObject(members);
        }
    }
}
