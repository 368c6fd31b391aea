package io.tidemark.core.storage;

import io.tidemark.core.changes.ListUse;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.TypeId;
import java.util.List;
import java.util.Optional;

/// What logins were told by change lists, for reading.
public interface ListUseReader {
    /// What one login was told of a type.
    Optional<ListUse> listUse(UserId user, String login, TypeId type);

    /// What all logins of a user were told of a type, by login.
    List<ListUse> listUses(UserId user, TypeId type);
}
