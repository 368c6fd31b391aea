package io.tidemark.catalog.own;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.KnownTypes;
import io.tidemark.catalog.command.TypeDescriptionException;
import io.tidemark.catalog.command.reference.CommandReference;
import io.tidemark.catalog.selection.Windows;
import io.tidemark.catalog.settings.AccountSettings;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.log.Head;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.AccountTypes;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The types of each account: those of the reference, and those that the account has added (ADR 0027).
/// Descriptions are read when an account is first asked for and again when one has changed, whoever changed it;
/// so no server has to be told.
///
/// A description that no longer fits is left out with a warning, and everything else works. Thread-safe.
public final class OwnTypes implements AccountTypes, KnownTypes.Source {
    /// Most own types of an account.
    public static final int TYPES_MAX = 50;

    static final TypeId ID = new TypeId("owntype");
    static final String NAME = "name";
    static final String DESCRIPTION = "description";

    private static final Logger LOG = System.getLogger(OwnTypes.class.getName());
    private static final TermRange EVERY_NAME = TermRange.between(NAME, "a", "{"); // what follows z

    private final CommandTypes standard;
    private final CommandReference reference;
    private final TypesOfAccount none;
    private final Map<AccountId, Kept> kept = new ConcurrentHashMap<>();

    /// Those of every account are the types and commands that are built in.
    public OwnTypes() {
        this.standard = CommandTypes.served();
        this.reference = CommandReference.standard(standard);
        this.none =
                new TypesOfAccount(new KnownTypes(standard, Catalog.types(standard)), List.of(), Map.of(), List.of());
    }

    /// What was read of an account.
    ///
    /// @param epoch of its log
    /// @param at the position of its log at which it was read
    private record Kept(long epoch, Sequence at, TypesOfAccount types) {
        boolean isOf(Head head, ReadTransaction tx) {
            return epoch == head.epoch()
                    && !at.isAfter(head.sequence())
                    && tx.touched(Principal.EVERYONE, ID, at, 1).isEmpty()
                    && tx.touched(Principal.EVERYONE, AccountSettings.TYPE, at, 1)
                            .isEmpty();
        }
    }

    /// A description as it is stored.
    record Stored(ObjectNumber number, String name, String json) {}

    /// The types that every account has.
    public KnownTypes standard() {
        return none.known();
    }

    /// The commands that every account has.
    public CommandReference reference() {
        return reference;
    }

    /// The types of an account as a transaction sees them.
    public TypesOfAccount of(AccountId account, ReadTransaction tx) {
        Head head = tx.head();
        Kept before = kept.get(account);
        if (before != null && before.isOf(head, tx)) {
            return before.types();
        }
        TypesOfAccount types = read(account, tx);
        kept.put(account, new Kept(head.epoch(), head.sequence(), types));
        return types;
    }

    @Override
    public ObjectTypes in(AccountId account, ReadTransaction tx) {
        return of(account, tx).known().objects();
    }

    @Override
    public KnownTypes known(AccountId account, ReadTransaction tx) {
        return of(account, tx).known();
    }

    private TypesOfAccount read(AccountId account, ReadTransaction tx) {
        Map<String, String> left = new LinkedHashMap<>();
        stored(tx).forEach(type -> left.put(type.name(), type.json()));
        Windows windows = AccountSettings.windowsOf(AccountSettings.of(tx));
        List<String> mistakes = new ArrayList<>();
        while (!left.isEmpty()) {
            try {
                return types(left, windows).without(mistakes);
            } catch (TypeDescriptionException e) {
                LOG.log(Logger.Level.WARNING, "An own type of account {0} is left out. {1}", account, e.getMessage());
                mistakes.add(String.valueOf(e.getMessage()));
                if (!left.keySet()
                        .removeIf(name -> e.place().equals(name) || e.place().startsWith(name + ":"))) {
                    left.clear();
                }
            }
        }
        return windows.equals(Windows.AS_DESCRIBED)
                ? none.without(mistakes)
                : types(left, windows).without(mistakes);
    }

    /// The descriptions of an account, by name.
    static List<Stored> stored(ReadTransaction tx) {
        return tx.found(ID, EVERY_NAME, TYPES_MAX).stream()
                .flatMap(hit -> tx.object(hit.number()).stream())
                .map(object -> {
                    JsonObject fields = CommandObjectType.object(object);
                    return new Stored(object.number(), text(fields, NAME), text(fields, DESCRIPTION));
                })
                .toList();
    }

    private static String text(JsonObject fields, String name) {
        return fields.get(name).orElse(JsonText.EMPTY) instanceof JsonText(String text) ? text : "";
    }

    /// The types of the reference and these.
    ///
    /// @param descriptions JSON, by the name to use when it has a mistake
    /// @throws TypeDescriptionException if one has; names its place
    TypesOfAccount types(Map<String, String> descriptions) {
        return types(descriptions, Windows.AS_DESCRIBED);
    }

    private TypesOfAccount types(Map<String, String> descriptions, Windows windows) {
        CommandTypes types = descriptions.isEmpty() ? standard : standard.and(descriptions);
        Map<String, List<CommandType>> bySource = new LinkedHashMap<>();
        for (Map.Entry<String, String> description : descriptions.entrySet()) {
            bySource.put(description.getKey(), CommandTypes.read(description.getKey(), description.getValue()));
        }
        List<CommandType> own = new ArrayList<>();
        Map<String, OwnCommand> commands = new LinkedHashMap<>();
        CommandReference all = reference;
        for (Map.Entry<String, List<CommandType>> described : bySource.entrySet()) {
            for (CommandType type : described.getValue()) {
                OwnTypeRules.check(described.getKey() + ": " + type.name(), type, standard);
                List<OwnCommands.Draft> drafts = OwnCommands.of(type);
                all = all.and(types, described.getKey(), OwnCommands.chapter(drafts));
                for (OwnCommands.Draft draft : drafts) {
                    commands.put(
                            draft.name().toLowerCase(Locale.ROOT),
                            new OwnCommand(
                                    type,
                                    draft.work(),
                                    draft.field(),
                                    all.find(draft.name()).orElseThrow()));
                }
                own.add(type);
            }
        }
        return new TypesOfAccount(new KnownTypes(types, Catalog.types(types, windows)), own, commands, List.of());
    }
}
