package io.tidemark.api.command.objects;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Inputs;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.catalog.own.TypesOfAccount;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.changes.ChangeLists;
import io.tidemark.core.changes.ChangeQuestion;
import io.tidemark.core.changes.ListUses;
import io.tidemark.core.directory.User;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.saving.SavingWork;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.ReadTransaction.PageLimit;
import io.tidemark.core.storage.ReadTransaction.TermHit;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.TermRange;
import io.tidemark.core.sweep.Sweeper;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What commands over objects work with: where objects are, what they are, and how they are found and saved. What
/// the core refuses comes out as the command's failure. Thread-safe.
public final class ObjectDesk {
    /// Most objects that a command answers with which is not read in parts.
    public static final int FOUND_MAX = 10_000;

    /// How long a part is where clients know of no resume key.
    public static final PageLimit ONE_PART = new PageLimit(50_000, 32 * 1024 * 1024);

    private static final System.Logger LOG = System.getLogger(ObjectDesk.class.getName());

    private static final String CLIENT_ID = "clientid";

    private final Storage storage;
    private final OwnTypes types;
    private final Saver saver;
    private final ChangeLists lists;
    private final ChangeLists whole;
    private final Sweeper sweeper;
    private final ListUses uses;

    /// @param storage where the objects are
    /// @param types what they are, in each account
    /// @param saver saves
    /// @param partObjectsMax most objects in a part of a change list
    /// @param uses notes what lists told
    public ObjectDesk(Storage storage, OwnTypes types, Saver saver, int partObjectsMax, ListUses uses) {
        this.storage = storage;
        this.types = types;
        this.saver = saver;
        this.lists = new ChangeLists(storage, new PageLimit(partObjectsMax, ChangeLists.PART.bytesMax()));
        this.whole = new ChangeLists(storage, ONE_PART);
        this.sweeper = new Sweeper(storage, types);
        this.uses = uses;
    }

    /// The types that every account has.
    public CommandTypes types() {
        return types.standard().types();
    }

    /// All types of the caller's account.
    public CommandTypes types(Caller caller) {
        return account(caller).known().types();
    }

    /// What the caller's account has added to the types, and to the commands.
    public TypesOfAccount account(Caller caller) {
        return read(caller, tx -> types.of(caller.account().id(), tx));
    }

    /// The types of the caller's account as the engine knows them, with the account's rules.
    public ObjectTypes objects(Caller caller, ReadTransaction tx) {
        return types.in(caller.account().id(), tx);
    }

    /// A type that there must be in every account.
    public CommandType type(String name) {
        return types().type(name).orElseThrow(() -> new IllegalStateException("there is no type " + name));
    }

    ChangeLists lists(boolean inOnePart) {
        return inOnePart ? whole : lists;
    }

    /// Lets the selections of the caller's account be as they should be at the time of the request.
    void sweep(Caller caller) {
        sweeper.sweep(caller.account().id(), caller.receivedAt());
    }

    /// Notes what the caller was told by a part of a change list. Nothing depends on it: where it cannot be
    /// written, the list is answered all the same.
    void note(Caller caller, ChangeQuestion question, ListUses.Sent sent) {
        try {
            uses.note(caller.account(), question, caller.login(), sent, caller.receivedAt());
        } catch (SyncException e) {
            LOG.log(System.Logger.Level.DEBUG, "What a list told could not be noted", e);
        }
    }

    /// Lets what lists told so far be found in the storage.
    public void flushNotes() {
        uses.flush();
    }

    /// Promises that no later change carries an earlier second than that in which the request arrived, for
    /// a list that is no change list.
    ///
    /// @return what the client asks with next time, in whole seconds
    public Instant promise(Caller caller) {
        return lists.promise(caller.account(), caller.receivedAt());
    }

    /// Reads in the caller's account.
    public <T> T read(Caller caller, Function<ReadTransaction, T> work) {
        return storage.read(caller.account().id(), work);
    }

    /// The current user.
    public User user(Caller caller) {
        return this.<Optional<User>>read(caller, tx -> tx.user(caller.user())).orElseThrow();
    }

    /// The living object of a type with a number.
    public static Optional<StoredObject> find(ReadTransaction tx, CommandType type, long number) {
        return number < 1
                ? Optional.empty()
                : tx.object(new ObjectNumber(number))
                        .filter(object ->
                                !object.deleted() && object.key().type().value().equals(type.name()));
    }

    /// Whether devices should show an object.
    public static boolean isShown(CommandType type, StoredObject object) {
        return type.deletion()
                .filter(deletion -> CommandObjectType.holds(object.body(), deletion.field(), "1"))
                .isEmpty();
    }

