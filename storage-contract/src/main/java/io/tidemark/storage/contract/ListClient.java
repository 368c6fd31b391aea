package io.tidemark.storage.contract;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.changes.ChangeLists;
import io.tidemark.core.changes.ChangePart;
import io.tidemark.core.changes.ChangeQuestion;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import io.tidemark.core.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A client that keeps a copy of a principal's or a user's objects by change lists: it stores a date and time, puts
/// what it is told by number, and removes what is gone. Confined to one thread.
public final class ListClient {
    private final ChangeLists lists;
    private final Account account;
    private final UserId user;
    private final @Nullable Principal only;
    private final TypeId type;
    private final NavigableMap<Long, String> copy = new TreeMap<>();
    private Instant since = Instant.EPOCH;
    private @Nullable String resumeKey;

    /// A client of one principal.
    ///
    /// @param objectsPerPart at most so many in a part
    public ListClient(Storage storage, Account account, Principal principal, TypeId type, int objectsPerPart) {
        this(storage, account, new UserId(1), principal, type, objectsPerPart);
    }

    /// A client of a user with all groups.
    ///
    /// @param objectsPerPart at most so many in a part
    public ListClient(Storage storage, Account account, UserId user, TypeId type, int objectsPerPart) {
        this(storage, account, user, null, type, objectsPerPart);
    }

    private ListClient(
            Storage storage, Account account, UserId user, @Nullable Principal only, TypeId type, int objectsPerPart) {
        this.lists = new ChangeLists(storage, new PageLimit(objectsPerPart, Long.MAX_VALUE));
        this.account = account;
        this.user = user;
        this.only = only;
        this.type = type;
    }

    /// What it holds: bodies by object number.
    public NavigableMap<Long, String> copy() {
        return copy;
    }

    /// The date and time that it will ask with when the running chain is through.
    public Instant since() {
        return since;
    }

    /// Whether a chain is under way.
    public boolean isUnderWay() {
        return resumeKey != null;
    }

    /// Loses its place, as an app that is killed: the chain begins again with the old date and time.
    public void crash() {
        resumeKey = null;
    }

    /// Begins again with everything, without throwing away what it holds.
    public void startOver() {
        resumeKey = null;
        since = Instant.EPOCH;
    }

    /// Begins again with nothing.
    public void throwAway() {
        copy.clear();
        startOver();
    }

    /// Asks for one part. When it was away for so long that its resume key is too old, it begins the chain again.
    ///
    /// @param now the server's clock
    /// @return the objects told, by number, also those that are gone
    public List<Long> ask(Instant now) {
        try {
            return part(now);
        } catch (SyncException e) {
            if (e.code() != ErrorCode.TOKEN_EXPIRED || resumeKey == null) {
                throw e;
            }
            crash();
            return part(now);
        }
    }

    private List<Long> part(Instant now) {
        ChangeQuestion question = new ChangeQuestion(user, only, type, since, Instant.EPOCH, "list/" + type.value());
        ChangePart part =
                resumeKey == null ? lists.first(account, question, now) : lists.next(account, question, resumeKey);
        Taking taking = new Taking();
        Optional<String> next = part.read(taking);
        resumeKey = next.orElse(null);
        if (next.isEmpty()) {
            since = part.received();
        }
        return taking.told;
    }

    /// Asks until the chain is through.
    public List<Long> pass(Instant now) {
        List<Long> told = new ArrayList<>(ask(now));
        while (isUnderWay()) {
            told.addAll(ask(now));
        }
        return told;
    }

    private final class Taking implements ChangePart.Reader {
        private final List<Long> told = new ArrayList<>();

        @Override
        public void present(long number, long version, long modifiedAtMillis, byte[] body) {
            told.add(number);
            copy.put(number, new String(body, StandardCharsets.UTF_8));
        }

        @Override
        public void gone(ObjectNumber number) {
            told.add(number.value());
            copy.remove(number.value());
        }
    }
}
