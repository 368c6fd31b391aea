package io.tidemark.core.handshake;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The answer of a Sync: a token, and objects that are read page by page while they are written out, as they were
/// when the answer was decided. However slow the reader is, no transaction stays open between two pages, and no more
/// than a page is in memory.
///
/// Confined to one thread.
public final class SyncAnswer {
    private static final int PAGE_OBJECTS = 500;

    private final Storage storage;
    private final AccountId account;
    private final Principal principal;
    private final String token;
    private final SyncPlan plan;

    SyncAnswer(Storage storage, AccountId account, UserId user, String token, SyncPlan plan) {
        this.storage = storage;
        this.account = account;
        this.principal = Principal.of(user);
        this.token = token;
        this.plan = plan;
    }

    /// The token for the next Sync, and for the commit that confirms this one.
    public String token() {
        return token;
    }

    /// Whether there is nothing to tell.
    public boolean isEmpty() {
        return plan.deliveries().isEmpty() && (!plan.whole() || plan.selected() == 0);
    }

    /// The objects of one type.
    public Pages objects(TypeId type) {
        return new Pages(type);
    }

    /// Takes objects of an answer, inside a transaction of the storage: it may gather bytes and nothing else.
    public interface Reader {
        /// An object that the device should hold from now on.
        ///
        /// @param state [DeliveryState#NEW] or [DeliveryState#MODIFIED]
        /// @param clientId the device's own name for it, or null
        /// @param lastModified the device's own time of change as last sent, or null
        /// @param modifiedAtMillis commit instant of the version that is told
        /// @param body its stored bytes
        void present(
                DeliveryState state,
                @Nullable String clientId,
                @Nullable Instant lastModified,
                long modifiedAtMillis,
                byte[] body);

        /// An object that the device should not hold any more.
        void gone(ObjectKey key, @Nullable String clientId, @Nullable Instant lastModified);
    }

    /// Pages of one type's objects.
    public final class Pages {
        private final TypeId type;
        private final List<Delivery> deliveries;
        private boolean scanned;
        private ObjectNumber after = new ObjectNumber(ObjectNumber.BEFORE_ALL);
        private int next;

        private Pages(TypeId type) {
            this.type = type;
            this.deliveries = plan.deliveries().stream()
                    .filter(delivery -> delivery.key().type().equals(type))
                    .toList();
            this.scanned = !plan.whole() || plan.selected() == 0;
        }

        /// Reads the next page.
        ///
        /// @return whether there may be another one
        public boolean read(Reader reader) {
            if (!scanned) {
                Optional<ObjectNumber> more = storage.read(
                        account,
                        tx -> tx.scan(
                                principal,
                                type,
                                plan.position(),
                                after,
                                ReadTransaction.PageLimit.STREAMING,
                                (number, version, modifiedAtMillis, body) ->
                                        reader.present(DeliveryState.NEW, null, null, modifiedAtMillis, body)));
                more.ifPresentOrElse(number -> after = number, () -> scanned = true);
                return !scanned || next < deliveries.size();
            }
            if (next < deliveries.size()) {
                next = storage.read(account, tx -> readDeliveries(tx, reader));
            }
            return next < deliveries.size();
        }

        private int readDeliveries(ReadTransaction tx, Reader reader) {
            long bytes = 0;
            int at = next;
            int end = Math.min(deliveries.size(), next + PAGE_OBJECTS);
            while (at < end && bytes < ReadTransaction.PageLimit.STREAMING.bytesMax()) {
                Delivery delivery = deliveries.get(at++);
                if (delivery.state() == DeliveryState.DELETED) {
                    reader.gone(delivery.key(), delivery.clientId(), delivery.lastModified());
                } else {
                    StoredObject object =
                            tx.objectAt(delivery.number(), plan.position()).orElseThrow();
                    bytes += object.body().length;
                    reader.present(
                            delivery.state(),
                            delivery.clientId(),
                            delivery.lastModified(),
                            object.modifiedAt().toEpochMilli(),
                            object.body());
                }
            }
            return at;
        }
    }
}
