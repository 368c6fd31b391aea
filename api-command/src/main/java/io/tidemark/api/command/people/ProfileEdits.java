package io.tidemark.api.command.people;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.UserProfile;
import io.tidemark.catalog.people.Teams;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.object.Patch;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.WriteTransaction;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonValue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Changes users in the directory and their profiles together. Thread-safe.
///
/// @param desk saves
record ProfileEdits(ObjectDesk desk) {
    /// Creates a user, who cannot log in before an operator gives a password, or changes one.
    UserId save(Caller caller, Inputs inputs) {
        JsonObject sent = inputs.set("user");
        long number = inputs.numberIn("user", "id");
        var saved = desk.save(caller, inputs, "CreateUpdateUser", desk.type("user"), saving -> {
            WriteTransaction tx = saving.context().transaction();
            User user = number == 0 ? added(saving, sent) : changed(saving, sent, number);
            if (number != 0) {
                tx.updateUser(user);
            }
            return UserProfile.save(saving, user, CommandObjectType.said(sent.without("id")));
        });
        return UserProfile.user(saved.key());
    }

    private static User added(Saving saving, JsonObject sent) {
        String email = email(sent)
                .orElseThrow(() -> saving.refusal(ErrorCode.MALFORMED_REQUEST, "The field email is needed."));
        requireFree(saving, email, null);
        User user = new User(
                new UserId(1), saving.context().ids().objectId(), name(sent).orElse(email), email, "", true, false);
        return saving.context().transaction().addUser(user);
    }

    private static User changed(Saving saving, JsonObject sent, long number) {
        User user = (number < 1 ? Optional.<User>empty() : saving.stored().user(new UserId(number)))
                .filter(known -> !known.guest())
                .orElseThrow(() -> saving.refusal(ErrorCode.IMPOSSIBLE_VALUE, "There is no user with this id."));
        String email = email(sent).orElse(user.email());
        requireFree(saving, email, user.id());
        boolean active = sent.get("isactive")
                .map(value -> ObjectDesk.number(sent, "isactive") == 1)
                .orElse(user.enabled());
        return new User(user.id(), user.wireId(), name(sent).orElse(user.name()), email, user.title(), active, false);
    }

    private static void requireFree(Saving saving, String email, @org.jspecify.annotations.Nullable UserId own) {
        boolean taken = saving.stored()
                .userByEmail(email)
                .filter(other -> !other.id().equals(own))
                .isPresent();
        if (taken) {
            throw saving.refusal(ErrorCode.IMPOSSIBLE_VALUE, "The field email is that of another user.");
        }
    }

    /// The login name is the email.
    private static Optional<String> email(JsonObject sent) {
        String email = ObjectDesk.text(sent, "email").isBlank()
                ? ObjectDesk.text(sent, "username")
                : ObjectDesk.text(sent, "email");
        return Optional.of(email.strip().toLowerCase(Locale.ROOT)).filter(text -> text.indexOf('@') > 0);
    }

    private static Optional<String> name(JsonObject sent) {
        String name = (ObjectDesk.text(sent, "firstname").strip() + " "
                        + ObjectDesk.text(sent, "lastname").strip())
                .strip();
        return name.isEmpty() ? Optional.empty() : Optional.of(name);
    }

    /// Puts a user into a team in a role, or takes him out; where it is so already, nothing happens.
    void put(Saving saving, UserId user, long team, Role role, boolean in) {
        if (role == Role.MEMBER) {
            saving.stored().teams().stream()
                    .filter(known -> known.id() == team)
                    .findFirst()
                    .ifPresent(known -> member(saving, known, user, in));
        } else {
            listed(saving, user, team, role.field(), in);
        }
    }

    private static void member(Saving saving, Team team, UserId user, boolean in) {
        Set<UserId> members = new HashSet<>(team.members());
        boolean changes = in ? members.add(user) : members.remove(user);
        if (changes) {
            Teams.update(saving, new Team(team.id(), team.name(), members));
        }
    }

    private static void listed(Saving saving, UserId user, long team, String field, boolean in) {
        List<JsonValue> teams = new ArrayList<>(saving.find(UserProfile.key(user))
                .map(profile -> CommandObjectType.object(profile.fields()))
                .flatMap(profile -> profile.get(field))
                .map(value -> value instanceof JsonArray(List<JsonValue> items) ? items : List.<JsonValue>of())
                .orElse(List.of()));
        JsonNumber number = JsonNumber.of(team);
        if (teams.contains(number) == in) {
            return;
        }
        if (in) {
            teams.add(number);
        } else {
            teams.remove(number);
        }
        JsonObject listed = JsonObject.EMPTY.with(field, new JsonArray(teams));
        UserProfile.save(saving, user, Patch.NOTHING, CommandObjectType.decided(listed));
    }
}
