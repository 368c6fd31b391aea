package io.tidemark.storage.sqlite;

import io.tidemark.core.storage.Storage;
import io.tidemark.storage.contract.DifferentialContract;
import io.tidemark.storage.contract.ReopenContract;
import io.tidemark.storage.contract.StorageContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/// The embedded storage fulfils the contract, and gives the answers of the naive one.
class SqliteStorageContractTest implements StorageContract, ReopenContract, DifferentialContract {
    @TempDir
    Path folder;

    @Override
    public Storage newStorage() {
        return reopen();
    }

    @Override
    public Storage reopen() {
        return SqliteStorage.open(folder.resolve("test.db"), SqliteOptions.defaults());
    }
}
