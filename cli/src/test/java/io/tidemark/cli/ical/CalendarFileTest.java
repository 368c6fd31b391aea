package io.tidemark.cli.ical;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.meeting.CalendarEntryType;
import io.tidemark.catalog.meeting.CalendarRecurrenceType;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.cli.Shell;
import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.json.WireObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalendarFileTest {
    @TempDir
    Path folder;

    private Shell shell;
    private Path file;

    @BeforeEach
    void makeAnAccountOfTwo() throws IOException {
        shell = new Shell(folder.resolve("data"));
        shell.run("admin", "account", "add", "acme", "--zone", "Europe/Copenhagen");
        shell.given("s3cret-enough", "admin", "user", "add", "ida@acme.example", "--name", "Ida Holm");
        shell.given("s3cret-enough", "admin", "user", "add", "lars@acme.example", "--name", "Lars Bo");
        file = folder.resolve("team.ics");
        try (InputStream sample = Objects.requireNonNull(getClass().getResourceAsStream("team.ics"))) {
            Files.copy(sample, file);
        }
    }

    private Shell.Result importing(String... options) {
        return shell.run(Stream.concat(
                        Stream.of("import", file.toString(), "--user", "ida@acme.example"), Arrays.stream(options))
                .toArray(String[]::new));
    }

    private <T> T read(Function<ReadTransaction, T> work) {
        try (Storage storage = new DataFolder(folder.resolve("data")).open()) {
            return storage.read(storage.accounts().all().getFirst().id(), work);
        }
    }

    private Optional<User> known(String email) {
        return read(tx -> tx.userByEmail(email));
    }

    private WireObject meeting(String uid) {
        return read(tx -> MeetingType.FIELDS.object(MeetingType.FIELDS.split(
                tx.object(key(MeetingType.ID, "meeting", uid)).orElseThrow().body())));
    }

    private static ObjectKey key(TypeId type, String scope, String uid) {
        return new ObjectKey(type, EventTranslation.id(scope, uid));
    }

    @Test
    void meetingsComeOverWithTheirPeople() {
        Shell.Result result = importing();
        assertThat(result.exitCode()).isEqualTo(ExitCode.PARTLY);
        assertThat(result.out()).contains("5 created, 0 changed, 0 unchanged, 2 not taken over, 3 losses in others.");

        WireObject budget = meeting("budget@other.example");
        assertThat(budget.text("Title")).contains("Budget round");
        assertThat(budget.text("Start")).contains("2031-04-02T07:30:00Z");
        assertThat(budget.object("Host").flatMap(host -> host.text("Email"))).contains("ida@acme.example");
        assertThat(invitations(budget))
                .containsExactly(
                        "gert@guest.example PENDING", "ida@acme.example ACCEPTED", "lars@acme.example TENTATIVE");
        assertThat(known("gert@guest.example")).get().extracting(User::guest).isEqualTo(true);
    }

    private static List<String> invitations(WireObject meeting) {
        return meeting.items("Invitations").orElse(List.of()).stream()
                .map(invitation -> invitation
                                .object("User")
                                .flatMap(user -> user.text("Email"))
                                .orElseThrow()
                        + " " + invitation.text("Status").orElseThrow())
                .toList();
    }

    @Test
    void theOrganizerHostsWhenKnownAndTheUserOtherwise() {
        importing();
        assertThat(meeting("hosted-by-lars@other.example").object("Host").flatMap(host -> host.text("Email")))
                .contains("lars@acme.example");
        WireObject visit = meeting("visit@other.example");
        assertThat(visit.object("Host").flatMap(host -> host.text("Email"))).contains("ida@acme.example");
        assertThat(invitations(visit)).containsExactly("ida@acme.example ACCEPTED", "otto@supplier.example PENDING");
    }

    @Test
    void seriesKeepTheirDeletedAndMovedDates() {
        importing();
        WireObject series = read(tx -> MeetingRecurrenceType.FIELDS.object(MeetingRecurrenceType.FIELDS.split(
                tx.object(key(MeetingRecurrenceType.ID, "meeting", "weekly@other.example"))
                        .orElseThrow()
                        .body())));
        assertThat(series.object("Pattern").orElseThrow().items("Exceptions").orElseThrow())
                .extracting(exception -> exception.text("OriginalDate").orElseThrow())
                .containsExactly("2031-04-21T06:00:00Z");
        assertThat(series.items("MeetingInstances").orElseThrow())
                .extracting(instance -> instance.object("Meeting")
                        .flatMap(meeting -> meeting.text("Start"))
                        .orElseThrow())
                .containsExactly("2031-04-14T08:00:00Z");
    }

    @Test
    void importingAgainChangesNothing() {
        importing();
        var before = read(ReadTransaction::head);
        Shell.Result again = importing();
        assertThat(again.out()).contains("0 created, 0 changed, 5 unchanged");
        assertThat(read(ReadTransaction::head)).isEqualTo(before);
    }

    @Test
    void whatDiffersIsChanged() throws IOException {
        importing();
        Files.writeString(file, Files.readString(file).replace("SUMMARY:Budget round", "SUMMARY:Budget, second round"));
        assertThat(importing().out()).contains("0 created, 1 changed, 4 unchanged");
        assertThat(meeting("budget@other.example").text("Title")).contains("Budget, second round");
    }

    @Test
    void aDryRunTellsTheSameAndChangesNothing() {
        var before = read(ReadTransaction::head);
        assertThat(importing("--dry-run").out())
                .contains("Would be: 5 created, 0 changed, 0 unchanged, 2 not taken over, 3 losses in others.");
        assertThat(read(ReadTransaction::head)).isEqualTo(before);
        assertThat(known("gert@guest.example")).isEmpty();
    }

    @Test
    void everythingThatDoesNotComeOverIsListed() {
        assertThat(importing("--dry-run", "--json").out())
                .isEqualToIgnoringNewLines(
                        "{\"dryRun\":true,\"created\":5,\"changed\":0,\"unchanged\":0,\"losses\":["
                                + "{\"line\":68,\"event\":\"VTODO\",\"entire\":true,"
                                + "\"reason\":\"Only events are imported.\",\"lost\":\"The VTODO component with all that it says.\"},"
                                + "{\"event\":\"Budget round\",\"entire\":false,"
                                + "\"reason\":\"Rooms and things are not invited here.\","
                                + "\"lost\":\"The invitation of room4@acme.example.\"},"
                                + "{\"event\":\"Visit of the supplier\",\"entire\":false,"
                                + "\"reason\":\"Its organizer otto@supplier.example is no user here.\","
                                + "\"lost\":\"The organizer as host: ida@acme.example hosts it, the organizer is invited.\"},"
                                + "{\"event\":\"Holiday\",\"entire\":false,\"reason\":\"It is marked as free time.\","
                                + "\"lost\":\"That mark: here a meeting takes the time of its people.\"},"
                                + "{\"event\":\"Off\",\"entire\":true,\"reason\":\"It was called off.\",\"lost\":\"The event.\"}]}");
    }

    @Test
    void whatOneOccurrenceLosesIsListedToo() throws IOException {
        edit("SUMMARY:Morning round, late", """
                SUMMARY:Morning round, late
                ATTENDEE;CN=Room 5;CUTYPE=ROOM:mailto:room5@acme.example""");
        assertThat(importing("--json").out())
                .contains("{\"event\":\"Morning round, late\",\"entire\":false,"
                        + "\"reason\":\"Rooms and things are not invited here.\","
                        + "\"lost\":\"The invitation of room5@acme.example.\"}");
    }

    @Test
    void whatMostEventsLoseIsOneLineAndNoLossOfBusySlots() throws IOException {
        edit("SUMMARY:Talk with Lars", """
                SUMMARY:Talk with Lars
                BEGIN:VALARM
                ACTION:DISPLAY
                TRIGGER:-PT15M
                END:VALARM""");
        String line = "Meetings have no reminders.";
        assertThat(importing("--dry-run").out()).containsOnlyOnce(line).contains("1 event ");
        assertThat(importing("--dry-run", "--busy").out()).doesNotContain(line);
    }

    @Test
    void anEventThatCannotBeReadIsListedByItsTitle() throws IOException {
        edit("DTSTART:20310403T110000Z", "DTSTART:tomorrow");
        assertThat(importing("--dry-run").out())
                .containsPattern("17 +Visit of the supplier +Its DTSTART is not a date");
    }

    private void edit(String line, String replacement) throws IOException {
        Files.writeString(file, Files.readString(file).replace(line, replacement.stripTrailing()));
    }

    @Test
    void busyTakesTimesOnly() {
        Shell.Result result = importing("--busy");
        assertThat(result.out()).contains("4 created", "3 not taken over");
        String scope = "busy/"
                + read(tx -> tx.userByEmail("ida@acme.example").orElseThrow().wireId());
        read(tx -> {
            String entry = new String(
                    tx.object(key(CalendarEntryType.ID, scope, "budget@other.example"))
                            .orElseThrow()
                            .body(),
                    StandardCharsets.UTF_8);
            assertThat(entry).contains("2031-04-02T07:30:00Z").doesNotContain("Budget");
            String series = new String(
                    tx.object(key(CalendarRecurrenceType.ID, scope, "weekly@other.example"))
                            .orElseThrow()
                            .body(),
                    StandardCharsets.UTF_8);
            assertThat(series).contains("2031-04-14T08:00:00Z", "2031-04-21T06:00:00Z");
            return true;
        });
        assertThat(importing("--busy").out()).contains("0 created, 0 changed, 4 unchanged");
    }

    @Test
    void whatIsNoCalendarIsRefusedInASentence() throws IOException {
        Files.writeString(file, "Dear diary");
        Shell.Result result = importing();
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("cannot be imported.").doesNotContain("\tat ");
        Files.delete(file);
        assertThat(importing().err()).contains("cannot be read");
        assertThat(shell.run("import", file.toString(), "--user", "nobody@acme.example")
                        .err())
                .contains("There is no user nobody@acme.example");
    }
}
