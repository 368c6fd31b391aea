package io.tidemark.core.changes;

import io.tidemark.core.audience.Edge;
import io.tidemark.core.audience.Membership;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Whose selections a chain tells of. It follows from the log between the chain's two positions, so it is the same
/// in every part. What a user lost after the chain began is left out all the same (invariant I6): the next question
/// tells that it is gone. Immutable.
///
/// @param now the principals at the end of the log when the chain began, in an order that stays
/// @param joined those of them that the user came into after the chain's first position, or came back into: a chain
///     that broke off in between may have told that their objects are gone
/// @param left groups that the user was in after that position and is not in now
/// @param lost those of `now` that the user has left since the chain began
record Reach(List<Principal> now, List<Principal> joined, List<Principal> left, Set<Principal> lost) {
    static Reach of(ReadTransaction tx, ChangeQuestion question, ResumeKey resume) {
        Principal only = question.only();
        if (only != null) {
            return new Reach(List.of(only), List.of(), List.of(), Set.of());
        }
        Reach reach = new Reach(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new HashSet<>());
        UserPrincipals.of(tx, question.user())
                .stays()
                .forEach((principal, stays) -> reach.add(principal, stays, resume.from(), resume.to()));
        return reach;
    }

    private void add(Principal group, List<Membership> stays, Sequence from, Sequence to) {
        if (stays.stream().anyMatch(stay -> stay.holdsAt(to))) {
            now.add(group);
            if (stays.stream().noneMatch(stay -> stay.holdsAt(from) && stay.holdsAt(to))) {
                joined.add(group);
            }
            if (stays.stream().allMatch(stay -> stay.end() != null)) {
                lost.add(group);
            }
        } else if (stays.stream().anyMatch(stay -> isAfter(stay.end(), from))) {
            left.add(group);
        }
    }

    private static boolean isAfter(@Nullable Sequence end, Sequence from) {
        return end != null && end.isAfter(from);
    }

    /// The principals of which something may be told.
    List<Principal> open() {
        return now.stream().filter(this::isOpen).toList();
    }

    /// Whether something of this one may be told.
    boolean isOpen(Principal principal) {
        return !lost.contains(principal);
    }

    /// Whether an object is in one of the selections now.
    boolean isSelected(ReadTransaction tx, ObjectNumber number) {
        return isSelected(tx, number, open(), edge -> edge.end() == null);
    }

    /// Whether the user has an object through another principal than one that he came into: then he had it before,
    /// or its coming there is told as a touch.
    boolean isKept(ReadTransaction tx, ObjectNumber number) {
        List<Principal> kept =
                open().stream().filter(one -> !joined.contains(one)).toList();
        return isSelected(tx, number, kept, edge -> edge.end() == null);
    }

    /// Whether an object was in one of the selections before a place of [#now] at a position.
    boolean isSelectedBefore(ReadTransaction tx, ObjectNumber number, int place, Sequence at) {
        return isSelected(
                tx, number, now.subList(0, place).stream().filter(this::isOpen).toList(), edge -> edge.holdsAt(at));
    }

    private static boolean isSelected(
            ReadTransaction tx, ObjectNumber number, List<Principal> principals, Predicate<Edge> holds) {
        return principals.stream()
                .anyMatch(one -> tx.edges(one, number).stream().anyMatch(holds));
    }
}
