package io.tidemark.core.changes;

import io.tidemark.core.audience.Membership;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What objects may be selected for, so that a user should have them, and from when to when: everyone; the unlimited,
/// as long as the user is not among the limited; the user alone; the groups. Immutable.
///
/// @param stays by principal, the oldest first; what may have most objects goes first
public record UserPrincipals(Map<Principal, List<Membership>> stays) {
    /// Those of a user, as a transaction sees them.
    public static UserPrincipals of(ReadTransaction tx, UserId user) {
        Map<Principal, List<Membership>> groups = new TreeMap<>();
        tx.memberships(user)
                .forEach(stay -> groups.computeIfAbsent(stay.principal(), none -> new ArrayList<>())
                        .add(stay));
        Map<Principal, List<Membership>> stays = new LinkedHashMap<>();
        stays.put(Principal.EVERYONE, List.of(new Membership(Principal.EVERYONE, Sequence.ZERO, null)));
        stays.put(Principal.UNLIMITED, outside(groups.remove(Principal.LIMITED)));
        Principal alone = Principal.of(user);
        stays.put(alone, List.of(new Membership(alone, Sequence.ZERO, null)));
        stays.putAll(groups);
        return new UserPrincipals(stays);
    }

    /// When a user was given what is for the unlimited: outside the stays among the limited.
    private static List<Membership> outside(@Nullable List<Membership> limited) {
        List<Membership> stays = new ArrayList<>();
        Sequence begin = Sequence.ZERO;
        for (Membership stay : limited == null ? List.<Membership>of() : limited) {
            if (stay.begin().isAfter(begin) || begin.equals(Sequence.ZERO)) {
                stays.add(new Membership(Principal.UNLIMITED, begin, stay.begin()));
            }
            Sequence end = stay.end();
            if (end == null) {
                return stays;
            }
            begin = end.isAfter(begin) ? end : begin;
        }
        stays.add(new Membership(Principal.UNLIMITED, begin, null));
        return stays;
    }

    /// Whether the user should have had an object at a position of the log, after the change with that
    /// number, or was to have it before that change and not after it.
    public boolean hadAt(ReadTransaction tx, ObjectNumber number, Sequence position) {
        Sequence before = new Sequence(position.value() - 1);
        return hasAt(tx, number, position) || hasAt(tx, number, before);
    }

    /// Whether the user should have an object at a position of the log, after the change with that number.
    public boolean hasAt(ReadTransaction tx, ObjectNumber number, Sequence position) {
        return stays.entrySet().stream()
                .filter(principal -> principal.getValue().stream().anyMatch(stay -> stay.holdsAt(position)))
                .anyMatch(principal ->
                        tx.edges(principal.getKey(), number).stream().anyMatch(edge -> edge.holdsAt(position)));
    }
}
