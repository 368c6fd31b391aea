package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which sync tokens are good, and what becomes of the others (meeting API 5.2, 5.4).
class TokensTest extends OnServer {
    private static final int ROUNDS = 50;
    private static final int KEPT = 32;

    private void change(int step) {
        Device other = server.device(IDA);
        assertThat(other.commit(CommitBody.under(other.sync()).modified("Meeting", "'Id':'m-A','Title':'" + step + "'"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
    }

    private static void isRefused(Device.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.text()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
        assertThat(answer.body().path("Message").asString()).isNotEmpty();
    }

    private static Device.Answer syncWith(Device device, String token) {
        return device.get("api/v1/mymeetings/sync?synctoken=" + Device.encoded(token));
    }

    /// Sync and commit with this token are refused alike, and nothing is applied.
    private void isRefusedEverywhere(Device device, String token, int status, String code) {
        String before = snapshot();
        isRefused(syncWith(device, token), status, code);
        isRefused(
                device.commit(CommitBody.under(token)
                        .created("Meeting", "'Id':'m-intruder','Title':'x'")
                        .created("CalendarEntry", time("2031-04-02T09:00:00Z", "2031-04-02T10:00:00Z"))
                        .named("slot")),
                status,
                code);
        assertThat(snapshot()).isEqualTo(before);
    }

    @Test
    void theNewestRoundsStayUsableAndOlderOnesAreExpired() {
        meeting("m-A", "'Title':'0'");
        List<String> tokens = new ArrayList<>();
        Device.Answer at = ida.settled();
        tokens.add(at.token());
        for (int round = 1; round < ROUNDS; round++) {
            change(round);
            at = ida.settled(at.token());
            assertThat(at.told("Meetings")).containsExactly("MODIFIED m-A");
            tokens.add(at.token());
        }
        assertThat(ida.sync(at.token()).told("Meetings")).isEmpty();
        for (String expired : tokens.subList(0, ROUNDS - KEPT)) {
            isRefused(syncWith(ida, expired), 400, "TM-2004");
        }
        isRefusedEverywhere(ida, tokens.getFirst(), 400, "TM-2004");
        List<String> kept = tokens.subList(ROUNDS - KEPT, ROUNDS);
        for (String token : kept.subList(0, KEPT - 1)) {
            assertThat(ida.sync(token).told("Meetings")).hasSizeLessThanOrEqualTo(1);
        }
        assertThat(ida.sync(kept.getLast()).told("Meetings")).isEmpty();
    }

    @Test
    void aDeviceThatComesWithOneTokenAgainAndAgainLeavesABoundedNumberOfRounds() {
        meeting("m-A", "'Title':'0'");
        String token = ida.settled().token();
        change(1);
        Device.Answer first = ida.sync(token);
        Device.Answer last = first;
        for (int i = 0; i < 120; i++) {
            last = ida.sync(token);
            assertThat(last.told("Meetings")).containsExactly("MODIFIED m-A");
        }
        assertThat(mostRoundsKept()).isBetween(KEPT, 100);
        isRefused(syncWith(ida, first.token()), 400, "TM-2004");
        ida.commit(Device.confirming(last)).ok();
        assertThat(ida.sync(last.token()).told("Meetings")).isEmpty();
    }

    private int mostRoundsKept() {
        return server.storage.read(
                server.account.id(),
                tx -> tx.synchronizations(tx.userByEmail(IDA).orElseThrow().id(), 100).stream()
                        .mapToInt(synchronization ->
                                tx.rounds(synchronization.id()).size())
                        .max()
                        .orElseThrow());
    }

    @Test
    void anOlderTokenGoesOnFromWhatWasConfirmedUnderIt() {
        meeting("m-A", "'Title':'0'");
        meeting("m-B", "'Title':'0'");
        Device.Answer first = ida.settled();
        change(1);
        Device.Answer second = ida.settled(first.token());
        change(2);
        Device.Answer third = ida.settled(second.token());
        assertThat(third.told("Meetings")).containsExactly("MODIFIED m-A");
        assertThat(ida.sync(first.token()).told("Meetings"))
                .as("the device lost its state and is back at the first round")
                .containsExactly("MODIFIED m-A");
        assertThat(ida.sync(third.token()).told("Meetings")).isEmpty();
    }

    @Test
    void aTokenOfAnotherUserOrStreamIsRefusedEverywhere() {
        isRefusedEverywhere(lars, ida.sync().token(), 403, "TM-2002");
        isRefusedEverywhere(ida, ida.syncTasks().token(), 400, "TM-2003");
        isRefusedEverywhere(lars, ida.syncTasks().token(), 403, "TM-2002");
    }

    @Test
    void aTokenWithAnyCharacterChangedIsRefused() {
        String token = ida.sync().token();
        for (int i = 0; i < token.length() - 1; i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            isRefused(syncWith(ida, token.substring(0, i) + other + token.substring(i + 1)), 400, "TM-2001");
        }
    }

    @Test
    void whatIsNoTokenIsRefusedEverywhere() {
        String token = ida.sync().token();
        for (String bad : List.of(
                "garbage",
                "0",
                token.substring(1),
                token + token,
                "A".repeat(1_900),
                "%00",
                "../../etc",
                "\u00e6\u00f8\u00e5",
                " " + token)) {
            isRefusedEverywhere(ida, bad, 400, "TM-2001");
        }
    }

    @Test
    void aTokenThatIsTooLongForAnyIsRefused() {
        Device.Answer sync = syncWith(ida, "A".repeat(3_000));
        assertThat(sync.status()).isEqualTo(400);
        assertThat(ida.commit(CommitBody.under("A".repeat(3_000))).status()).isEqualTo(400);
    }

    @Test
    void anEmptyTokenStartsOver() {
        meeting("m-A", "'Title':'0'");
        assertThat(syncWith(ida, "").ok().told("Meetings")).containsExactly("NEW m-A");
        assertThat(ida.commit(CommitBody.under("").created("Meeting", "'Id':'m-B'"))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
    }

    @Test
    void aTokenOfAnotherEpochIsRecognisedAndANewStartWorks() {
        meeting("m-A", "'Title':'0'");
        String token = ida.settled().token();
        server.startEpoch();
        isRefusedEverywhere(ida, token, 400, "TM-2005");
        assertThat(ida.sync().told("Meetings")).containsExactly("NEW m-A");
    }

    @Test
    void aTokenFromAFutureThatThisDatabaseNeverHadIsRecognised() {
        try (TestServer lost = TestServer.inMemory()) {
            Device there = lost.device(IDA);
            there.commit(CommitBody.withoutToken()
                            .created("Meeting", "'Id':'m-1'")
                            .created("Meeting", "'Id':'m-2'"))
                    .ok();
            isRefusedEverywhere(ida, there.settled().token(), 400, "TM-2005");
        }
    }

    @Test
    void everyAnswerBringsANewTokenAndAllOfThemWork() {
        Device.Answer first = ida.sync();
        List<String> tokens = new ArrayList<>(List.of(first.token()));
        for (int i = 0; i < 10; i++) {
            tokens.add(ida.sync(tokens.getLast()).token());
        }
        assertThat(tokens).doesNotHaveDuplicates();
        meeting("m-A", "'Title':'0'");
        for (String token : tokens) {
            assertThat(ida.sync(token).told("Meetings")).containsExactly("NEW m-A");
        }
    }

    @Test
    void tokensAreSafeInAUrlAsTheyAre() {
        assertThat(ida.sync().token()).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void anExpiredLoginIsRefusedAndItsTokensGoOnAfterANewOne() {
        meeting("m-A", "'Title':'0'");
        String token = ida.settled().token();
        server.pass(Duration.ofMinutes(21));
        isRefused(syncWith(ida, token), 401, "TM-4001");
        isRefused(ida.commit(CommitBody.under(token).created("Meeting", "'Id':'m-B'")), 401, "TM-4001");
        ida.refreshLogin().ok();
        assertThat(ida.sync(token).told("Meetings")).isEmpty();
        assertThat(meetingsOf(IDA)).containsExactly("NEW m-A");
    }

    @Test
    void afterSigningOutNeitherTokenOfTheLoginIsGood() {
        String token = ida.sync().token();
        assertThat(ida.signOut().status()).isEqualTo(200);
        isRefused(syncWith(ida, token), 401, "TM-4001");
        isRefused(ida.commit(CommitBody.under(token).created("Meeting", "'Id':'m-B'")), 401, "TM-4001");
        assertThat(ida.refreshLogin().status()).isEqualTo(400);
        assertThat(meetingsOf(IDA)).isEmpty();
        assertThat(lars.sync(lars.sync().token()).status())
                .as("others stay logged in: " + LARS)
                .isEqualTo(200);
    }
}
