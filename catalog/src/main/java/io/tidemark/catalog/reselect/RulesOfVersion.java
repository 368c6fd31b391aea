package io.tidemark.catalog.reselect;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.follow.JobPlace;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.AccountTypes;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// Looks at every object of the built-in types with rules again in an account whose objects another version of the
/// server looked at last, which had other rules. An account keeps a fingerprint of the rules that its objects go by;
/// one that has none is looked at, for nothing is known of it. Thread-safe, but steps of one account come one after the
/// other.
public final class RulesOfVersion {
    /// Under this name an account keeps the fingerprint, and how far a look has come.
    public static final String NAME = "rules-of-version";

    private static final String DONE = "done";
    private static final int FINGERPRINT_CHARACTERS = 32;

    private final Storage storage;
    private final AccountTypes types;
    private final InstantSource clock;
    private final List<TypeId> ruled;
    private final String fingerprint;
    private final Set<AccountId> done = ConcurrentHashMap.newKeySet();

    /// @param standard the types that every account has
    /// @param types the types of each account, with its windows
    /// @param clock the server's clock
    public RulesOfVersion(Storage storage, CommandTypes standard, AccountTypes types, InstantSource clock) {
        this.storage = storage;
        this.types = types;
        this.clock = clock;
        List<CommandType> described = standard.all().stream()
                .filter(type -> type.selection().isPresent())
                .sorted(Comparator.comparing(CommandType::name))
                .toList();
        this.ruled = described.stream().map(type -> new TypeId(type.name())).toList();
        this.fingerprint = fingerprint(described);
    }

    private static String fingerprint(List<CommandType> described) {
        String rules = described.stream()
                .map(type -> type.name() + " " + type.selection().orElseThrow())
                .collect(Collectors.joining("\n"));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(rules.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, FINGERPRINT_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /// Notes that an account that has just been made goes by these rules: nothing in it is older.
    public void adopt(AccountId account) {
        storage.write(account, tx -> {
            keep(tx, DONE);
            return true;
        });
    }

    /// Looks at some hundred objects of an account, if there are any that nobody looked at with these rules.
    ///
    /// @return whether there is more to do
    public boolean step(AccountId account) {
        if (done.contains(account)) {
            return false;
        }
        boolean more =
                !isDone(storage.read(account, tx -> kept(tx.bookmark(NAME).orElse(Bookmark.BEGINNING))))
                        && storage.write(account, tx -> look(account, tx));
        if (!more) {
            done.add(account);
        }
        return more;
    }

    /// What is kept for these rules; empty when it is for others.
    private String kept(Bookmark bookmark) {
        return bookmark.place().startsWith(fingerprint) ? bookmark.place().substring(FINGERPRINT_CHARACTERS) : "";
    }

    private static boolean isDone(String kept) {
        return kept.equals(DONE);
    }

    private boolean look(AccountId account, WriteTransaction tx) {
        String kept = kept(tx.bookmark(NAME).orElse(Bookmark.BEGINNING));
        if (isDone(kept)) {
            return false;
        }
        JobPlace place = JobPlace.of(Bookmark.BEGINNING.in(kept));
        if (place.job() >= ruled.size()) {
            keep(tx, DONE);
            return false;
        }
        CommandObjectType type = (CommandObjectType) types.in(account, tx).get(ruled.get(place.job()));
        List<ObjectNumber> page = tx.living(type.id(), new ObjectNumber(place.after()), Reselection.OBJECTS_MAX);
        new Reselection(tx, clock.instant(), RulesFollower.NAME).look(type, page);
        JobPlace next = page.size() < Reselection.OBJECTS_MAX
                ? place.next()
                : new JobPlace(place.job(), page.getLast().value());
        keep(tx, next.text());
        return true;
    }

    private void keep(WriteTransaction tx, String place) {
        tx.putBookmark(NAME, Bookmark.BEGINNING.in(fingerprint + place));
    }
}
