package io.tidemark.simulation.model;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One item of a commit: the table of meeting API 5.6, with merging by field instead of 5.8's whole objects,
/// and copies recognised by what they say and the token they come with. Confined to one thread.
final class ModelCommit {
    private final ReferenceModel model;
    private final ModelSynchronization in;
    private final ModelToken token;

    ModelCommit(ReferenceModel model, ModelSynchronization in, ModelToken token) {
        this.model = model;
        this.in = in;
        this.token = token;
    }

    String decide(ModelItem item, Supplier<String> newId) {
        String id = model.find(in, item);
        if (id == null) {
            ModelSynchronization.Taken before = in.taken.get(key(item));
            if (before != null) {
                return before.kind();
            }
            if (item.isNew()) {
                return create(item, newId.get());
            }
            in.taken.put(key(item), new ModelSynchronization.Taken("IGNORED", null));
            return "IGNORED";
        }
        boolean ownName = item.name() != null && in.names.containsKey(item.name());
        in.name(item.name(), id);
        if (item.deleted()) {
            return delete(item, id);
        }
        return model.note(id) == null ? tombstone(item, id, ownName, newId) : content(item, id, ownName);
    }

    private Note sent(ModelItem item) {
        return Objects.requireNonNull(item.note());
    }

    private String create(ModelItem item, String id) {
        ModelSynchronization.Taken before = in.taken.get(key(item));
        if (before != null) {
            return before.kind();
        }
        Note note = new Note(sent(item).title(), sent(item).place(), java.util.List.of(in.user));
        model.put(id, note);
        in.name(item.name(), id);
        return take(item, id, "CREATED", new Shown.Holds(note, model.version(id)));
    }

    private String tombstone(ModelItem item, String id, boolean ownName, Supplier<String> newId) {
        ModelSynchronization.Taken before = in.taken.get(key(item));
        if (before != null) {
            return before.kind();
        }
        Shown known = in.known(token.round(), id);
        boolean onlyNamed = item.id() == null && isUnknown(id) && !ownName;
        if (item.isNew() && (known instanceof Shown.Gone || onlyNamed)) {
            return create(item, item.id() == null ? newId.get() : id);
        }
        Base base = base(id);
        if (base == null || !base.said().saysTheSameAs(sent(item))) {
            model.keepOffered();
            take(item, id, "IGNORED", isUnknown(id) && !ownName ? null : lost(item, base));
        }
        return "IGNORED";
    }

    private boolean isUnknown(String id) {
        return in.known(token.round(), id) == null
                && in.round(token.round()).delivered().get(id) == null;
    }

    private String content(ModelItem item, String id, boolean ownName) {
        Note sent = sent(item);
        Told told = in.round(token.round()).delivered().get(id);
        Shown known = in.known(token.round(), id);
        boolean shownUnder = in.shownUnder(token.round(), id);
        if (told != null && told.note() != null && told.note().saysTheSameAs(sent)) {
            boolean editedSince = shownUnder && !isVersion(known, told.version());
            boolean tokenKnows = known instanceof Shown.Holds holds
                    && holds.version() > told.version()
                    && holds.version() <= token.position();
            if (!editedSince) {
                show(id, new Shown.Holds(told.note(), told.version()));
                return "CONFIRMED";
            }
            if (!tokenKnows) {
                show(id, uncertain(known));
                return "CONFIRMED";
            }
        }
        ModelSynchronization.Taken before = in.taken.get(key(item));
        if (before != null) {
            if (known != null && !(known instanceof Shown.Uncertain) && !isStillSo(known, before)) {
                show(id, uncertain(known));
            }
            return before.kind();
        }
        return edit(item, id, base(id), ownName);
    }

    private static boolean isVersion(@Nullable Shown shown, int version) {
        return shown instanceof Shown.Holds holds && holds.version() == version;
    }

    private static boolean isStillSo(Shown known, ModelSynchronization.Taken before) {
        return !known.equals(new Shown.Gone()) && known.equals(before.shown());
    }

    private static Shown uncertain(@Nullable Shown known) {
        return switch (known) {
            case Shown.Holds holds -> new Shown.Uncertain(holds.note(), holds.note(), holds.note());
            case Shown.Edited edited -> new Shown.Uncertain(edited.note(), edited.note(), edited.note());
            case Shown.Uncertain uncertain -> uncertain;
            case null, default -> new Shown.Uncertain(null, null, null);
        };
    }

    /// What the device started from.
    ///
    /// @param said what it has, with its edits that lost, without those that were refused
    /// @param served what the server had, with those that were taken
    private record Base(Note said, Note served) {}

