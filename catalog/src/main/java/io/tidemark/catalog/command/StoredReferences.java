package io.tidemark.catalog.command;

import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What the numbers in an object refer to, looked up in the transaction that saves it: people and teams in
/// the directory, all others among the objects that everybody has. Confined to its transaction.
///
/// Used for one object: what was found is remembered, since a reference is checked first and put into words later.
///
/// @param tx the transaction
/// @param found what was found
record StoredReferences(ReadTransaction tx, Map<Asked, Optional<JsonObject>> found) implements ReferredObjects {
    private static final String USER = "user";
    private static final String TEAM = "team";

    /// References in a transaction.
    StoredReferences(ReadTransaction tx) {
        this(tx, new HashMap<>());
    }

    /// What was asked for.
    record Asked(String type, long number) {}

    @Override
    public Optional<JsonObject> find(CommandType type, long number) {
        if (number < 1) {
            return Optional.empty();
        }
        return found.computeIfAbsent(new Asked(type.name(), number), asked -> look(type, number));
    }

    private Optional<JsonObject> look(CommandType type, long number) {
        return switch (type.name()) {
            case USER -> tx.user(new UserId(number)).map(StoredReferences::user);
            case TEAM ->
                tx.teams().stream()
                        .filter(team -> team.id() == number)
                        .findFirst()
                        .map(StoredReferences::team);
            default ->
                tx.object(new ObjectNumber(number))
                        .filter(object ->
                                !object.deleted() && object.key().type().value().equals(type.name()))
                        .map(object -> StoredText.object(object.body()));
        };
    }

    @Override
    public OptionalLong preset(CommandType type) {
        if (type.name().equals(USER) || type.name().equals(TEAM)) {
            return OptionalLong.empty();
        }
        TypeId id = new TypeId(type.name());
        List<ObjectNumber> first = tx.found(id, TermRange.of("isdefault", "1"), 1).stream()
                .map(ReadTransaction.TermHit::number)
                .toList();
        if (first.isEmpty()) {
            ObjectNumber none = new ObjectNumber(ObjectNumber.BEFORE_ALL);
            first = type.selection().isPresent()
                    ? tx.living(id, none, 1)
                    : tx.selected(Principal.EVERYONE, id, tx.head().sequence(), none, 1);
        }
        return first.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(first.getFirst().value());
    }

    private static JsonObject user(User user) {
        return JsonObject.EMPTY
                .with("id", JsonNumber.of(user.id().value()))
                .with("name", new JsonText(user.name()))
                .with("email", new JsonText(user.email()));
    }

    private static JsonObject team(Team team) {
        return JsonObject.EMPTY.with("id", JsonNumber.of(team.id())).with("title", new JsonText(team.name()));
    }
}
