package io.tidemark.catalog.people;

import io.tidemark.catalog.json.JsonFields;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.Fields;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.InvitationStatus;
import io.tidemark.protocol.meeting.MeetingShapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Invitations one by one: what an attendee may change in a list that goes over the wire whole, and how two
/// changes of different attendees come together (meeting API 5.8, 5.12). Stateless.
public final class Attendance {
    private static final String INVITATIONS = "Invitations";
    private static final List<String> SAID = List.of("Status", "Required", "IsCoHost");
    private static final JsonFields MEETING = JsonFields.of(MeetingShapes.MEETING);

    private Attendance() {}

    /// The meeting with the user's own answer, if that is all that `wanted` changes; empty if it changes
    /// anything else. People are compared by who they are and not by how they are written; what an
    /// invitation of `wanted` does not say stays.
    public static Optional<WireObject> onlyAnswered(
            WireObject meeting, WireObject wanted, User user, DirectoryReader directory) {
        if (wanted.equals(meeting)) {
            return Optional.of(meeting);
        }
        Map<UserId, WireObject> said = byAttendee(wanted, directory);
        List<WireObject> invitations = Gathering.invitations(meeting);
        boolean sameSize = said.size() == invitations.size()
                && Gathering.invitations(wanted).size() == invitations.size();
        if (!sameSize || !restIsEqual(meeting, wanted, directory)) {
            return Optional.empty();
        }
        InvitationStatus answer = null;
        for (WireObject invitation : invitations) {
            WireObject other = invitation
                    .object("User")
                    .flatMap(person -> People.stored(person, directory))
                    .map(attendee -> said.get(attendee.id()))
                    .orElse(null);
            boolean own = invitation
                    .object("User")
                    .filter(person -> People.is(person, user))
                    .isPresent();
            if (other == null || !saysTheSame(own ? other.without("Status") : other, invitation)) {
                return Optional.empty();
            }
            if (own) {
                answer = other.oneOf("Status", InvitationStatus.class)
                        .or(() -> invitation.oneOf("Status", InvitationStatus.class))
                        .orElse(InvitationStatus.PENDING);
            }
        }
        return answer == null ? Optional.empty() : Optional.of(Gathering.answered(meeting, user, answer));
    }

    private static Map<UserId, WireObject> byAttendee(WireObject meeting, DirectoryReader directory) {
        Map<UserId, WireObject> byAttendee = new LinkedHashMap<>();
        for (WireObject invitation : Gathering.invitations(meeting)) {
            invitation
                    .object("User")
                    .flatMap(person -> People.find(person, directory))
                    .ifPresent(attendee -> byAttendee.putIfAbsent(attendee.id(), invitation));
        }
        return byAttendee;
    }

    private static boolean restIsEqual(WireObject meeting, WireObject wanted, DirectoryReader directory) {
        WireObject rest = wanted.without(INVITATIONS);
        Optional<User> host = meeting.object("Host").flatMap(person -> People.stored(person, directory));
        Optional<User> named = wanted.object("Host").flatMap(person -> People.find(person, directory));
        if (host.isPresent() && host.equals(named)) {
            rest = rest.with("Host", People.wire(host.get()));
        }
        WireObject before = meeting.without(INVITATIONS);
        return rest.equals(host.isPresent() ? before.with("Host", People.wire(host.get())) : before);
    }

    private static boolean saysTheSame(WireObject wanted, WireObject invitation) {
        return SAID.stream()
                .allMatch(name -> !wanted.has(name) || wanted.value(name).equals(invitation.value(name)));
    }

    /// Two lists of invitations that were made from one; empty when both touched one attendee in different
    /// ways.
    ///
    /// @param base canonical text of the list that both were made from; null for none
    /// @param current one of them
    /// @param wanted the other
    /// @return the list with both changes
    public static Optional<String> merged(@Nullable String base, @Nullable String current, @Nullable String wanted) {
        Map<String, WireObject> was = byEmail(base);
        Map<String, WireObject> is = byEmail(current);
        Map<String, WireObject> shallBe = byEmail(wanted);
        TreeSet<String> emails = new TreeSet<>(is.keySet());
        emails.addAll(shallBe.keySet());
        List<WireObject> merged = new ArrayList<>();
        for (String email : emails) {
            @Nullable WireObject before = was.get(email);
            @Nullable WireObject ours = is.get(email);
            @Nullable WireObject theirs = shallBe.get(email);
            if (unchanged(before, theirs) || (ours != null && unchanged(ours, theirs))) {
                add(merged, ours);
            } else if (unchanged(before, ours)) {
                add(merged, theirs);
            } else {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(MEETING.fields(MeetingShapes.MEETING.empty().with(INVITATIONS, merged))
                .get(INVITATIONS));
    }

    private static Map<String, WireObject> byEmail(@Nullable String invitations) {
        Map<String, WireObject> byEmail = new LinkedHashMap<>();
        if (invitations != null) {
            for (WireObject invitation :
                    Gathering.invitations(MEETING.object(Fields.NONE.with(INVITATIONS, invitations)))) {
                byEmail.putIfAbsent(
                        invitation
                                .object("User")
                                .flatMap(person -> person.text("Email").or(() -> person.text("Id")))
                                .orElse("")
                                .strip()
                                .toLowerCase(Locale.ROOT),
                        invitation);
            }
        }
        return byEmail;
    }

    private static boolean unchanged(@Nullable WireObject before, @Nullable WireObject after) {
        if (before == null || after == null) {
            return before == null && after == null;
        }
        return saysTheSame(after, before);
    }

    private static void add(List<WireObject> merged, @Nullable WireObject invitation) {
        if (invitation != null) {
            merged.add(invitation);
        }
    }
}