    private @Nullable Base base(String id) {
        Told told = in.round(token.round()).delivered().get(id);
        if (!in.shownUnder(token.round(), id) && told != null && told.note() != null) {
            return new Base(told.note(), told.note());
        }
        return switch (in.known(token.round(), id)) {
            case Shown.Holds holds -> new Base(holds.note(), holds.note());
            case Shown.Edited edited -> new Base(edited.note(), edited.note());
            case Shown.Uncertain uncertain -> base(uncertain.said(), uncertain.served());
            case null, default -> null;
        };
    }

    private static @Nullable Base base(@Nullable Note said, @Nullable Note served) {
        return said == null ? null : new Base(said, served == null ? said : served);
    }

    private String edit(ModelItem item, String id, @Nullable Base base, boolean ownName) {
        Note now = Objects.requireNonNull(model.note(id));
        Note sent = sent(item);
        boolean selected = now.owners().contains(in.user);
        boolean mayHold = selected || ownName || !isUnknown(id);
        if (selected && now.saysTheSameAs(sent)) {
            return take(item, id, "CONFIRMED", shownFor(base, now, model.version(id), sent));
        }
        if (base == null) {
            return stand(item, id, base, selected, mayHold);
        }
        boolean title = !sent.title().equals(base.said().title());
        boolean place = !sent.place().equals(base.said().place());
        Note merged = new Note(title ? sent.title() : now.title(), place ? sent.place() : now.place(), now.owners());
        boolean disputed = (title && !now.title().equals(base.served().title()))
                || (place && !now.place().equals(base.served().place()));
        if (disputed && !merged.equals(now)) {
            return stand(item, id, base, selected, mayHold);
        }
        if (!selected) {
            return stand(item, id, base, false, mayHold);
        }
        if (merged.equals(now)) {
            return take(item, id, "CONFIRMED", shownFor(base, now, model.version(id), sent));
        }
        boolean plain = now.saysTheSameAs(base.said());
        model.put(id, merged);
        Base taken = new Base(
                base.said(),
                new Note(
                        merged.title().equals(now.title()) ? base.served().title() : merged.title(),
                        merged.place().equals(now.place()) ? base.served().place() : merged.place(),
                        now.owners()));
        return take(item, id, plain ? "APPLIED" : "MERGED", shownFor(taken, merged, model.version(id), sent));
    }

    private static Shown shownFor(@Nullable Base base, Note stored, int version, Note sent) {
        return base != null && stored.saysTheSameAs(sent)
                ? new Shown.Holds(stored, version)
                : new Shown.Uncertain(
                        base == null ? null : sent, base == null ? null : sent, base == null ? null : base.served());
    }

    private Shown lost(ModelItem item, @Nullable Base base) {
        return new Shown.Uncertain(sent(item), sent(item), base == null ? null : base.served());
    }

    private Shown refused(ModelItem item, @Nullable Base base) {
        return new Shown.Uncertain(sent(item), base == null ? null : base.said(), base == null ? null : base.served());
    }

    /// The edit is not taken: because the note is not the user's any more, or because another version stands.
    private String stand(ModelItem item, String id, @Nullable Base base, boolean selected, boolean mayHold) {
        model.keepOffered();
        return take(
                item,
                id,
                selected ? "CONFLICT_LOST" : "REFUSED",
                !mayHold ? null : selected ? lost(item, base) : refused(item, base));
    }

    private String delete(ModelItem item, String id) {
        Note now = model.note(id);
        Told told = in.round(token.round()).delivered().get(id);
        boolean toldGone = told != null && told.note() == null;
        ModelSynchronization.Taken before = in.taken.get(key(item));
        if (before != null) {
            return before.kind();
        }
        if (now == null || toldGone || !now.owners().contains(in.user)) {
            return isUnknown(id) ? take(item, id, "IGNORED", null) : take(item, id, "CONFIRMED", new Shown.Gone());
        }
        boolean hosted = now.owners().getFirst() == in.user;
        model.put(
                id,
                hosted
                        ? null
                        : new Note(
                                now.title(),
                                now.place(),
                                now.owners().stream()
                                        .filter(owner -> owner != in.user)
                                        .toList()));
        return take(item, id, "DELETED", new Shown.Gone());
    }

    private String take(ModelItem item, String id, String kind, @Nullable Shown shown) {
        in.taken.put(key(item), new ModelSynchronization.Taken(kind, shown));
        if (shown != null) {
            show(id, shown);
        }
        return kind;
    }

    private void show(String id, Shown shown) {
        in.round(token.round()).shown().put(id, shown);
    }

    private String key(ModelItem item) {
        return token + " " + item;
    }
}
