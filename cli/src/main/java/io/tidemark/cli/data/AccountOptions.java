package io.tidemark.cli.data;

import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.storage.Accounts;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The options that name an account in a data folder.
public final class AccountOptions {
    @Mixin
    private DataOptions data = new DataOptions();

    @Option(
            names = "--account",
            paramLabel = "NAME",
            description = "Short name of the account (default: the only one).")
    private Optional<String> name = Optional.empty();

    /// Runs a work on the storage, which is closed afterwards.
    ///
    /// @throws CommandFailure when the folder cannot be opened or the account is not there
    public <T> T run(BiFunction<Storage, Account, T> work) {
        return run(data.folder(), storage -> work.apply(storage, account(storage.accounts())));
    }

    /// Runs a work on one view of the account, also while a server has the folder open. The work can only read.
    ///
    /// @throws CommandFailure when the folder cannot be opened or the account is not there
    public <T> T read(BiFunction<ReadTransaction, Account, T> work) {
        try (Storage reader = data.folder().openToRead()) {
            Account account = account(reader.accounts());
            return reader.read(account.id(), tx -> work.apply(tx, account));
        }
    }

    /// Runs a work on the storage of a folder, which must exist; the storage is closed afterwards.
    public static <T> T run(DataFolder folder, Function<Storage, T> work) {
        try (Storage storage = folder.open()) {
            return work.apply(storage);
        }
    }

    private Account account(Accounts accounts) {
        List<Account> all = accounts.all();
        if (name.isPresent()) {
            return accounts.find(name.get())
                    .orElseThrow(() -> new CommandFailure(
                            "There is no account " + name.get() + ". There are: " + names(all) + "."));
        }
        return switch (all.size()) {
            case 0 -> throw new CommandFailure("There is no account yet. Make one with: tidemark admin account add");
            case 1 -> all.getFirst();
            default -> throw new CommandFailure("Which account? Name one with --account: " + names(all) + ".");
        };
    }

    private static String names(List<Account> accounts) {
        return accounts.isEmpty()
                ? "none"
                : accounts.stream().map(Account::name).collect(Collectors.joining(", "));
    }

    /// The user with this email.
    ///
    /// @throws CommandFailure when there is none
    public static User user(DirectoryReader people, String email) {
        return people.userByEmail(email.strip().toLowerCase(Locale.ROOT))
                .orElseThrow(() -> new CommandFailure("There is no user " + email + " in this account."));
    }
}
