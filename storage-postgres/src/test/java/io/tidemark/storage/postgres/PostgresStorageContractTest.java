package io.tidemark.storage.postgres;

import io.tidemark.core.storage.Storage;
import io.tidemark.storage.contract.DifferentialContract;
import io.tidemark.storage.contract.ReopenContract;
import io.tidemark.storage.contract.StorageContract;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The storage for several servers fulfils the contract, and gives the answers of the naive one.
class PostgresStorageContractTest implements StorageContract, ReopenContract, DifferentialContract {
    @RegisterExtension
    final TestDatabase database = new TestDatabase();

    @Override
    public Storage newStorage() {
        return reopen();
    }

    @Override
    public Storage reopen() {
        return PostgresStorage.open(database.options());
    }
}
