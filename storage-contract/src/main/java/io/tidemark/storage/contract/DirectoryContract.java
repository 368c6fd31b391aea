package io.tidemark.storage.contract;

import static io.tidemark.storage.contract.Scenario.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.core.directory.ApiKey;
import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The people of an account and how they prove who they are.
interface DirectoryContract extends EmptyStorage {
    @Test
    default void usersAreNumberedAndFoundWithoutRegardToCase() {
        try (Scenario on = Scenario.in(newStorage())) {
            User ann = on.write().addUser(user(99, "W-ÅNN", "ann@acme.test"));
            User bob = on.write().addUser(user(99, "w-bob", "bob@acme.test"));

            assertThat(ann).isEqualTo(user(1, "W-ÅNN", "ann@acme.test"));
            assertThat(on.read().user(new UserId(2))).contains(bob);
            assertThat(on.read().userByEmail("Ann@ACME.test")).contains(ann);
            assertThat(on.read().userByWireId("w-ånn")).contains(ann);
            assertThat(on.read().userByWireId("w-eve")).isEmpty();
            assertThat(on.read().users(0, 10)).containsExactly(ann, bob);
            assertThat(on.read().users(0, 1)).containsExactly(ann);
            assertThat(on.read().users(1, 10)).containsExactly(bob);
        }
    }

    @Test
    default void aUserIsReplacedButTakesNobodysNames() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.writing(transaction -> {
                transaction.addUser(user(0, "w1", "ann@acme.test"));
                transaction.addUser(user(0, "w2", "bob@acme.test"));
            });
            User renamed = new User(new UserId(1), "w9", "Ann B", "annb@acme.test", "Fitter", false, true);
            on.write().updateUser(renamed);

