package io.tidemark.catalog.view;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.people.People;
import io.tidemark.catalog.task.TaskType;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.Counterpart;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.RuleContext;
import io.tidemark.protocol.json.ShapeWriter;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.TaskPriority;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A task of the meeting API and the `todo` of the command API that it is.
///
/// | task | todo |
/// | --- | --- |
/// | `Title`, `Description` | `title`, `description` |
/// | `DueDate` | `deadlinedate`; the time of day is the task's |
/// | `Priority` LOW, NORMAL, HIGH | `priority` up to 1, 2, from 3 on |
/// | `PercentComplete` 100 | `isclosed`, and a state that is closed |
/// | `Owners` | `userid`, and the others in `users` |
///
/// Only what has changed on one side is carried to the other. Stateless.
public final class TaskViews {
    private static final String TITLE = "Title";
    private static final String DESCRIPTION = "Description";
    private static final String DUE_DATE = "DueDate";
    private static final String PRIORITY = "Priority";
    private static final String PERCENT = "PercentComplete";
    private static final String OWNERS = "Owners";
    private static final int COMPLETE = 100;

    private TaskViews() {}

    /// The todo that a task is.
    ///
    /// @param todoType makes todos
    public static Counterpart todoOfTask(CommandObjectType todoType) {
        return new TodoOfTask(todoType);
    }

    /// The task that a todo is.
    public static Counterpart taskOfTodo() {
        return new TaskOfTodo();
    }

    private record TodoOfTask(CommandObjectType todoType) implements Counterpart {
        @Override
        public ObjectKey key(ObjectKey own) {
            return new ObjectKey(todoType.id(), own.id());
        }

        @Override
        public Fields follow(Fields before, Fields after, Fields other, RuleContext context) {
            Set<String> changed = after.differingFrom(before);
            WireObject task = TaskType.FIELDS.object(after);
            JsonObject todo = CommandObjectType.object(other);
            JsonObject told = JsonObject.EMPTY;
            if (changed.contains(TITLE)) {
                told = told.with("title", Told.string(task.text(TITLE).orElse("")));
            }
            if (changed.contains(DESCRIPTION)) {
                told = told.with(
                        "description", new JsonText(task.text(DESCRIPTION).orElse("")));
            }
            if (changed.contains(DUE_DATE)) {
                told = told.with(
                        "deadlinedate",
                        task.instant(DUE_DATE)
                                .map(due -> LocalTimes.date(
                                        LocalTimes.local(due, context.zone()).toLocalDate()))
                                .orElse(JsonText.EMPTY));
            }
            TaskPriority priority = priority(task);
            if (changed.contains(PRIORITY) && priority != priority(todo)) {
                told = told.with("priority", number(priority));
            }
            if (changed.contains(PERCENT)) {
                told = told.with("isclosed", Told.flag(isComplete(task)));
            }
            if (changed.contains(OWNERS)) {
                told = owners(task, todo, told, context);
            }
            return todoType.following(other, told, context);
        }

        private static JsonObject owners(WireObject task, JsonObject todo, JsonObject told, RuleContext context) {
            List<User> owners = new ArrayList<>();
            for (WireObject owner : task.items(OWNERS).orElse(List.of())) {
                People.stored(owner, context.transaction()).ifPresent(owners::add);
            }
            long responsible = Told.number(todo, "userid");
            Optional<User> stays = owners.stream()
                    .filter(owner -> owner.id().value() == responsible)
                    .findFirst()
                    .or(() -> owners.stream().findFirst());
            stays.ifPresent(owners::remove);
            return told.with(
                            "userid",
                            JsonNumber.of(stays.map(user -> user.id().value()).orElse(0L)))
                    .with("users", Told.numbers(owners));
        }
    }

    private record TaskOfTodo() implements Counterpart {
        @Override
        public ObjectKey key(ObjectKey own) {
            return new ObjectKey(TaskType.ID, own.id());
        }

        @Override
        public Fields follow(Fields before, Fields after, Fields other, RuleContext context) {
            JsonObject then = CommandObjectType.object(before);
            JsonObject todo = CommandObjectType.object(after);
            boolean isNew = other.equals(Fields.NONE);
            WireObject task = TaskType.FIELDS.object(
                    isNew ? Fields.NONE.with("Creator", ShapeWriter.text(People.wire(context.actor()))) : other);
            if (Told.differ(then, todo, "title")) {
                task = task.with(TITLE, Told.text(todo, "title"));
            }
            if (Told.differ(then, todo, "description")) {
                task = task.with(DESCRIPTION, Told.text(todo, "description"));
            }
            if (Told.differ(then, todo, "deadlinedate")) {
                task = due(todo, task, context);
            }
            if (Told.differ(then, todo, "priority") && priority(todo) != priority(task)) {
                task = task.with(PRIORITY, priority(todo));
            }
            if (Told.differ(then, todo, "isclosed") && Told.yes(todo, "isclosed") != isComplete(task)) {
                task = task.with(PERCENT, Told.yes(todo, "isclosed") ? COMPLETE : 0);
            }
            if (isNew || Told.differ(then, todo, "userid", "users")) {
                task = task.with(OWNERS, owners(todo, task, context));
            }
            return TaskType.FIELDS.fields(task);
        }

        private static WireObject due(JsonObject todo, WireObject task, RuleContext context) {
            Optional<LocalDate> day = LocalTimes.date(todo, "deadlinedate");
            LocalTime time = task.instant(DUE_DATE)
                    .map(due -> LocalTimes.local(due, context.zone()).toLocalTime())
                    .orElse(LocalTime.MIDNIGHT);
            Optional<Instant> due =
                    day.map(date -> date.atTime(time).atZone(context.zone()).toInstant());
            return due.isPresent() ? task.with(DUE_DATE, due.get()) : task.without(DUE_DATE);
        }

        /// Sorted as the task's own rules sort them; a task without an owner is its creator's.
        private static List<WireObject> owners(JsonObject todo, WireObject task, RuleContext context) {
            Map<String, WireObject> owners = new java.util.TreeMap<>();
            List<Long> numbers = new ArrayList<>(List.of(Told.number(todo, "userid")));
            numbers.addAll(Told.numbers(todo, "users"));
            numbers.forEach(number -> Told.user(number, context.transaction())
                    .ifPresent(user -> owners.put(user.email(), People.wire(user))));
            if (owners.isEmpty()) {
                task.object("Creator").ifPresent(creator -> owners.put("", creator));
            }
            return List.copyOf(new LinkedHashMap<>(owners).values());
        }
    }

    private static boolean isComplete(WireObject task) {
        return task.integer(PERCENT).filter(percent -> percent == COMPLETE).isPresent();
    }

    private static @Nullable TaskPriority priority(WireObject task) {
        return task.oneOf(PRIORITY, TaskPriority.class).orElse(null);
    }

    private static JsonNumber number(@Nullable TaskPriority priority) {
        return switch (priority) {
            case null -> JsonNumber.ZERO;
            case LOW -> JsonNumber.of(1);
            case NORMAL -> JsonNumber.of(2);
            case HIGH -> JsonNumber.of(3);
        };
    }

    /// Null where a todo says nothing about it.
    private static @Nullable TaskPriority priority(JsonObject todo) {
        long priority = Told.number(todo, "priority");
        if (priority == 0) {
            return null;
        }
        return priority < 2 ? TaskPriority.LOW : priority > 2 ? TaskPriority.HIGH : TaskPriority.NORMAL;
    }
}
