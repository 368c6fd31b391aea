package io.tidemark.api.command.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.api.command.Caller;
import io.tidemark.api.command.CommandResult;
import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.SentBytes;
import io.tidemark.catalog.command.SentText;
import io.tidemark.core.object.StoredObject;
import io.tidemark.protocol.tree.JsonValue;
import io.tidemark.protocol.tree.TreeWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Collection;
import java.util.function.Consumer;

/// The result of a command that succeeded, put together output by output; objects go out as they are stored.
/// Confined to one thread.
public final class ObjectResult implements CommandResult {
    private final Caller caller;
    private final SentBytes text = new SentBytes();

    /// A result without outputs.
    public ObjectResult(Caller caller) {
        this.caller = caller;
        write("{\"status\":1");
    }

    /// A collection of objects.
    public ObjectResult objects(String name, CommandType type, Collection<StoredObject> objects) {
        begin(name);
        text.write('[');
        SentText sent = new SentText(type, caller.account().zone(), caller.user());
        boolean first = true;
        for (StoredObject object : objects) {
            if (!first) {
                text.write(',');
            }
            first = false;
            sent.present(text, object);
        }
        text.write(']');
        return this;
    }

    /// One object.
    public ObjectResult object(String name, CommandType type, StoredObject object) {
        begin(name);
        new SentText(type, caller.account().zone(), caller.user()).present(text, object);
        return this;
    }

    /// A collection of objects that another writes, each with what belongs to it.
    public ObjectResult written(String name, Collection<StoredObject> objects, ListFilter.Presenter presenter) {
        begin(name);
        text.write('[');
        boolean first = true;
        for (StoredObject object : objects) {
            if (!first) {
                text.write(',');
            }
            first = false;
            presenter.present(text, object.number().value(), object.modifiedAt().toEpochMilli(), object.body());
        }
        text.write(']');
        return this;
    }

    /// An object that another writes, with what belongs to it.
    public ObjectResult written(String name, Consumer<SentBytes> writer) {
        begin(name);
        writer.accept(text);
        return this;
    }

    /// Any value.
    public ObjectResult value(String name, JsonValue value) {
        begin(name);
        write(TreeWriter.text(value));
        return this;
    }

    private void begin(String name) {
        write(",\"" + name + "\":");
    }

    private void write(String json) {
        text.writeBytes(json.getBytes(UTF_8));
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        write("}");
        text.writeTo(out);
    }
}
