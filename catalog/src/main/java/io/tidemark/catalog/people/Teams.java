package io.tidemark.catalog.people;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.Conduct;
import io.tidemark.catalog.command.Terms;
import io.tidemark.catalog.selection.Groups;
import io.tidemark.core.audience.Group;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.directory.Team;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.RuleContext;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The teams of the directory in the log. The directory has none; so each team has an object of the type
/// `team`, under a key made of the team's number, that keeps who is in it, and the pools of the team keep it
/// too. They are the groups that rules give objects to, so that a device hears of what comes and goes with a
/// team (ADR 0025).
///
/// Every change of a team goes through here. Stateless.
public final class Teams {
    /// The type of teams.
    public static final TypeId TYPE = new TypeId("team");

    /// The type of pools.
    public static final TypeId POOL = new TypeId("workpool");

    /// Kept: the users who are in the group.
    private static final String MEMBERS = ".members";

    private static final String TEAM = "team";
    private static final Pattern TEAM_ID = Pattern.compile("t[0-9]{1,18}");
    private static final int POOLS_MAX = 10_000;

    private Teams() {}

    /// Where a team is.
    public static ObjectKey key(long team) {
        return new ObjectKey(TYPE, "t" + team);
    }

    /// Adds a team to the directory, and to the log.
    ///
    /// @throws IllegalStateException when the name is taken
    public static Team add(Saving saving, String name, Set<UserId> members) {
        Team team = saving.context().transaction().addTeam(name, members);
        write(saving, team);
        return team;
    }

    /// Changes a team in the directory, and in the log.
    ///
    /// @throws IllegalStateException when there is none, or the name is taken
    public static void update(Saving saving, Team team) {
        saving.context().transaction().updateTeam(team);
        write(saving, team);
    }

    private static void write(Saving saving, Team team) {
        JsonArray members = members(team.members());
        Patch decided = CommandObjectType.decided(
                JsonObject.EMPTY.with("title", new JsonText(team.name())).with(MEMBERS, members));
        Optional<Current> known = saving.find(key(team.id()));
        if (known.isPresent()) {
            saving.change(known.get(), Patch.NOTHING, decided);
        } else {
            saving.create(key(team.id()), Patch.NOTHING, decided);
        }
        Patch inPool = CommandObjectType.decided(JsonObject.EMPTY.with(MEMBERS, members));
        for (TermHit hit : saving.stored().found(POOL, TermRange.of(TEAM, Terms.value(team.id())), POOLS_MAX)) {
            saving.find(POOL, hit.number()).ifPresent(pool -> saving.change(pool, Patch.NOTHING, inPool));
        }
    }

    private static JsonArray members(Collection<UserId> members) {
        return new JsonArray(members.stream()
                .map(UserId::value)
                .sorted()
                .<JsonValue>map(JsonNumber::of)
                .toList());
    }

    private static Group groupOf(Principal principal, JsonObject object) {
        Set<UserId> members = new HashSet<>();
        if (object.get(MEMBERS).orElse(JsonArray.EMPTY) instanceof JsonArray(List<JsonValue> items)) {
            items.forEach(item -> members.add(new UserId(Long.parseLong(((JsonNumber) item).digits()))));
        }
        return new Group(principal, members);
    }

    /// What team objects do: they keep their group.
    public static Conduct ofTeams() {
        return new Conduct() {
            @Override
            public Optional<Group> group(ObjectKey key, Fields fields) {
                return TEAM_ID.matcher(key.id()).matches()
                        ? Optional.of(groupOf(
                                Groups.ofTeam(Long.parseLong(key.id().substring(1))), CommandObjectType.object(fields)))
                        : Optional.empty();
            }
        };
    }

    /// What pools do: they keep the group of their team, as long as they are shown.
    public static Conduct ofPools() {
        return new Conduct() {
            @Override
            public JsonObject settled(JsonObject before, JsonObject after, RuleContext context) {
                return after.get(TEAM).equals(before.get(TEAM))
                        ? after
                        : after.with(MEMBERS, members(membersOf(after, context.transaction())));
            }

            @Override
            public boolean keepsNumber() {
                return true;
            }

            @Override
            public Optional<Group> group(ObjectKey key, Fields fields) {
                JsonObject pool = CommandObjectType.object(fields);
                boolean isShown = !pool.get("isdeleted").equals(Optional.of(JsonNumber.of(1)));
                Group group = groupOf(Groups.ofPool(number(pool, Conduct.NUMBER)), pool);
                return Optional.of(isShown ? group : new Group(group.principal(), Set.of()));
            }
        };
    }

    private static Set<UserId> membersOf(JsonObject pool, DirectoryReader directory) {
        long team = number(pool, TEAM);
        return directory.teams().stream()
                .filter(known -> known.id() == team)
                .findFirst()
                .map(Team::members)
                .orElse(Set.of());
    }

    private static long number(JsonObject object, String field) {
        return object.get(field).orElse(JsonNumber.ZERO) instanceof JsonNumber(String digits)
                ? Long.parseLong(digits)
                : 0;
    }
}
