package io.tidemark.catalog.settings;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.core.audience.Selected;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.follow.LogWork;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.log.Origin;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.AccountTypes;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.WriteTransaction;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Looks at every object of the types with rules again when an account has changed its rules: its windows, or its
/// own
/// types. Where another audience comes out, an entry of the log says so, and each device hears of the difference.
/// Some
/// hundreds at a time, behind the log; what is saved meanwhile goes by the new rules already. Thread-safe.
public final class RulesFollower implements LogWork.Inside {
    /// Under this name it keeps its place in the log.
    public static final String NAME = "rules";

    /// Objects looked at in one transaction.
    private static final int OBJECTS_MAX = 500;

    private static final String DESCRIPTION = "description";
    private static final TypeId OWN_TYPE = new TypeId("owntype");

    private static final Origin ORIGIN = new Origin(null, null, "rules", null);

    private final CommandTypes standard;
    private final AccountTypes types;
    private final InstantSource clock;

    /// @param standard the types that every account has
    /// @param types the types of each account, with its rules
    /// @param clock the server's clock
    public RulesFollower(CommandTypes standard, AccountTypes types, InstantSource clock) {
        this.standard = standard;
        this.types = types;
        this.clock = clock;
    }

    @Override
    public boolean concerns(LogEntry entry) {
        TypeId type = entry.key().type();
        return entry.kind().changesObject()
                && ((type.equals(AccountSettings.TYPE) && entry.fields().contains(AccountSettings.WINDOWS))
                        || (type.equals(OWN_TYPE) && entry.fields().contains(DESCRIPTION)));
    }

    /// All rules are applied as they are now, so of several entries of one kind only the last one makes work.
    @Override
    public Progress work(AccountId account, WriteTransaction tx, Bookmark from, List<LogEntry> entries) {
        LogEntry entry = entries.getFirst();
        TypeId kind = entry.key().type();
        if (entries.stream().skip(1).anyMatch(later -> later.key().type().equals(kind))) {
            return Progress.to(Bookmark.after(entry.sequence()));
        }
        List<CommandObjectType> ruled = ruled(account, tx, kind.equals(OWN_TYPE));
        Place place = Place.of(from.place());
        if (place.type() >= ruled.size()) {
            return Progress.to(Bookmark.after(entry.sequence()));
        }
        CommandObjectType type = ruled.get(place.type());
        List<ObjectNumber> page = tx.living(type.id(), new ObjectNumber(place.after()), OBJECTS_MAX);
        look(tx, type, page);
        Place next = page.size() < OBJECTS_MAX
                ? new Place(place.type() + 1, ObjectNumber.BEFORE_ALL)
                : new Place(place.type(), page.getLast().value());
        return Progress.to(from.in(next.text()));
    }

    private List<CommandObjectType> ruled(AccountId account, WriteTransaction tx, boolean isOwn) {
        List<CommandObjectType> ruled = new ArrayList<>();
        for (ObjectType type : types.in(account, tx).all()) {
            if (type instanceof CommandObjectType described && concerns(described, isOwn)) {
                ruled.add(described);
            }
        }
        return ruled;
    }

    /// An own type that has no rules any more is everybody's again.
    private boolean concerns(CommandObjectType type, boolean isOwn) {
        return isOwn
                ? standard.type(type.id().value()).isEmpty()
                : type.selector().isPresent();
    }

    private void look(WriteTransaction tx, CommandObjectType type, List<ObjectNumber> page) {
        Instant now = clock.instant();
        List<Change> moves = new ArrayList<>();
        for (ObjectNumber number : page) {
            StoredObject object = tx.lock(number).orElseThrow();
            Selected selected = type.selected(type.fields(object.body()), tx, now);
            if (selected.audience().equals(object.audience())) {
                tx.postpone(number, selected.until());
            } else {
                moves.add(Change.moved(object, selected, ORIGIN, NAME));
            }
        }
        if (!moves.isEmpty()) {
            tx.append(moves, now);
        }
    }

    /// How far it has come.
    ///
    /// @param type which of the types with rules
    /// @param after the last object that was looked at in it
    private record Place(int type, long after) {
        static Place of(String text) {
            if (text.isEmpty()) {
                return new Place(0, ObjectNumber.BEFORE_ALL);
            }
            String[] parts = text.split(":", 2);
            return new Place(Integer.parseInt(parts[0]), Long.parseLong(parts[1]));
        }

        String text() {
            return type + ":" + after;
        }
    }
}
