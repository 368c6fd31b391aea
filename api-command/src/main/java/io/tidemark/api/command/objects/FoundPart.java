package io.tidemark.api.command.objects;

import io.tidemark.catalog.command.CommandType;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.TermRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// A part of a list of objects that are found by terms, in one or several stretches: at most [#OBJECTS_MAX] objects or
/// about a megabyte, and it looks at no more than [#LOOKS_MAX] also when few of them fit. Immutable.
///
/// @param objects those that fit and that devices should show
/// @param next where the next part begins; empty when there is no more
public record FoundPart(List<StoredObject> objects, Optional<String> next) {
    /// Most objects in a part.
    public static final int OBJECTS_MAX = 2_000;
    /// Most objects that a part looks at.
    public static final int LOOKS_MAX = 20_000;

    private static final int BYTES_MAX = 1024 * 1024;
    private static final int BATCH = 500;

    /// Objects with terms in one range.
    ///
    /// @param order where the stretch stands among others; at least 0
    public record Stretch(long order, TermRange range) {}

    /// The stretches of a list. A list that is too long to be held has them found as they are needed.
    public interface Stretches {
        /// Stretches in ascending order, beginning with the first whose order is not before `order`; empty when there
        /// are none.
        List<Stretch> from(ReadTransaction tx, long order);

        /// A single stretch.
        static Stretches of(TermRange range) {
            return (_, order) -> order > 0 ? List.of() : List.of(new Stretch(0, range));
        }
    }

    /// Where a part begins: behind a hit of a stretch, or with the stretch.
    private record Position(long order, TermHit hit) {
        static String ofStretch(long order) {
            return new Position(order, new TermHit("", new ObjectNumber(ObjectNumber.BEFORE_ALL))).text();
        }

        boolean isInside(Stretch stretch) {
            return order == stretch.order() && hit.number().value() > ObjectNumber.BEFORE_ALL;
        }

        String text() {
            return order + " " + hit.number().value() + " " + hit.value();
        }

        static Position parse(String text) {
            String[] parts = text.split(" ", 3);
            return new Position(
                    Long.parseLong(parts[0]), new TermHit(parts[2], new ObjectNumber(Long.parseLong(parts[1]))));
        }
    }

    /// Reads a part.
    ///
    /// @param begin what the part before said is next; empty for the first part
    /// @param fits which objects are wanted
    public static FoundPart read(
            ReadTransaction tx,
            CommandType type,
            Stretches stretches,
            Optional<String> begin,
            Predicate<StoredObject> fits) {
        return new Reading(tx, type, fits).read(stretches, begin.map(Position::parse));
    }

    /// One part on its way. Confined to one thread.
    private static final class Reading {
        private final ReadTransaction tx;
        private final CommandType type;
        private final Predicate<StoredObject> fits;
        private final List<StoredObject> objects = new ArrayList<>();
        private int looks;
        private long bytes;

        Reading(ReadTransaction tx, CommandType type, Predicate<StoredObject> fits) {
            this.tx = tx;
            this.type = type;
            this.fits = fits;
        }

        FoundPart read(Stretches stretches, Optional<Position> begin) {
            long order = begin.map(Position::order).orElse(0L);
            List<Stretch> some = stretches.from(tx, order);
            while (!some.isEmpty()) {
                for (Stretch stretch : some) {
                    TermRange range = begin.filter(at -> at.isInside(stretch))
                            .map(at -> stretch.range().after(at.hit()))
                            .orElse(stretch.range());
                    Optional<TermHit> last = look(range);
                    if (last.isPresent()) {
                        String next = new Position(stretch.order(), last.get()).text();
                        return new FoundPart(List.copyOf(objects), Optional.of(next));
                    }
                    looks++;
                    order = stretch.order() + 1;
                    if (isFull()) {
                        return new FoundPart(List.copyOf(objects), Optional.of(Position.ofStretch(order)));
                    }
                }
                some = stretches.from(tx, order);
            }
            return new FoundPart(List.copyOf(objects), Optional.empty());
        }

        /// @return the last hit that was looked at, when the part is full
        private Optional<TermHit> look(TermRange begin) {
            TermRange range = begin;
            List<TermHit> hits;
            do {
                hits = tx.found(new TypeId(type.name()), range, BATCH);
                for (TermHit hit : hits) {
                    looks++;
                    take(tx.object(hit.number()).orElseThrow());
                    range = range.after(hit);
                    if (isFull()) {
                        return Optional.of(hit);
                    }
                }
            } while (hits.size() == BATCH);
            return Optional.empty();
        }

        private boolean isFull() {
            return objects.size() >= OBJECTS_MAX || bytes >= BYTES_MAX || looks >= LOOKS_MAX;
        }

        private void take(StoredObject object) {
            if (ObjectDesk.isShown(type, object) && fits.test(object)) {
                objects.add(object);
                bytes += object.body().length;
            }
        }
    }
}
