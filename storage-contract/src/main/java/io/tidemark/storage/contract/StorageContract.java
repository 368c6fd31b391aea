package io.tidemark.storage.contract;

/// Everything that any storage must do. Each part stands for itself and takes an empty storage for each test.
public interface StorageContract
        extends AccountsContract,
                LogContract,
                ObjectsContract,
                SelectionsContract,
                GroupsContract,
                MovesContract,
                ConcernsContract,
                ScanContract,
                SpansContract,
                TermsContract,
                SynchronizationsContract,
                HoldingsContract,
                UploadsContract,
                NamingsContract,
                ChangeListsContract,
                GatheredListsContract,
                DirectoryContract,
                FollowersContract,
                ConnectContract,
                ListUsesContract,
                RetentionContract,
                AtomicityContract,
                ConcurrencyContract {}
