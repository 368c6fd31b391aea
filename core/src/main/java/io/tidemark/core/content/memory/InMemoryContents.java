package io.tidemark.core.content.memory;

import io.tidemark.core.content.ContentDigest;
import io.tidemark.core.content.ContentHash;
import io.tidemark.core.content.Contents;
import io.tidemark.core.content.OpenContent;
import io.tidemark.core.content.StoredContent;
import io.tidemark.core.object.AccountId;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Contents in maps. Thread-safe: one lock.
public final class InMemoryContents implements Contents {
    private static final int BUFFER_BYTES = 8 * 1024;

    private final Map<AccountId, NavigableMap<ContentHash, Kept>> accounts = new HashMap<>();

    /// A content and when it was last put.
    private record Kept(byte[] bytes, Instant putAt) {
        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    @Override
    public StoredContent put(AccountId account, InputStream bytes, long bytesMax, Instant now) throws IOException {
        ContentDigest digest = new ContentDigest(bytesMax);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[BUFFER_BYTES];
        for (int n = bytes.read(buffer); n >= 0; n = bytes.read(buffer)) {
            digest.update(buffer, n);
            all.write(buffer, 0, n);
        }
        StoredContent stored = digest.finish();
        synchronized (accounts) {
            accounts.computeIfAbsent(account, any -> new TreeMap<>())
                    .merge(
                            stored.hash(),
                            new Kept(all.toByteArray(), now.truncatedTo(ChronoUnit.MILLIS)),
                            (kept, again) -> again.putAt().isAfter(kept.putAt()) ? again : kept);
        }
        return stored;
    }

    @Override
    public Optional<OpenContent> open(AccountId account, ContentHash hash) {
        return find(account, hash).map(kept -> new Open(kept.bytes()));
    }

    @Override
    public boolean exists(AccountId account, ContentHash hash) {
        return find(account, hash).isPresent();
    }

    private Optional<Kept> find(AccountId account, ContentHash hash) {
        synchronized (accounts) {
            return Optional.ofNullable(of(account).get(hash));
        }
    }

    @Override
    public boolean remove(AccountId account, ContentHash hash, Instant putBefore) {
        synchronized (accounts) {
            Kept kept = of(account).get(hash);
            if (kept == null || !kept.putAt().isBefore(putBefore)) {
                return false;
            }
            of(account).remove(hash);
            return true;
        }
    }

    @Override
    public List<ContentHash> putBefore(AccountId account, Instant instant, @Nullable ContentHash after, int limit) {
        synchronized (accounts) {
            NavigableMap<ContentHash, Kept> all = of(account);
            return (after == null ? all : all.tailMap(after, false))
                    .entrySet().stream()
                            .filter(entry -> entry.getValue().putAt().isBefore(instant))
                            .map(Map.Entry::getKey)
                            .limit(limit)
                            .toList();
        }
    }

    private NavigableMap<ContentHash, Kept> of(AccountId account) {
        return accounts.getOrDefault(account, new TreeMap<>());
    }

    /// The bytes themselves, which nobody changes.
    private static final class Open implements OpenContent {
        private final byte[] bytes;

        Open(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long size() {
            return bytes.length;
        }

        @Override
        public void writeTo(OutputStream out, long from, long count) throws IOException {
            out.write(bytes, Math.toIntExact(from), Math.toIntExact(count));
        }

        @Override
        public void close() {}
    }
}
