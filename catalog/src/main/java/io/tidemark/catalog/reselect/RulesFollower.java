package io.tidemark.catalog.reselect;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.follow.JobPlace;
import io.tidemark.core.follow.LogWork;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.AccountTypes;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.WriteTransaction;
import io.tidemark.protocol.tree.JsonObject;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Looks at every object of the types concerned again when an account has changed its rules: its windows,
/// or its own types. Some hundreds at a time, behind the log; what is saved meanwhile goes by the new rules
/// already. Thread-safe.
public final class RulesFollower implements LogWork.Inside {
    /// Under this name it keeps its place in the log; what the entries say that it writes.
    public static final String NAME = "rules";

    private static final String DESCRIPTION = "description";
    private static final TypeId OWN_TYPE = new TypeId("owntype");

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
        if (entries.subList(1, entries.size()).stream()
                .anyMatch(later -> later.key().type().equals(kind))) {
            return Progress.to(Bookmark.after(entry.sequence()));
        }
        if (kind.equals(AccountSettings.TYPE) && hasWindowsOfBefore(entry, tx)) {
            return Progress.to(Bookmark.after(entry.sequence()));
        }
        List<CommandObjectType> concerned = concerned(account, tx, kind.equals(OWN_TYPE));
        JobPlace place = JobPlace.of(from);
        if (place.job() >= concerned.size()) {
            return Progress.to(Bookmark.after(entry.sequence()));
        }
        CommandObjectType type = concerned.get(place.job());
        List<ObjectNumber> page = tx.living(type.id(), new ObjectNumber(place.after()), Reselection.OBJECTS_MAX);
        new Reselection(tx, clock.instant(), NAME).look(type, page);
        JobPlace next = page.size() < Reselection.OBJECTS_MAX
                ? place.next()
                : new JobPlace(place.job(), page.getLast().value());
        return Progress.to(from.in(next.text()));
    }

    /// Settings that are made say nothing of windows mostly.
    private static boolean hasWindowsOfBefore(LogEntry entry, WriteTransaction tx) {
        byte[] before = entry.before();
        JsonObject then = before == null ? JsonObject.EMPTY : CommandObjectType.object(before);
        return AccountSettings.windowsOf(then).equals(AccountSettings.windowsOf(AccountSettings.of(tx)));
    }

    private List<CommandObjectType> concerned(AccountId account, WriteTransaction tx, boolean isOwn) {
        List<CommandObjectType> concerned = new ArrayList<>();
        for (ObjectType type : types.in(account, tx).all()) {
            if (type instanceof CommandObjectType described && isConcerned(described, isOwn)) {
                concerned.add(described);
            }
        }
        return concerned;
    }

    /// An own type that has no rules any more is everybody's again.
    private boolean isConcerned(CommandObjectType type, boolean isOwn) {
        return isOwn
                ? standard.type(type.id().value()).isEmpty()
                : type.selector().isPresent();
    }
}
