package io.tidemark.api.command.documents;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.Command;
import io.tidemark.api.command.CommandResult;
import io.tidemark.api.command.Inputs;
import io.tidemark.api.command.objects.NamedCommand;
import io.tidemark.api.command.objects.ObjectDesk;
import io.tidemark.api.command.objects.ObjectResult;
import io.tidemark.api.command.objects.Uploads;
import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.DocumentFile;
import io.tidemark.catalog.command.MediaTypes;
import io.tidemark.catalog.command.Terms;
import io.tidemark.core.content.StoredContent;
import io.tidemark.core.draft.Draft.Current;
import io.tidemark.core.object.Patch;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.saving.Saving;
import io.tidemark.core.storage.TermRange;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/// The commands over documents. Thread-safe.
public final class DocumentCommands {
    private static final Set<String> SOUNDS = Set.of("mp3", "wav", "aac");

    private final ObjectDesk desk;
    private final Uploads uploads;
    private final CommandType document;

    /// @param desk finds and saves
    /// @param uploads takes files
    public DocumentCommands(ObjectDesk desk, Uploads uploads) {
        this.desk = desk;
        this.uploads = uploads;
        this.document = desk.type("document");
    }

    /// The commands.
    public List<Command> all() {
        return List.of(
                new NamedCommand("AddFileToTodo", (caller, inputs) -> file(caller, inputs, "AddFileToTodo", "todo")),
                new NamedCommand(
                        "AddFileToCustomer", (caller, inputs) -> file(caller, inputs, "AddFileToCustomer", "customer")),
                new NamedCommand("AddFileToTool", (caller, inputs) -> file(caller, inputs, "AddFileToTool", "tool")),
                new NamedCommand("AddPhotoToTodo", (caller, inputs) -> photo(caller, inputs, "AddPhotoToTodo", "todo")),
                new NamedCommand(
                        "AddPhotoToCustomer",
                        (caller, inputs) -> photo(caller, inputs, "AddPhotoToCustomer", "customer")),
                new NamedCommand("AddPhotoToTool", (caller, inputs) -> photo(caller, inputs, "AddPhotoToTool", "tool")),
                new NamedCommand("AddAudioToTodo", this::sound),
                new NamedCommand(
                        "GetPersonalDocuments",
                        (caller, inputs) -> list(caller, "users", caller.user().value())),
                new NamedCommand(
                        "GetDocumentsByCustomerID",
                        (caller, inputs) -> list(caller, "customer", inputs.number("customerid"))));
    }

    /// What a file is of: checked before the file is taken, so that nobody sends 20 MB for nothing.
    ///
    /// @param word the type's word
    /// @param number which object
    private record Owner(String word, long number) {
        JsonObject fields() {
            return JsonObject.EMPTY.with("objecttype", new JsonText(word)).with("objectid", JsonNumber.of(number));
        }
    }

    private Owner owner(Caller caller, Inputs inputs, String type) {
        CommandType owning = desk.type(type);
        long number = inputs.number(type + "id");
        if (desk.read(caller, tx -> ObjectDesk.find(tx, owning, number)).isEmpty()) {
            throw ObjectDesk.notThere(owning);
        }
        return new Owner(owning.words().getFirst(), number);
    }

    private CommandResult file(Caller caller, Inputs inputs, String call, String type) {
        Owner owner = owner(caller, inputs, type);
        String name = inputs.text("filename");
        JsonObject content = owner.fields()
                .with("filename", new JsonText(name))
                .with("title", new JsonText(inputs.optionalText("title").orElse(name)))
                .with("folder", new JsonText(inputs.has("folder") ? inputs.text("folder") : ""));
        StoredContent stored = uploads.put(caller, inputs, "filedata");
        save(caller, inputs, call, content, stored, MediaTypes.ofName(name), 0, owner);
        return new ObjectResult(caller);
    }

    private CommandResult photo(Caller caller, Inputs inputs, String call, String type) {
        Owner owner = owner(caller, inputs, type);
        List<JsonValue> tags =
                inputs.numbers("tags").stream().<JsonValue>map(JsonNumber::of).toList();
        JsonObject content = owner.fields()
                .with("title", new JsonText(inputs.text("title")))
                .with("filename", new JsonText("photo.jpg"))
                .with("onxnet", inputs.yes("onxnet") ? JsonNumber.ONE : JsonNumber.ZERO)
                .with("tags", new JsonArray(tags))
                .with("createdate", inputs.value("createdate"))
                .with("createtime", inputs.value("createtime"));
        StoredContent stored = uploads.put(caller, inputs, "imagedata");
        StoredObject saved =
                save(caller, inputs, call, content, stored, "image/jpeg", inputs.number("documentid"), owner);
        return new ObjectResult(caller).object("document", document, saved);
    }

    private CommandResult sound(Caller caller, Inputs inputs) {
        Owner owner = owner(caller, inputs, "todo");
        String format = inputs.text("format").strip().toLowerCase(Locale.ROOT);
        if (!SOUNDS.contains(format)) {
            throw CommandException.badValue("format", "must be mp3, wav or aac.");
        }
        String name = "recording." + format;
        JsonObject content =
                owner.fields().with("title", new JsonText(inputs.text("title"))).with("filename", new JsonText(name));
        StoredContent stored = uploads.put(caller, inputs, "audiodata");
        save(caller, inputs, "AddAudioToTodo", content, stored, MediaTypes.ofName(name), 0, owner);
        return new ObjectResult(caller);
    }

    /// @param replaced the document whose file is replaced; 0 for a new one
    private StoredObject save(
            Caller caller,
            Inputs inputs,
            String call,
            JsonObject content,
            StoredContent stored,
            String mediaType,
            long replaced,
            Owner owner) {
        JsonObject decided = DocumentFile.decided(stored, mediaType)
                .with("userid", JsonNumber.of(caller.user().value()));
        Patch said = CommandObjectType.said(content);
        return desk.save(
                caller,
                inputs,
                call,
                document,
                saving -> replaced == 0
                        ? saving.create(DocumentFile.TYPE, said, CommandObjectType.decided(decided))
                        : saving.change(ofOwner(saving, replaced, owner), said, CommandObjectType.decided(decided)));
    }

    private Current ofOwner(Saving saving, long number, Owner owner) {
        Current current = saving.get(DocumentFile.TYPE, ObjectDesk.number(document, number));
        JsonObject fields = CommandObjectType.object(current.fields());
        boolean same = ObjectDesk.text(fields, "objecttype").equals(owner.word())
                && ObjectDesk.number(fields, "objectid") == owner.number();
        if (!same) {
            throw new CommandException(CommandError.NO_ACCESS, "The document to replace is of another object.");
        }
        return current;
    }

    /// Documents, and the folders that they lie in.
    private CommandResult list(Caller caller, String word, long number) {
        TermRange range = TermRange.of(Terms.name("objecttype", "objectid"), Terms.value(word, number));
        List<StoredObject> found = desk.read(caller, tx -> ObjectDesk.shown(tx, document, range));
        Set<String> paths = new TreeSet<>();
        found.forEach(object -> paths.add(ObjectDesk.text(CommandObjectType.object(object), "folder")));
        paths.remove("");
        List<JsonValue> folders = new ArrayList<>();
        paths.forEach(path -> folders.add(JsonObject.EMPTY
                .with("title", new JsonText(path.substring(path.lastIndexOf('/') + 1)))
                .with("folder", new JsonText(path))));
        return new ObjectResult(caller).objects("documents", document, found).value("folders", new JsonArray(folders));
    }
}
