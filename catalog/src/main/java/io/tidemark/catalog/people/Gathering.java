package io.tidemark.catalog.people;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.InvitationStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Who takes part in a meeting and what they may do to it (meeting API 5.12): the host, co-hosts,
/// attendees, guests. Works on meeting objects of the wire. Stateless.
public final class Gathering {
    private Gathering() {}

    /// Those who should have the meeting: its host and every attendee who has not declined. Guests and disabled
    /// users are among them: they cannot log in, and who becomes a user, or is enabled again, finds what came
    /// meanwhile.
    public static Set<Principal> audience(WireObject meeting, DirectoryReader directory) {
        Set<Principal> audience = new LinkedHashSet<>();
        participants(meeting, directory).forEach(user -> audience.add(Principal.of(user.id())));
        return audience;
    }

    /// The host, and every attendee who has not declined.
    public static List<User> participants(WireObject meeting, DirectoryReader directory) {
        return participants(meeting).stream()
                .map(person -> People.stored(person, directory))
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<WireObject> participants(WireObject meeting) {
        List<WireObject> people = new ArrayList<>();
        meeting.object("Host").ifPresent(people::add);
        for (WireObject invitation : invitations(meeting)) {
            if (!hasDeclined(invitation)) {
                invitation.object("User").ifPresent(people::add);
            }
        }
        return people;
    }

    private static boolean hasDeclined(WireObject invitation) {
        return invitation.oneOf("Status", InvitationStatus.class).orElse(InvitationStatus.PENDING)
                == InvitationStatus.DECLINED;
    }

    /// The meeting's invitations.
    public static List<WireObject> invitations(WireObject meeting) {
        return meeting.items("Invitations").orElse(List.of());
    }

    /// Whether the user may change and delete everything about the meeting.
    public static boolean isHost(WireObject meeting, User user) {
        return meeting.object("Host").filter(host -> People.is(host, user)).isPresent();
    }

    /// Whether the user may change everything about the meeting but its host.
    public static boolean isOrganizer(WireObject meeting, User user) {
        return isHost(meeting, user)
                || invitation(meeting, user)
                        .flatMap(invitation -> invitation.bool("IsCoHost"))
                        .orElse(false);
    }

    /// Whether the user would be host or co-host of a meeting that nobody has put right yet. A host that
    /// nobody knows is left to [#seat].
    public static boolean wouldOrganize(WireObject meeting, User user, DirectoryReader directory) {
        Optional<WireObject> host = meeting.object("Host").filter(person -> !person.isEmpty());
        if (host.isEmpty()) {
            return true;
        }
        Optional<User> hosting = People.find(host.get(), directory);
        return hosting.isEmpty()
                || hosting.get().id().equals(user.id())
                || invitations(meeting).stream()
                        .filter(invitation -> invitation.bool("IsCoHost").orElse(false))
                        .flatMap(invitation -> invitation.object("User").stream())
                        .flatMap(person -> People.find(person, directory).stream())
                        .anyMatch(coHost -> coHost.id().equals(user.id()));
    }

    /// The user's own invitation.
    public static Optional<WireObject> invitation(WireObject meeting, User user) {
        return invitations(meeting).stream()
                .filter(invitation -> invitation
                        .object("User")
                        .filter(person -> People.is(person, user))
                        .isPresent())
                .findFirst();
    }

    /// The meeting with the user's own answer to the invitation.
    public static WireObject answered(WireObject meeting, User user, InvitationStatus status) {
        List<WireObject> invitations = invitations(meeting).stream()
                .map(invitation -> invitation
                                .object("User")
                                .filter(person -> People.is(person, user))
                                .isPresent()
                        ? invitation.with("Status", status)
                        : invitation)
                .toList();
        return meeting.with("Invitations", invitations);
    }

    /// What became of the people of a meeting.
    public sealed interface Seating {
        /// Everybody has a seat.
        ///
        /// @param meeting the meeting with people put right
        record Seated(WireObject meeting) implements Seating {}

        /// Somebody cannot be seated.
        ///
        /// @param refusal why
        record Nobody(Ruling.Refused refusal) implements Seating {}
    }

    /// Puts the people of a meeting right: names and ids as the account knows them, unknown attendees as
    /// guests, each attendee once, the host's own invitation accepted, guests neither required nor co-hosts
    /// nor accepting in advance.
    ///
    /// @param host who hosts it, when the meeting does not say
    /// @param before the meeting as it was, empty if it is new: a guest who was not invited to it cannot have
    ///     answered
    public static Seating seat(WireObject meeting, User host, WireObject before, RuleContext context) {
        Optional<WireObject> named = meeting.object("Host").filter(person -> !person.isEmpty());
        Optional<User> hosting =
                named.isPresent() ? People.find(named.get(), context.transaction()) : Optional.of(host);
        if (hosting.isEmpty()) {
            return new Seating.Nobody(new Ruling.Refused(
                    ErrorCode.RULE_FORBIDS, "The host of this meeting is not a user here. Name one by email."));
        }
        WireObject seated = meeting.with("Host", People.wire(hosting.get()));
        if (!meeting.has("Invitations") || meeting.isNull("Invitations")) {
            return new Seating.Seated(seated);
        }
        boolean somebodyUnknown = invitations(meeting).stream()
                .anyMatch(invitation -> invitation
                        .object("User")
                        .filter(person -> People.isKnownOrCanBeInvited(person, context.transaction()))
                        .isEmpty());
        if (somebodyUnknown) {
            return new Seating.Nobody(new Ruling.Refused(
                    ErrorCode.RULE_FORBIDS,
                    "An attendee of this meeting has no email and is not known here. Give every attendee an email."));
        }
        Map<String, WireObject> byEmail = new LinkedHashMap<>();
        for (WireObject invitation : invitations(meeting)) {
            invitation
                    .object("User")
                    .flatMap(person -> People.findOrInvite(person, context))
                    .ifPresent(attendee -> byEmail.putIfAbsent(
                            attendee.email().toLowerCase(Locale.ROOT),
                            seat(invitation, attendee, hosting.get(), before)));
        }
        List<WireObject> sorted = byEmail.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                .map(Map.Entry::getValue)
                .toList();
        return new Seating.Seated(seated.with("Invitations", sorted));
    }

    private static WireObject seat(WireObject invitation, User attendee, User host, WireObject before) {
        InvitationStatus status =
                invitation.oneOf("Status", InvitationStatus.class).orElse(InvitationStatus.PENDING);
        WireObject seated = invitation.with("User", People.wire(attendee));
        if (attendee.id().equals(host.id())) {
            status = InvitationStatus.ACCEPTED;
        } else if (attendee.guest()) {
            seated = seated.with("Required", false).with("IsCoHost", false);
            boolean inAdvance = invitation(before, attendee).isEmpty();
            status = inAdvance && status == InvitationStatus.ACCEPTED ? InvitationStatus.PENDING : status;
        }
        return seated.with("Status", status);
    }
}
