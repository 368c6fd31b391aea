package io.tidemark.core.storage.memory;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Membership;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.audience.Span;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.TermRange;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The part of a transaction that concerns objects, selections and time.
interface MemoryObjects extends WriteTransaction {
    AccountTables tables();

    @Override
    default Optional<StoredObject> object(ObjectKey key) {
        return tables().numbers.get(AccountTables.key(key)).flatMap(number -> object(new ObjectNumber(number)));
    }

    @Override
    default Optional<StoredObject> object(ObjectNumber number) {
        return tables().objects.get(Key.of(number.value()));
    }

    @Override
    default Optional<StoredObject> objectAt(ObjectNumber number, Sequence at) {
        return tables().versions.floor(Key.of(number.value()), Key.of(number.value(), at.value()));
    }

    @Override
    default List<Edge> edges(Principal principal, ObjectNumber number) {
        return object(number).stream()
                .flatMap(object -> tables().stays
                        .under(Key.of(principal.name(), object.key().type().value(), number.value())))
                .map(row -> row.getValue().edge())
                .toList();
    }

    @Override
    default long countSelected(Principal principal, TypeId type, Sequence at) {
        return selectedAfter(principal, type, at, new ObjectNumber(ObjectNumber.BEFORE_ALL))
                .count();
    }

    @Override
    default List<ObjectNumber> selected(Principal principal, TypeId type, Sequence at, ObjectNumber after, int limit) {
        return selectedAfter(principal, type, at, after).limit(limit).toList();
    }

    @Override
    default Optional<ObjectNumber> scan(
            Principal principal, TypeId type, Sequence at, ObjectNumber after, PageLimit limit, ObjectVisitor visitor) {
        Iterator<ObjectNumber> numbers =
                selectedAfter(principal, type, at, after).iterator();
        long objects = 0;
        long bytes = 0;
        while (numbers.hasNext()) {
            ObjectNumber number = numbers.next();
            StoredObject state = object(number)
                    .filter(now -> !now.version().isAfter(at))
                    .or(() -> objectAt(number, at))
                    .orElseThrow();
            visitor.visit(
                    number.value(), state.version().value(), state.modifiedAt().toEpochMilli(), state.body());
            objects++;
            bytes += state.body().length;
            if (objects >= limit.objectsMax() || bytes >= limit.bytesMax()) {
                return numbers.hasNext() ? Optional.of(number) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    @Override
    default List<Touch> touched(Principal principal, TypeId type, Sequence after, int limit) {
        Map<Long, AccountTables.Stay> lastTouched = new TreeMap<>();
        staysOf(principal, type)
                .forEach(row -> lastTouched.merge(
                        row.getKey().number(2),
                        row.getValue(),
                        (before, later) -> later.touched() >= before.touched() ? later : before));
        return lastTouched.entrySet().stream()
                .filter(touch -> touch.getValue().touched() > after.value())
                .sorted(Comparator.comparingLong(touch -> touch.getValue().touched()))
                .map(touch -> new Touch(
                        new ObjectNumber(touch.getKey()),
                        new Sequence(touch.getValue().touched()),
                        touch.getValue().edge().end() == null))
                .limit(limit)
                .toList();
    }

    @Override
    default List<ObjectNumber> everSelected(
            Principal principal, TypeId type, Sequence from, Sequence until, ObjectNumber after, int limit) {
        return staysOf(principal, type)
                .filter(row -> {
                    Edge edge = row.getValue().edge();
                    Sequence end = edge.end();
                    return until.isAfter(edge.begin()) && (end == null || end.isAfter(from));
                })
                .map(row -> row.getKey().number(2))
                .filter(number -> number > after.value())
                .distinct()
                .limit(limit)
                .map(ObjectNumber::new)
                .toList();
    }

    @Override
    default List<ObjectNumber> living(TypeId type, ObjectNumber after, int limit) {
        return ofType(type, after)
                .filter(object -> !object.deleted())
                .map(StoredObject::number)
                .limit(limit)
                .toList();
    }

    @Override
    default List<ObjectNumber> numbers(TypeId type, ObjectNumber after, int limit) {
        return ofType(type, after).map(StoredObject::number).limit(limit).toList();
    }

    private Stream<StoredObject> ofType(TypeId type, ObjectNumber after) {
        return tables().objects
                .all()
                .map(Map.Entry::getValue)
                .filter(object ->
                        object.key().type().equals(type) && object.number().value() > after.value());
    }

    @Override
    default List<Membership> memberships(UserId user) {
        return tables().memberships
                .all()
                .filter(row ->
                        row.getKey().number(0) == user.value() || row.getKey().number(0) == AccountTables.EVERYBODY)
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(Membership::principal).thenComparing(Membership::begin))
                .toList();
    }

    @Override
    default List<Due> due(Instant until, int limit) {
        Instant last = Millis.cut(until);
        return tables().due
                .all()
                .map(row ->
                        new Due(row.getValue(), new ObjectNumber(row.getKey().number(0))))
                .filter(due -> !due.at().isAfter(last))
                .sorted(Comparator.comparing(Due::at))
                .limit(limit)
                .toList();
    }

    @Override
    default void postpone(ObjectNumber number, @Nullable Instant until) {
        tables().postpone(number, until);
    }

    @Override
    default List<SpanHit> spans(Principal principal, Instant from, Instant to, int limit) {
        Instant first = Millis.cut(from);
        Instant last = Millis.cut(to);
        return tables().spans
                .all()
                .flatMap(row -> row.getValue().stream().map(span -> hit(row.getKey(), span)))
                .filter(hit -> hit.span().principal().equals(principal))
                .filter(hit ->
                        hit.span().start().isBefore(last) && hit.span().end().isAfter(first))
                .sorted(Comparator.comparing(hit -> hit.span().start()))
                .limit(limit)
                .toList();
    }

    @Override
    default List<TermHit> found(TypeId type, TermRange range, int limit) {
        return tables().terms
                .under(
                        Key.of(type.value(), range.name()),
                        Key.of(
                                type.value(),
                                range.name(),
                                range.after(),
                                range.afterNumber().value()))
                .map(row -> new TermHit(
                        row.getKey().text(2), new ObjectNumber(row.getKey().number(3))))
                .takeWhile(hit -> hit.value().compareTo(range.to()) <= 0)
                .limit(limit)
                .toList();
    }

    private SpanHit hit(Key object, Span span) {
        StoredObject found = tables().objects.get(object).orElseThrow();
        return new SpanHit(found.number(), found.key(), span);
    }

    private Stream<ObjectNumber> selectedAfter(Principal principal, TypeId type, Sequence at, ObjectNumber after) {
        Key selection = Key.of(principal.name(), type.value());
        return tables().stays
                .under(selection, Key.of(principal.name(), type.value(), after.value(), Long.MAX_VALUE))
                .filter(row -> row.getValue().edge().holdsAt(at))
                .map(row -> new ObjectNumber(row.getKey().number(2)));
    }

    private Stream<Map.Entry<Key, AccountTables.Stay>> staysOf(Principal principal, TypeId type) {
        return tables().stays.under(Key.of(principal.name(), type.value()));
    }
}
