package io.tidemark.api.command.people;

import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandField;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.Terms;
import io.tidemark.catalog.command.UserProfile;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.command.AnswerEnvelope;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/// What the command API knows of users beyond what logins need. The directory says who there is; an object of the
/// type `user`, under a key made of the user's number, holds the rest. Thread-safe.
///
/// @param desk has the types
record Profiles(ObjectDesk desk) {
    /// The user who has a code.
    Optional<User> byCode(ReadTransaction tx, String code) {
        return ObjectDesk.found(tx, desk.type("user"), TermRange.of("usercode", Terms.value(code))).stream()
                .findFirst()
                .flatMap(profile -> tx.user(UserProfile.user(profile.key())));
    }

    /// A user as the command API tells of one. Never with a password.
    JsonObject sent(ReadTransaction tx, User user, ZoneId zone) {
        CommandType type = desk.type("user");
        Optional<StoredObject> stored = tx.object(UserProfile.key(user.id())).filter(object -> !object.deleted());
        JsonObject profile = stored.map(CommandObjectType::object).orElse(JsonObject.EMPTY);
        JsonObject sent = JsonObject.EMPTY;
        for (CommandField field : type.fields()) {
            sent = sent.with(field.name(), profile.get(field.name()).orElse(field.start()));
        }
        LocalDateTime changed = stored.map(object -> LocalDateTime.ofInstant(object.modifiedAt(), zone))
                .orElse(LocalDateTime.ofInstant(java.time.Instant.EPOCH, zone));
        return sent.with("id", JsonNumber.of(user.id().value()))
                .with("username", new JsonText(user.email()))
                .with("email", new JsonText(user.email()))
                .with("name", new JsonText(user.name()))
                .with("memberteams", memberTeams(tx, user.id()))
                .with("isactive", user.enabled() ? JsonNumber.ONE : JsonNumber.ZERO)
                .with("isdeleted", user.enabled() ? JsonNumber.ZERO : JsonNumber.ONE)
                .with("changedate", AnswerEnvelope.date(changed))
                .with("changetime", AnswerEnvelope.time(changed));
    }

    static JsonArray memberTeams(ReadTransaction tx, UserId user) {
        List<JsonValue> teams = tx.teams().stream()
                .filter(team -> team.members().contains(user))
                .map(Team::id)
                .<JsonValue>map(JsonNumber::of)
                .toList();
        return new JsonArray(teams);
    }

    /// The teams that a user leads, or may look into.
    JsonArray teams(ReadTransaction tx, UserId user, String field) {
        JsonValue teams = tx.object(UserProfile.key(user))
                .filter(object -> !object.deleted())
                .map(CommandObjectType::object)
                .flatMap(profile -> profile.get(field))
                .orElse(JsonArray.EMPTY);
        return teams instanceof JsonArray array ? array : JsonArray.EMPTY;
    }
}
