package io.tidemark.cli.admin;

import io.tidemark.cli.data.AccountOptions;
import io.tidemark.core.directory.Account;
import io.tidemark.core.storage.Storage;
import java.util.function.BiFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What all commands inside one account have in common: where it is, and how the result looks.
final class AdminOptions {
    @Mixin
    private AccountOptions account = new AccountOptions();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    boolean json() {
        return json;
    }

    /// Runs a work on the account.
    <T> T run(BiFunction<Storage, Account, T> work) {
        return account.run(work);
    }
}
