package io.tidemark.catalog;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.Conduct;
import io.tidemark.catalog.command.DocumentConduct;
import io.tidemark.catalog.command.Md5Conduct;
import io.tidemark.catalog.command.OpenLineConduct;
import io.tidemark.catalog.meeting.CalendarEntryType;
import io.tidemark.catalog.meeting.CalendarRecurrenceType;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.catalog.people.Teams;
import io.tidemark.catalog.planning.PlanConduct;
import io.tidemark.catalog.selection.Windows;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.catalog.task.TaskType;
import io.tidemark.catalog.time.RegistrationConduct;
import io.tidemark.catalog.view.EventConduct;
import io.tidemark.catalog.view.EventViews;
import io.tidemark.catalog.view.TaskViews;
import io.tidemark.catalog.view.TodoConduct;
import io.tidemark.core.handshake.Stream;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.ObjectTypes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// All types of objects, and the streams in which they are synchronized. Stateless.
public final class Catalog {
    /// Meetings and repeating meetings both ways, the calendar from the device to the server (meeting API 3.2).
    public static final Stream MEETINGS = new Stream(
            "meetings",
            0,
            List.of(MeetingType.ID, MeetingRecurrenceType.ID),
            List.of(
                    new Stream.OneWay(CalendarEntryType.ID, MeetingType.ID),
                    new Stream.OneWay(CalendarRecurrenceType.ID, null)));

    /// Tasks (meeting API 3.3).
    public static final Stream TASKS = new Stream("tasks", 1, List.of(TaskType.ID), List.of());

    /// Types that are views of the meeting API's (ADR 0024).
    private static final Set<String> VIEWS = Set.of("todo", "event");

    private Catalog() {}

    /// All types, those of the command API as its reference has them.
    public static ObjectTypes types() {
        return types(CommandTypes.served());
    }

    /// All types.
    ///
    /// @param commandTypes those of the command API
    public static ObjectTypes types(CommandTypes commandTypes) {
        return types(commandTypes, Windows.AS_DESCRIBED);
    }

    /// All types of an account.
    ///
    /// @param commandTypes those of the command API
    /// @param windows those that the account has set
    public static ObjectTypes types(CommandTypes commandTypes, Windows windows) {
        CommandObjectType todo = type(commandTypes, "todo", new TodoConduct(), windows);
        CommandObjectType event = type(commandTypes, "event", new EventConduct(), windows);
        List<ObjectType> types = new ArrayList<>(List.of(
                new MeetingType(EventViews.eventOfMeeting(event)),
                new MeetingRecurrenceType(EventViews.eventOfRecurrence(event)),
                new CalendarEntryType(),
                new CalendarRecurrenceType(),
                new TaskType(TaskViews.todoOfTask(todo)),
                todo,
                event));
        for (CommandType type : commandTypes.all()) {
            if (type.key().isPresent() && !VIEWS.contains(type.name())) {
                types.add(new CommandObjectType(commandTypes, type, conduct(type, commandTypes), windows));
            }
        }
        return ObjectTypes.of(types);
    }

    private static Conduct conduct(CommandType type, CommandTypes types) {
        return switch (type.name()) {
            case "icon" -> Md5Conduct.ofBytes("data");
            case "questionform" -> Md5Conduct.ofFields(List.of("title", "parts", "flowcontrol"));
            case "document" -> new DocumentConduct();
            case "invoiceline" -> new OpenLineConduct();
            case "registrationentry" -> new RegistrationConduct();
            case "prodplanentry" -> new PlanConduct();
            case "appsettings" -> new AccountSettings(types);
            case "team" -> Teams.ofTeams();
            case "workpool" -> Teams.ofPools();
            default -> Conduct.PLAIN;
        };
    }

    private static CommandObjectType type(CommandTypes types, String name, Conduct conduct, Windows windows) {
        return new CommandObjectType(types, types.type(name).orElseThrow(), conduct, windows);
    }
}
