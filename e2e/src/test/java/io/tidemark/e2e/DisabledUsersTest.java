package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.directory.User;
import org.junit.jupiter.api.Test;

/// Who cannot log in for a while, as a disabled user or a guest, misses nothing (meeting API 1.2, 5.1).
class DisabledUsersTest extends OnServer {
    private static final String NINE = time("2031-04-02T09:00:00Z", "2031-04-02T10:00:00Z");

    private void enableLars(boolean enabled) {
        User user = server.storage
                .read(server.account.id(), tx -> tx.userByEmail(LARS))
                .orElseThrow();
        server.server.credentials().setEnabled(server.account.id(), user.id(), enabled);
    }

    @Test
    void aGuestWhoBecomesAUserFindsWhatHeWasInvitedTo() {
        String newcomer = "newcomer@example.test";
        meeting("m-A", "'Title':'Alpha'," + NINE + "," + invitations(invite(newcomer, "")));
        server.storage.write(server.account.id(), tx -> {
            User guest = tx.userByEmail(newcomer).orElseThrow();
            assertThat(guest.guest()).isTrue();
            tx.updateUser(new User(guest.id(), guest.wireId(), "New Comer", newcomer, "", true, false));
            String hash =
                    tx.passwordHash(tx.userByEmail(IDA).orElseThrow().id()).orElseThrow();
            tx.setPasswordHash(guest.id(), hash);
            return true;
        });

        assertThat(meetingsOf(newcomer)).containsExactly("NEW m-A");
    }

    @Test
    void whatHappenedMeanwhileIsToldWhenHeIsEnabledAgain() {
        meeting("m-A", "'Title':'Alpha'," + NINE + "," + invitations(invite(LARS, "")));
        Device.Answer larses = lars.settled();
        Device.Answer larsesTasks = lars.settledTasks();
        enableLars(false);
        assertThat(lars.get("api/v1/mymeetings/sync").status()).isEqualTo(401);
        assertThat(ida.commit(CommitBody.withoutToken()
                                .modified("Meeting", "'Id':'m-A','Title':'Alpha, later'")
                                .at("2031-04-01T06:10:00Z"))
                        .ok()
                        .outcomes())
                .containsExactly("APPLIED");
        meeting("m-B", "'Title':'Beta'," + NINE + "," + invitations(invite(LARS, "")));
        ida.commit(CommitBody.withoutToken().created("Task", "'Id':'t-A','Owners':[{'Email':'" + LARS + "'}]"))
                .ok();

        enableLars(true);
        lars.logIn();
        assertThat(lars.sync(larses.token()).told("Meetings")).containsExactly("MODIFIED m-A", "NEW m-B");
        assertThat(lars.syncTasks(larsesTasks.token()).told("Tasks")).containsExactly("NEW t-A");
        assertThat(meetingsOf(IDA)).containsExactly("NEW m-A", "NEW m-B");
    }
}
