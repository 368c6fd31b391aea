package io.tidemark.cli.ical;

import io.tidemark.calendar.ical.Attendee;
import io.tidemark.calendar.ical.ImportedMeeting;
import io.tidemark.calendar.ical.Person;
import io.tidemark.catalog.people.People;
import io.tidemark.core.directory.User;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.InvitationStatus;
import io.tidemark.protocol.meeting.MeetingShapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The people of an event as the account knows them. Immutable.
///
/// @param host who hosts the meeting here: the organizer, if he can log in here, or the user whose file it is
/// @param invitations the invited, by email; of a meeting without any people none
/// @param losses what had to be left out
record Cast(User host, List<WireObject> invitations, List<Loss> losses) {
    /// The most that a device may send back.
    private static final int INVITED_MAX = 2_000;

    private static final int NAME_CHARS_MAX = 255;
    private static final int EMAIL_CHARS_MAX = 320;

    Cast {
        invitations = List.copyOf(invitations);
        losses = List.copyOf(losses);
    }

    /// Finds out who takes part.
    ///
    /// @param importing whose file it is
    /// @param users the users of the account by email
    static Cast of(ImportedMeeting meeting, User importing, Map<String, User> users) {
        String event = EventTranslation.named(meeting);
        List<Loss> losses = new ArrayList<>();
        Map<String, WireObject> invited = new LinkedHashMap<>();
        @Nullable Person organizer = meeting.organizer();
        User host = importing;
        if (organizer != null) {
            Optional<User> known =
                    Optional.ofNullable(users.get(organizer.email())).filter(User::mayLogIn);
            host = known.orElse(importing);
            if (known.isEmpty()) {
                losses.add(Loss.part(
                        event,
                        "Its organizer " + organizer.email() + " is no user here.",
                        "The organizer as host: " + importing.email() + " hosts it, the organizer is invited."));
                invited.put(organizer.email(), guest(organizer, InvitationStatus.PENDING));
            }
        }
        for (Attendee attendee : meeting.attendees()) {
            String email = attendee.person().email();
            if (attendee.resource()) {
                losses.add(
                        Loss.part(event, "Rooms and things are not invited here.", "The invitation of " + email + "."));
            } else if (email.length() > EMAIL_CHARS_MAX || invited.size() >= INVITED_MAX) {
                losses.add(Loss.part(event, "There is no room for this attendee.", "The invitation of " + email + "."));
            } else {
                @Nullable User user = users.get(email);
                invited.putIfAbsent(
                        email,
                        user == null || user.guest()
                                ? guest(attendee.person(), inAdvance(status(attendee)))
                                : invitation(user, host, attendee));
            }
        }
        if (!host.equals(importing) && !invited.containsKey(importing.email())) {
            losses.add(Loss.part(
                    event,
                    "Its attendees do not name " + importing.email() + ", perhaps because a list was invited.",
                    "Nothing: " + importing.email() + " is invited."));
            invited.put(importing.email(), invitation(importing, InvitationStatus.PENDING, true));
        }
        return new Cast(
                host,
                invited.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(Map.Entry::getValue)
                        .toList(),
                losses);
    }

    private static WireObject invitation(User user, User host, Attendee attendee) {
        InvitationStatus status = user.equals(host) ? InvitationStatus.ACCEPTED : status(attendee);
        return invitation(user, status, attendee.required());
    }

    private static WireObject invitation(User user, InvitationStatus status, boolean required) {
        return invitation(People.wire(user), status, required);
    }

    private static WireObject guest(Person person, InvitationStatus status) {
        String name = person.name().isBlank() ? person.email() : person.name();
        WireObject wire = MeetingShapes.USER
                .empty()
                .with("Name", name.substring(0, Math.min(name.length(), NAME_CHARS_MAX)))
                .with("Email", person.email().toLowerCase(Locale.ROOT));
        return invitation(wire, status, false);
    }

    private static WireObject invitation(WireObject user, InvitationStatus status, boolean required) {
        return MeetingShapes.INVITATION
                .empty()
                .with("User", user)
                .with("Status", status)
                .with("Required", required)
                .with("IsCoHost", false);
    }

    private static InvitationStatus status(Attendee attendee) {
        return switch (attendee.participation()) {
            case ACCEPTED -> InvitationStatus.ACCEPTED;
            case DECLINED -> InvitationStatus.DECLINED;
            case TENTATIVE -> InvitationStatus.TENTATIVE;
            case NEEDS_ACTION, DELEGATED -> InvitationStatus.PENDING;
        };
    }

    /// Guests cannot accept in advance (meeting API 5.12). Said here already, so that a second import says the same.
    private static InvitationStatus inAdvance(InvitationStatus status) {
        return status == InvitationStatus.ACCEPTED ? InvitationStatus.PENDING : status;
    }
}
