package io.tidemark.server.http;

import io.tidemark.core.directory.Account;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Accounts;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// Finds the account of a path or of a contract. Accounts that were found are remembered, since name and key of an
/// account never change;
/// there are only as many as exist. Thread-safe.
final class AccountFinder {
    /// A number as an account has it, and shorter than what a `long` takes.
    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,17}");

    private final Accounts accounts;
    private final Optional<String> defaultName;
    private final Map<String, Account> known = new ConcurrentHashMap<>();
    private final Map<String, Account> knownByContract = new ConcurrentHashMap<>();

    AccountFinder(Accounts accounts, Optional<String> defaultName) {
        this.accounts = accounts;
        this.defaultName = defaultName;
    }

    /// @param named the account that the path names, in lower case
    /// @throws SyncException with `UNKNOWN_OPERATION` when there is no such account, or none is named and
    ///     there is no default
    Account find(Optional<String> named) {
        return named.or(() -> defaultName).map(this::byName).orElseGet(this::only);
    }

    /// The account of a contract, which is its number or its short name, in any case; empty when there is none.
    Optional<Account> ofContract(String contract) {
        String folded = contract.toLowerCase(Locale.ROOT);
        Account remembered = knownByContract.get(folded);
        if (remembered != null) {
            return Optional.of(remembered);
        }
        Optional<Account> byNumber = NUMBER.matcher(folded).matches()
                ? accounts.find(new AccountId(Long.parseLong(folded)))
                : Optional.empty();
        Optional<Account> found = byNumber.or(() -> accounts.find(folded));
        found.ifPresent(account -> knownByContract.put(folded, account));
        return found;
    }

    private Account byName(String name) {
        Account remembered = known.get(name);
        if (remembered != null) {
            return remembered;
        }
        Account found = accounts.find(name)
                .orElseThrow(() -> new SyncException(
                        ErrorCode.UNKNOWN_OPERATION, "There is no account of the name that this path begins with."));
        known.put(name, found);
        return found;
    }

    private Account only() {
        List<Account> all = accounts.all();
        if (all.size() != 1) {
            throw new SyncException(
                    ErrorCode.UNKNOWN_OPERATION,
                    "This server does not have exactly one account. Put the account's short name before the path, or"
                            + " set account.default.");
        }
        return all.getFirst();
    }
}
