package io.tidemark.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.content.ContentHash;
import io.tidemark.core.content.Contents;
import io.tidemark.core.content.memory.InMemoryContents;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class ContentCleaningTest {
    private static final Instant NOW = Instant.parse("2031-04-02T07:30:00Z");
    private static final Duration GRACE = Duration.ofHours(24);
    private static final Duration RETENTION = Duration.ofDays(90);

    private final Storage storage = new InMemoryStorage();
    private final Contents contents = new InMemoryContents();
    private final AccountId account = storage.accounts()
            .create(new NewAccount("acme", "Acme", ZoneOffset.UTC, new byte[32]))
            .id();
    private final ContentCleaning cleaning = new ContentCleaning(storage, contents, RETENTION, GRACE);

    @Test
    void whatWasNeverNamedGoesAfterTheGracePeriod() {
        ContentHash hash = put("orphan", NOW);
        assertThat(clean(NOW.plus(GRACE))).isZero();
        assertThat(contents.exists(account, hash)).isTrue();
        assertThat(clean(NOW.plus(GRACE).plusMillis(1))).isEqualTo(1);
        assertThat(contents.exists(account, hash)).isFalse();
    }

    @Test
    void whatIsNamedStaysForever() {
        ContentHash hash = put("photo", NOW);
        name("a", NOW, hash);
        assertThat(clean(NOW.plus(Duration.ofDays(9_000)))).isZero();
        assertThat(contents.exists(account, hash)).isTrue();
    }

    @Test
    void whatWasReplacedStaysAsLongAsTheLogIsRead() {
        ContentHash first = put("first", NOW);
        name("a", NOW, first);
        Instant replaced = NOW.plus(Duration.ofDays(300));
        ContentHash second = put("second", replaced);
        name("a", replaced, second);

        assertThat(clean(replaced.plus(RETENTION))).isZero();
        assertThat(clean(replaced.plus(RETENTION).plusMillis(1))).isEqualTo(1);
        assertThat(contents.exists(account, first)).isFalse();
        assertThat(contents.exists(account, second)).isTrue();
    }

    @Test
    void whatComesInAgainIsYoungAgain() {
        ContentHash hash = put("photo", NOW);
        put("photo", NOW.plus(GRACE));
        assertThat(clean(NOW.plus(GRACE).plusSeconds(1))).isZero();
        assertThat(contents.exists(account, hash)).isTrue();
    }

    @Test
    void manyAreGoneThroughInParts() {
        for (int i = 0; i < 1_203; i++) {
            ContentHash hash = put("file " + i, NOW);
            if (i % 3 == 0) {
                name("a" + i, NOW, hash);
            }
        }
        assertThat(clean(NOW.plus(GRACE).plusSeconds(1))).isEqualTo(802);
        assertThat(contents.putBefore(account, Instant.MAX, null, 2_000)).hasSize(401);
    }

    /// The same bytes come in and are named again and again while the cleaning sees them as old: whoever has named
    /// one finds it, whatever the order.
    @Test
    void nothingThatIsNamedIsRemovedBesideUploads() throws Exception {
        Instant later = NOW.plus(GRACE).plusSeconds(1);
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Future<Integer>> cleaners = List.of(
                    threads.submit(() -> cleanUntil(done, later)), threads.submit(() -> cleanUntil(done, later)));
            int found = 0;
            for (int i = 0; i < 2_000; i++) {
                put("same " + i % 5, NOW);
                ContentHash hash = put("same " + i % 5, later);
                name("doc" + i, later, hash);
                found += contents.exists(account, hash) ? 1 : 0;
            }
            done.set(true);
            for (Future<Integer> cleaner : cleaners) {
                cleaner.get();
            }
            assertThat(found).isEqualTo(2_000);
            assertThat(clean(later)).isZero();
        }
    }

    private int cleanUntil(AtomicBoolean done, Instant now) {
        int removed = 0;
        while (!done.get()) {
            removed += clean(now);
        }
        return removed;
    }

    private int clean(Instant now) {
        return cleaning.run(account, now, () -> false);
    }

    private ContentHash put(String text, Instant now) {
        try {
            return contents.put(account, new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), 1_000, now)
                    .hash();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void name(String id, Instant now, ContentHash hash) {
        ObjectKey key = new ObjectKey(new TypeId("document"), id);
        Change.State state = new Change.State(
                new byte[] {'x'}, false, Set.of(Principal.EVERYONE), List.of(), Set.of(), Set.of(hash));
        storage.write(account, tx -> {
            StoredObject before = tx.lock(key).orElse(null);
            return tx.append(
                    List.of(Change.of(
                            key,
                            before == null ? ChangeKind.CREATED : ChangeKind.CHANGED,
                            before,
                            state,
                            Set.of("x"),
                            new Origin(null, null, "test", null))),
                    now);
        });
    }
}
