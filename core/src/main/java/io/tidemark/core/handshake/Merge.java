package io.tidemark.core.handshake;

import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.Patch;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Brings an edit together with what happened to the object since the version that the device started from (meeting
/// API 5.8, ADR 0015).
///
/// Edits of different groups of fields do not disturb each other, nor do edits of different members of a list that
/// its type can merge inside. When both touched one group, the later of the
/// client's own time and the server's time of change wins, to the second; on a tie, or when the client gives no
/// time, the server's version stands, and then nothing of the edit is taken. What the server did not take of the
/// device is no change by others, and what was refused counts anew when it is said again: so a refused edit can be put
/// right.
sealed interface Merge {
    /// The object has not changed since: the edit is taken as it is.
    ///
    /// @param fields what the object becomes
    record Plain(Fields fields) implements Merge {}

    /// Both changed different things.
    ///
    /// @param fields what the object becomes, with both changes
    record Both(Fields fields) implements Merge {}

    /// Both changed one thing, and the edit is later.
    ///
    /// @param fields what the object becomes: the edit, and what it does not speak of
    record EditWins(Fields fields) implements Merge {}

    /// Both changed one thing, and the edit is not later.
    record ServerStands() implements Merge {}

    /// Merges.
    ///
    /// @param type knows which fields belong together
    /// @param base what the device started from; null when that is not known, and then every field that differs
    ///     counts as changed by both
    /// @param current what the object is
    /// @param currentModifiedAt when it became so
    /// @param edit what the client says
    /// @param lastModified when the client says it did so; null if it does not say
    static Merge of(
            ObjectType type,
            @Nullable Base base,
            Fields current,
            Instant currentModifiedAt,
            Patch edit,
            @Nullable Instant lastModified) {
        Set<String> theirs = edit.changesTo(base == null ? current : base.said());
        if (base == null) {
            Fields wanted = current.patchedBy(edit.only(theirs));
            return later(lastModified, currentModifiedAt) ? new EditWins(wanted) : new ServerStands();
        }
        Set<String> apart = current.differingFrom(base.said());
        Patch settled = settled(type, base.said(), current, edit, apart);
        Fields merged = current.patchedBy(edit.only(theirs)).patchedBy(settled);
        if (apart.isEmpty()) {
            return new Plain(merged);
        }
        theirs.removeAll(settled.values().keySet());
        Set<String> disputed = groups(type, theirs);
        disputed.retainAll(groups(type, current.differingFrom(base.served())));
        if (disputed.isEmpty() || merged.equals(current)) {
            return new Both(merged);
        }
        return later(lastModified, currentModifiedAt) ? new EditWins(merged) : new ServerStands();
    }

    /// The fields in which device and server are apart and that the type can bring together inside.
    private static Patch settled(ObjectType type, Fields base, Fields current, Patch edit, Set<String> apart) {
        Map<String, Optional<String>> settled = new LinkedHashMap<>();
        edit.only(apart)
                .values()
                .forEach((field, wanted) -> type.mergeInside(
                                field, base.get(field), current.get(field), wanted.orElse(null))
                        .ifPresent(both -> settled.put(field, Optional.of(both))));
        return new Patch(settled);
    }

    private static Set<String> groups(ObjectType type, Set<String> fields) {
        return fields.stream().map(type::mergeGroup).collect(Collectors.toCollection(HashSet::new));
    }

    private static boolean later(@Nullable Instant lastModified, Instant serverTime) {
        return lastModified != null
                && lastModified.truncatedTo(ChronoUnit.SECONDS).isAfter(serverTime.truncatedTo(ChronoUnit.SECONDS));
    }
}