    /// The objects of a type with terms in a range, by term, each once; at most [#FOUND_MAX].
    public static List<StoredObject> found(ReadTransaction tx, CommandType type, TermRange range) {
        Set<ObjectNumber> numbers = new LinkedHashSet<>();
        for (TermHit hit : tx.found(new TypeId(type.name()), range, FOUND_MAX)) {
            numbers.add(hit.number());
        }
        return numbers.stream().flatMap(number -> tx.object(number).stream()).toList();
    }

    /// Those of [#found] that devices should show.
    public static List<StoredObject> shown(ReadTransaction tx, CommandType type, TermRange range) {
        return found(tx, type, range).stream()
                .filter(object -> isShown(type, object))
                .toList();
    }

    /// All objects of a type that devices should show, by number; at most [#FOUND_MAX].
    public static List<StoredObject> all(ReadTransaction tx, CommandType type) {
        return every(tx, type).stream().filter(object -> isShown(type, object)).toList();
    }

    /// All objects of a type, the hidden ones too, by number; at most [#FOUND_MAX].
    public static List<StoredObject> every(ReadTransaction tx, CommandType type) {
        List<StoredObject> all = new ArrayList<>();
        TypeId id = new TypeId(type.name());
        ObjectNumber none = new ObjectNumber(ObjectNumber.BEFORE_ALL);
        List<ObjectNumber> numbers = type.selection().isPresent()
                ? tx.living(id, none, FOUND_MAX)
                : tx.selected(Principal.EVERYONE, id, tx.head().sequence(), none, FOUND_MAX);
        for (ObjectNumber number : numbers) {
            tx.object(number).ifPresent(all::add);
        }
        return all;
    }

    /// Saves one object that a client sent whole or in part; its id says which.
    public StoredObject save(Caller caller, Inputs inputs, String call, CommandType type, String input) {
        JsonObject sent = inputs.set(input);
        String key = type.key().orElseThrow();
        long number = inputs.numberIn(input, key);
        Save save = new Save(
                new TypeId(type.name()),
                number == 0 ? null : number(type, number),
                CommandObjectType.said(sent.without(key)));
        return save(caller, inputs, call, type, saving -> saving.save(save));
    }

    /// Saves objects together, under the client id of the command if it has one.
    ///
    /// @param type the type of the object that the work is about
    /// @return that object, as it is stored now
    /// @throws CommandException when the object is not there; nothing was changed
    /// @throws SyncException when a rule forbids it; nothing was changed
    public StoredObject save(Caller caller, Inputs inputs, String call, CommandType type, SavingWork work) {
        @Nullable
        String clientId = inputs.has(CLIENT_ID) ? inputs.optionalText(CLIENT_ID).orElse(null) : null;
        return switch (saver.run(caller.account(), user(caller), new SaveCall(call, clientId, session(caller)), work)) {
            case Saved.Stored(StoredObject object, boolean _) -> object;
            case Saved.NotThere(ObjectNumber _) -> throw notThere(type);
            case Saved.Refused(ErrorCode code, String sentence) -> throw refused(code, sentence);
        };
    }

    /// Changes what there is to change, in one transaction. A repetition finds nothing left to do.
    public void change(Caller caller, String call, Consumer<Saving> work) {
        Optional<Saved.Refused> refused =
                saver.change(caller.account(), user(caller), new SaveCall(call, null, session(caller)), work);
        refused.ifPresent(refusal -> {
            throw refused(refusal.code(), refusal.sentence());
        });
    }

    private static @Nullable String session(Caller caller) {
        return caller.login().isEmpty() ? null : caller.login();
    }

    private static RuntimeException refused(ErrorCode code, String sentence) {
        return code == ErrorCode.MALFORMED_REQUEST
                ? new CommandException(CommandError.MISSING_FIELD, sentence)
                : new SyncException(code, sentence);
    }

    /// The number in a field of an object; 0 if there is none.
    public static long number(StoredObject object, String field) {
        return number(CommandObjectType.object(object), field);
    }

    /// The number in a field; 0 if there is none.
    public static long number(JsonObject object, String field) {
        return object.get(field).orElse(JsonNumber.ZERO) instanceof JsonNumber(String digits)
                        && digits.matches("-?[0-9]{1,18}")
                ? Long.parseLong(digits)
                : 0;
    }

    /// The text in a field; empty if there is none.
    public static String text(JsonObject object, String field) {
        return object.get(field).orElse(JsonText.EMPTY) instanceof JsonText(String text) ? text : "";
    }

    /// The number of an object that a client names.
    ///
    /// @throws CommandException with `notfound` when it can be none's
    public static ObjectNumber number(CommandType type, long number) {
        if (number < 1) {
            throw notThere(type);
        }
        return new ObjectNumber(number);
    }

    /// The failure of a command that works on an object which is not there.
    public static CommandException notThere(CommandType type) {
        return new CommandException(CommandError.NOT_FOUND, "There is no " + type.name() + " with this id.");
    }
}
