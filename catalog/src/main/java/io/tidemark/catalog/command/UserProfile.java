package io.tidemark.catalog.command;

import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.util.Optional;

/// What the command API knows of a user beyond what logins need: an object of the type `user`, under a key made of the
/// user's number. The directory has no log; so the profile keeps the user's name too ([#NAME]), and a change of it is
/// an entry from which the texts that show the name follow. Stateless.
public final class UserProfile {
    /// The type of profiles.
    public static final TypeId TYPE = new TypeId("user");

    /// Kept: the name that the directory had when it was last changed.
    static final String NAME = ".name";

    private UserProfile() {}

    /// Where a user's profile is.
    public static ObjectKey key(UserId user) {
        return new ObjectKey(TYPE, "u" + user.value());
    }

    /// Whose profile it is.
    public static UserId user(ObjectKey key) {
        return new UserId(Long.parseLong(key.id().substring(1)));
    }

    /// Changes the profile of a user who is in the directory, or makes it.
    ///
    /// @param user as the directory has the user in this transaction
    /// @param said what a client says
    public static Current save(Saving saving, User user, Patch said) {
        Patch decided = CommandObjectType.decided(JsonObject.EMPTY.with(NAME, new JsonText(user.name())));
        return save(saving, user.id(), said, decided);
    }

    /// Changes the profile of a user, or makes it; his name stays as it is.
    ///
    /// @param decided what the server decides
    public static Current save(Saving saving, UserId user, Patch said, Patch decided) {
        Optional<Current> known = saving.find(key(user));
        return known.isPresent() ? saving.change(known.get(), said, decided) : saving.create(key(user), said, decided);
    }
}
