package io.tidemark.cli.demo;

import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.protocol.json.WireObject;
import io.tidemark.protocol.meeting.InvitationStatus;
import io.tidemark.protocol.meeting.MeetingShapes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Invents single meetings, from one month ago to two months ahead. Immutable.
record DemoMeetings(DemoPlan plan, DemoStaff staff) {
    private static final int DAYS_BEFORE = 30;
    private static final int DAYS_AFTER = 60;
    private static final int[] LENGTHS_MINUTES = {30, 30, 45, 60, 60, 90, 120};

    private static final List<String> WITH_CUSTOMERS = List.of(
            "Site visit",
            "Review of the quotation",
            "Handover of the installation",
            "Service contract, yearly review",
            "Acceptance test");
    private static final List<String> INSIDE = List.of(
            "Toolbox talk",
            "Van stock review",
            "Planning of next week",
            "Training: new controller",
            "Safety round",
            "Complaint meeting",
            "Apprentice talk");

    /// All of them.
    Stream<DemoItem> all() {
        return IntStream.range(0, DemoScale.MEETINGS).mapToObj(this::meeting);
    }

    private DemoItem meeting(int index) {
        Random random = plan.random("meeting", index);
        Trade trade = DemoStaff.oneOf(Trade.ALL, random);
        DemoPerson host = DemoStaff.oneOf(staff.team(trade), random);
        DemoStaff.Site site = DemoStaff.oneOf(staff.sites(), random);
        boolean withCustomer = random.nextInt(100) < 40;
        int day = plan.workingDay(random.nextInt(DAYS_BEFORE + DAYS_AFTER + 1) - DAYS_BEFORE);
        Instant start = plan.at(day, 7 + random.nextInt(9), 15 * random.nextInt(4));
        WireObject meeting = MeetingShapes.MEETING
                .empty()
                .with(
                        "Title",
                        withCustomer
                                ? DemoStaff.oneOf(WITH_CUSTOMERS, random) + ", " + site.customer()
                                : DemoStaff.oneOf(INSIDE, random))
                .with("Start", start)
                .with("End", start.plusSeconds(60L * LENGTHS_MINUTES[random.nextInt(LENGTHS_MINUTES.length)]))
                .with("Location", withCustomer ? site.address() : room(random))
                .with("Purpose", withCustomer ? "Contact: " + site.contact() + ", " + site.phone() + "." : "")
                .with("AllDayEvent", false)
                .with("Host", host.wire())
                .with("Invitations", invitations(host, trade, withCustomer, day < 0, random))
                .with("SendInvitations", false);
        return new DemoItem(
                host.email(), MeetingType.ID, plan.id("meeting", index).toString(), MeetingType.FIELDS.patch(meeting));
    }

    static String room(Random random) {
        return DemoStaff.oneOf(List.of("Room Lighthouse", "Room Pier", "Room Anchor", "Canteen", "Workshop"), random);
    }

    /// The host, some of the team, perhaps somebody of another team and a guest.
    List<WireObject> invitations(DemoPerson host, Trade trade, boolean withCustomer, boolean past, Random random) {
        List<DemoPerson> invited = new ArrayList<>(List.of(host));
        int colleagues = 1 + random.nextInt(withCustomer ? 2 : 6);
        for (int i = 0; i < colleagues; i++) {
            boolean otherTeam = random.nextInt(5) == 0;
            addOnce(invited, DemoStaff.oneOf(otherTeam ? staff.people() : staff.team(trade), random));
        }
        if (withCustomer) {
            addOnce(invited, DemoStaff.oneOf(staff.guests(), random));
        }
        return invited.stream()
                .sorted(Comparator.comparing(DemoPerson::email))
                .map(person -> invitation(person, host, past, random))
                .toList();
    }

    private static void addOnce(List<DemoPerson> people, DemoPerson person) {
        if (!people.contains(person)) {
            people.add(person);
        }
    }

    private WireObject invitation(DemoPerson person, DemoPerson host, boolean past, Random random) {
        boolean guest = staff.guests().contains(person);
        InvitationStatus status = person.equals(host) ? InvitationStatus.ACCEPTED : answer(past, guest, random);
        return MeetingShapes.INVITATION
                .empty()
                .with("User", person.wire())
                .with("Status", status)
                .with("Required", !guest && random.nextInt(4) > 0)
                .with("IsCoHost", !guest && !person.equals(host) && random.nextInt(12) == 0);
    }

    /// Guests cannot accept in advance (meeting API 5.12).
    private static InvitationStatus answer(boolean past, boolean guest, Random random) {
        int chance = random.nextInt(100);
        if (chance < 12) {
            return InvitationStatus.DECLINED;
        }
        if (chance < 20) {
            return InvitationStatus.TENTATIVE;
        }
        return !guest && chance < (past ? 95 : 60) ? InvitationStatus.ACCEPTED : InvitationStatus.PENDING;
    }
}
