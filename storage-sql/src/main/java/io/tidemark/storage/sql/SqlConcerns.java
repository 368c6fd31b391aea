package io.tidemark.storage.sql;

import static io.tidemark.storage.sql.SqlSession.longOrNull;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.ChangeKind;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.ObjectNumber;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The part of a transaction that says whom the log concerns.
interface SqlConcerns extends SqlSelections {
    @Override
    default List<Concern> concerns(Sequence after, int limit) {
        return session()
                .all(session().statements().selectConcerns, this::noted, account(), after.value(), limit)
                .stream()
                .map(this::concern)
                .toList();
    }

    /// An entry as its row says it.
    ///
    /// @param number its object; null when there is none
    /// @param audience who has the object now
    /// @param parted whose stay it ended
    record Noted(
            Sequence at,
            ChangeKind kind,
            long type,
            @Nullable Long number,
            Origin origin,
            Set<Principal> audience,
            Set<Principal> parted) {}

    private Noted noted(ResultSet row) throws SQLException {
        Long user = longOrNull(row, 5);
        return new Noted(
                new Sequence(row.getLong(1)),
                ChangeKind.valueOf(row.getString(2)),
                row.getLong(3),
                longOrNull(row, 4),
                new Origin(
                        user == null ? null : new UserId(user),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9)),
                principals(row.getString(11)),
                principals(row.getString(10)));
    }

    private Concern concern(Noted entry) {
        Set<Principal> principals = new HashSet<>();
        Set<Long> members = new HashSet<>();
        Long number = entry.number();
        if (number != null && entry.kind().changesObject()) {
            principals.addAll(entry.audience());
            members.addAll(session()
                    .all(
                            session().statements().selectMovedMembers,
                            row -> row.getLong(1),
                            account(),
                            number,
                            entry.at().value(),
                            entry.at().value()));
        } else if (number != null && entry.kind() == ChangeKind.MOVED) {
            entry.audience().stream()
                    .filter(principal -> edges(principal, new ObjectNumber(number)).stream()
                            .anyMatch(edge -> edge.begin().equals(entry.at())))
                    .forEach(principals::add);
        }
        boolean isOfEverybody = members.remove(EVERYBODY);
        return new Concern(
                entry.at(),
                nameOfType(entry.type()),
                entry.origin(),
                principals,
                entry.parted(),
                members.stream().map(UserId::new).collect(Collectors.toSet()),
                isOfEverybody);
    }

    private static Set<Principal> principals(@Nullable String words) {
        return (words == null ? Stream.<String>of() : Words.split(words).stream())
                .map(Principal::new)
                .collect(Collectors.toUnmodifiableSet());
    }
}
