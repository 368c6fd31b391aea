package io.tidemark.catalog.meeting;

import io.tidemark.catalog.people.Gathering;
import io.tidemark.catalog.people.People;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.Ruling;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.MeetingShapes;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rules that single meetings, templates of repeating ones, and their changed occurrences share
/// (meeting API 5.12). Stateless.
final class MeetingRules {
    private MeetingRules() {}

    /// What became of a meeting under the rules: put right, or a ruling against it.
    sealed interface Verdict {
        record Fine(WireObject meeting) implements Verdict {}

        record Not(Ruling ruling) implements Verdict {}
    }

    /// A new meeting. Whether it may be is decided before anybody is seated, since that makes guests of
    /// strangers.
    static Verdict created(WireObject wanted, RuleContext context) {
        if (!Gathering.wouldOrganize(wanted, context.actor(), context.transaction())) {
            return refused(
                    ErrorCode.NOT_PERMITTED,
                    "A meeting is created by its host. Leave the host out, or log in as the host.");
        }
        return seat(wanted, context.actor(), MeetingShapes.MEETING.empty(), context);
    }

    /// An edit by the host or a co-host.
    static Verdict organized(WireObject before, WireObject wanted, RuleContext context) {
        User host = before.object("Host")
                .flatMap(person -> People.stored(person, context.transaction()))
                .orElse(context.actor());
        boolean sameHost = wanted.object("Host")
                .flatMap(person -> People.find(person, context.transaction()))
                .filter(named -> !named.id().equals(host.id()))
                .isEmpty();
        if (!sameHost && !Gathering.isHost(before, context.actor())) {
            return refused(ErrorCode.NOT_PERMITTED, "Only the host can hand the meeting over to another host.");
        }
        if (wasHeld(before) && isRescheduled(before, wanted)) {
            return new Verdict.Not(new Ruling.Stands("The meeting was already held and cannot be moved."));
        }
        return seat(wanted, host, before, context);
    }

    private static Verdict seat(WireObject wanted, User host, WireObject before, RuleContext context) {
        if (endsBeforeItStarts(wanted, null)) {
            return refused(ErrorCode.IMPOSSIBLE_VALUE, "The meeting ends before it starts. Send a later End.");
        }
        return switch (Gathering.seat(wanted, host, before, context)) {
            case Gathering.Seating.Seated(WireObject meeting) -> new Verdict.Fine(invitationsSent(before, meeting));
            case Gathering.Seating.Nobody(Ruling.Refused refusal) -> new Verdict.Not(refusal);
        };
    }

    /// @param otherwise when it starts if it does not say so; null if that is not known
    static boolean endsBeforeItStarts(WireObject meeting, @Nullable Instant otherwise) {
        Optional<Instant> start = meeting.instant("Start").or(() -> Optional.ofNullable(otherwise));
        Optional<Instant> end = meeting.instant("End");
        return start.isPresent() && end.isPresent() && end.get().isBefore(start.get());
    }

    /// Once the client says that it sent the invitations, there is nothing left to send (5.12).
    static WireObject invitationsSent(WireObject before, WireObject meeting) {
        boolean sentNow = meeting.instant("InvitationSendTime").isPresent()
                && !meeting.instant("InvitationSendTime").equals(before.instant("InvitationSendTime"));
        return sentNow && meeting.bool("SendInvitations").orElse(false)
                ? meeting.with("SendInvitations", false)
                : meeting;
    }

    private static boolean wasHeld(WireObject meeting) {
        return meeting.instant("ActualEnd").isPresent()
                || meeting.instant("ActualStart").isPresent();
    }

    private static boolean isRescheduled(WireObject before, WireObject after) {
        return !before.instant("Start").equals(after.instant("Start"))
                || !before.instant("End").equals(after.instant("End"));
    }

    static Verdict notTheirs() {
        return refused(
                ErrorCode.NOT_PERMITTED,
                "Only the host and co-hosts can change this meeting. An attendee can change the own answer to the invitation.");
    }

    static Verdict refused(ErrorCode code, String sentence) {
        return new Verdict.Not(new Ruling.Refused(code, sentence));
    }
}
