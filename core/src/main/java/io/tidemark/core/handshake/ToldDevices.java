package io.tidemark.core.handshake;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the devices of a user were told of an object, as far as their rounds are kept: a round told what differs
/// between the selection at its position and at that of the round before it, and what that one still owed. Confined to
/// its transaction.
public final class ToldDevices {
    private static final int SYNCHRONIZATIONS_MAX = 200;

    private final ReadTransaction tx;
    private final UserId user;
    private final ObjectNumber number;

    /// @param user whose devices
    /// @param number the object
    public ToldDevices(ReadTransaction tx, UserId user, ObjectNumber number) {
        this.tx = tx;
        this.user = user;
        this.number = number;
    }

    /// What one device was told.
    ///
    /// @param device what the log calls it
    /// @param sent when it was told last; empty when that was in a round that is no longer kept
    /// @param isGone whether it was told that the object is gone
    /// @param isConfirmed whether it has shown since that it has what it was told
    public record Told(String device, Optional<Instant> sent, boolean isGone, boolean isConfirmed) {}

    /// All devices that synchronize a stream and were told of the object, the last used first.
    public List<Told> of(Stream stream) {
        List<Told> all = new ArrayList<>();
        for (Synchronization synchronization : tx.synchronizations(user, SYNCHRONIZATIONS_MAX)) {
            if (synchronization.id().value() > 0
                    && synchronization.lastRound() > 0
                    && synchronization.stream().equals(stream.name())) {
                told(synchronization).ifPresent(all::add);
            }
        }
        return all;
    }

    private Optional<Told> told(Synchronization synchronization) {
        List<Round> rounds = tx.rounds(synchronization.id());
        if (rounds.isEmpty()) {
            return Optional.empty();
        }
        Lineage lineage = Lineage.of(rounds, synchronization.lastRound());
        Optional<Holding> held = lineage.newest(tx.holdings(synchronization.id(), number));
        String device = Provenance.device(synchronization.id());
        for (Round round : lineage.path().reversed()) {
            Sequence before = lineage.path().stream()
                    .filter(parent -> parent.number() == round.parent())
                    .findFirst()
                    .map(Round::position)
                    .orElse(round.parent() == 0 ? Sequence.ZERO : round.position());
            if (!version(before).equals(version(round.position())) || isOwedBy(round)) {
                boolean isGone = version(round.position()).isEmpty();
                return Optional.of(new Told(
                        device,
                        Optional.of(Instant.ofEpochMilli(round.madeAtMillis())),
                        isGone,
                        held.filter(holding -> shows(holding, version(round.position())))
                                .isPresent()));
            }
        }
        return held.map(holding -> new Told(device, Optional.empty(), holding.state() == Holding.State.GONE, true));
    }

    private boolean isOwedBy(Round round) {
        return round.parent() > 0
                && tx.pending(round.synchronization(), round.parent(), new ObjectNumber(number.value() - 1), 1)
                        .contains(number);
    }

    /// The version that the user should have at a position; empty for none.
    private Optional<Sequence> version(Sequence position) {
        boolean isSelected =
                tx.edges(Principal.of(user), number).stream().anyMatch((Edge edge) -> edge.holdsAt(position));
        return isSelected ? tx.objectAt(number, position).map(StoredObject::version) : Optional.empty();
    }

    private static boolean shows(Holding held, Optional<Sequence> told) {
        return switch (held.state()) {
            case GONE -> told.isEmpty();
            case CONFIRMED, EDITED ->
                told.filter(held.version()::equals).isPresent()
                        || told.filter(version -> held.version().isAfter(version))
                                .isPresent();
            case DIFFERENT -> false;
        };
    }
}