            assertThat(on.read().user(new UserId(1))).contains(renamed);
            assertThat(on.read().userByEmail("ann@acme.test")).isEmpty();
            refuses(() -> on.write().updateUser(user(2, "W9", "bob@acme.test")));
            refuses(() -> on.write().updateUser(user(2, "w2", "ANNB@acme.test")));
            refuses(() -> on.write().updateUser(user(3, "w3", "eve@acme.test")));
            refuses(() -> on.write().addUser(user(0, "w9", "eve@acme.test")));
            assertThat(on.read().users(0, 10)).hasSize(2);
        }
    }

    @Test
    default void aPasswordHashIsSetAndReplaced() {
        try (Scenario on = Scenario.in(newStorage())) {
            on.write().addUser(user(0, "w1", "ann@acme.test"));
            assertThat(on.read().passwordHash(new UserId(1))).isEmpty();

            on.write().setPasswordHash(new UserId(1), "$argon2id$1");
            on.write().setPasswordHash(new UserId(1), "$argon2id$2");
            on.write().updateUser(user(1, "w1", "anna@acme.test"));
            assertThat(on.read().passwordHash(new UserId(1))).contains("$argon2id$2");
            refuses(() -> on.write().setPasswordHash(new UserId(2), "x"));
        }
    }

    @Test
    default void teamsAreNumberedAndReplaced() {
        try (Scenario on = Scenario.in(newStorage())) {
            Team fitters = on.write().addTeam("Fitters", Set.of(new UserId(3), new UserId(1)));
            Team office = on.write().addTeam("Office", Set.of());
            assertThat(fitters.id()).isEqualTo(1);
            assertThat(on.read().teams()).containsExactly(fitters, office);

            Team moved = new Team(1, "FITTERS", Set.of(new UserId(2)));
            on.write().updateTeam(moved);
            assertThat(on.read().teams()).containsExactly(moved, office);
            refuses(() -> on.write().addTeam("fitters", Set.of()));
            refuses(() -> on.write().updateTeam(new Team(1, "office", Set.of())));
            refuses(() -> on.write().updateTeam(new Team(3, "New", Set.of())));
        }
    }

    @Test
    default void sessionsAreFoundByIdAndBySecret() {
        try (Scenario on = Scenario.in(newStorage())) {
            Session session = session("s1", 1, "secret-1", NOON.plusSeconds(60), null);
            on.write().putSession(session);
            assertThat(on.read().session("s1")).contains(session);
            assertThat(on.read().session("S1")).isEmpty();

            Session turned = session("s1", 1, "secret-2", NOON.plusSeconds(90), null);
            on.write().putSession(turned);
            assertThat(on.read().sessionBySecret("secret-1")).isEmpty();
            assertThat(on.read().sessionBySecret("secret-2")).contains(turned);
            refuses(() -> on.write().putSession(session("s2", 2, "secret-2", NOON.plusSeconds(60), null)));
        }
    }

    @Test
    default void sessionsEndOnceAndAreForgottenLater() {
        try (Scenario on = Scenario.in(newStorage())) {
            Session ended = session("ended", 1, "a", NOON.plusSeconds(900), NOON.minusSeconds(5));
            Session live = session("live", 1, "b", NOON.plusSeconds(900), null);
            Session others = session("others", 2, "c", NOON.plusSeconds(900), null);
            Session expired = session("expired", 2, "d", NOON.minusSeconds(9), null);
            on.writing(transaction -> {
                for (Session session : Set.of(ended, live, others, expired)) {
                    transaction.putSession(session);
                }
                transaction.endSessions(new UserId(1), NOON);
            });
            assertThat(on.read().session("ended")).contains(ended);
            assertThat(on.read().session("others")).contains(others);
            assertThat(on.read().session("live").orElseThrow().endedAt()).isEqualTo(NOON);

            on.write().forgetSessionsBefore(NOON);
            assertThat(on.read().session("ended")).isEmpty();
            assertThat(on.read().session("expired")).isEmpty();
            assertThat(on.read().session("live")).isPresent();
            assertThat(on.read().session("others")).isPresent();
        }
    }

    @Test
    default void sessionsOfAUserAreListedWhileTheyAreNotEnded() {
        try (Scenario on = Scenario.in(newStorage())) {
            UserId ann = new UserId(1);
            Session old = new Session("old", ann, "a", NOON.minusSeconds(60), NOON.plusSeconds(9), "", null);
            Session first = new Session("first", ann, "b", NOON, NOON.plusSeconds(9), "van", null);
            Session second = new Session("second", ann, "c", NOON, NOON.minusSeconds(1), "phone", null);
            on.writing(transaction -> {
                transaction.putSession(old);
                transaction.putSession(second);
                transaction.putSession(first);
                transaction.putSession(session("ended", 1, "d", NOON.plusSeconds(9), NOON));
                transaction.putSession(session("others", 2, "e", NOON.plusSeconds(9), null));
            });

            assertThat(on.read().sessions(ann, 10)).containsExactly(first, second, old);
            assertThat(on.read().sessions(ann, 2)).containsExactly(first, second);
            assertThat(on.read().sessions(new UserId(3), 10)).isEmpty();
        }
    }

    @Test
    default void apiKeysAreListedByHashAndWithdrawn() {
        try (Scenario on = Scenario.in(newStorage())) {
            ApiKey first = new ApiKey("aa", "Import", null);
            ApiKey second = new ApiKey("bb", "van", "live");
            on.write().putApiKey(second);
            on.write().putApiKey(first);

            assertThat(on.read().apiKeys("", 10)).containsExactly(first, second);
            assertThat(on.read().apiKeys("", 1)).containsExactly(first);
            assertThat(on.read().apiKeys("aa", 10)).containsExactly(second);
            assertThat(on.neighbour("other").read().apiKeys("", 10)).isEmpty();
            assertThat(on.write().removeApiKey("aa")).isTrue();
            assertThat(on.write().removeApiKey("aa")).isFalse();
            assertThat(on.read().apiKey("aa")).isEmpty();
            assertThat(on.read().apiKeys("", 10)).containsExactly(second);
        }
    }

    @Test
    default void anApiKeyIsForgottenWithItsSession() {
        try (Scenario on = Scenario.in(newStorage())) {
            ApiKey lasting = new ApiKey("lasting", "Import", null);
            ApiKey ofLive = new ApiKey("of live", "van", "live");
            on.writing(transaction -> {
                transaction.putSession(session("ended", 1, "a", NOON.plusSeconds(9), NOON.minusSeconds(5)));
                transaction.putSession(session("expired", 1, "b", NOON.minusSeconds(5), null));
                transaction.putSession(session("live", 1, "c", NOON.plusSeconds(9), null));
                transaction.putApiKey(lasting);
                transaction.putApiKey(ofLive);
                transaction.putApiKey(new ApiKey("of ended", "van", "ended"));
                transaction.putApiKey(new ApiKey("of expired", "van", "expired"));
            });

            on.write().forgetSessionsBefore(NOON);
            assertThat(on.read().apiKey("lasting")).contains(lasting);
            assertThat(on.read().apiKey("of live")).contains(ofLive);
            assertThat(on.read().apiKey("of ended")).isEmpty();
            assertThat(on.read().apiKey("of expired")).isEmpty();
        }
    }

    @Test
    default void keysAndDeviceCodesAreKept() {
        try (Scenario on = Scenario.in(newStorage())) {
            DeviceCode code = new DeviceCode("hash", new UserId(1), NOON, null);
            on.writing(transaction -> {
                transaction.putApiKey(new ApiKey("key", "Import", null));
                transaction.putApiKey(new ApiKey("key", "Import again", null));
                transaction.putDeviceCode(code);
            });
            assertThat(on.read().apiKey("key")).contains(new ApiKey("key", "Import again", null));
            assertThat(on.read().apiKey("other")).isEmpty();
            assertThat(on.read().deviceCode("hash")).contains(code);
            assertThat(on.read().deviceCode("other")).isEmpty();

            DeviceCode used = new DeviceCode("hash", new UserId(1), NOON, NOON.minusSeconds(1));
            on.write().putDeviceCode(used);
            assertThat(on.read().deviceCode("hash")).contains(used);
        }
    }

    @Test
    default void deviceCodesThatExpiredAreForgottenUsedOrNot() {
        try (Scenario on = Scenario.in(newStorage())) {
            UserId ann = new UserId(1);
            on.writing(transaction -> {
                transaction.putDeviceCode(new DeviceCode("expired", ann, NOON.minusMillis(1), null));
                transaction.putDeviceCode(new DeviceCode("used", ann, NOON.minusSeconds(1), NOON.minusSeconds(9)));
                transaction.putDeviceCode(new DeviceCode("live", ann, NOON, null));
            });
            assertThat(on.write().forgetDeviceCodesBefore(NOON)).isEqualTo(2);
            assertThat(on.read().deviceCode("expired")).isEmpty();
            assertThat(on.read().deviceCode("used")).isEmpty();
            assertThat(on.read().deviceCode("live")).isPresent();
            assertThat(on.write().forgetDeviceCodesBefore(NOON)).isZero();
        }
    }

    private static User user(long id, String wireId, String email) {
        return new User(new UserId(Math.max(id, 1)), wireId, "Name", email, "", true, false);
    }

    private static Session session(
            String id, long user, String secretHash, Instant expiresAt, @Nullable Instant endedAt) {
        return new Session(id, new UserId(user), secretHash, NOON.minusSeconds(10), expiresAt, "van", endedAt);
    }

    private static void refuses(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOf(IllegalStateException.class);
    }
}
