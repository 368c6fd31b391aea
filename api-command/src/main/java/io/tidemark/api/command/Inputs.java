package io.tidemark.api.command;

import io.tidemark.catalog.command.Acceptance;
import io.tidemark.catalog.command.reference.CommandDescription;
import io.tidemark.catalog.command.reference.InputDescription;
import io.tidemark.catalog.command.reference.InputReading;
import io.tidemark.catalog.command.reference.ValueKind;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.command.value.CollectionKind;
import io.tidemark.protocol.command.value.FieldKind;
import io.tidemark.protocol.command.value.ValueReading;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The inputs of a command, read by its description: what is here fits. What the description does not name was
/// ignored.
///
/// An input that was left out has the value that its description says, or else the empty one of its kind: 0, an
/// empty text, no. Asking for an input that the description does not have, or for another kind than it has, is a
/// defect (`IllegalStateException`), however the request looks; so one test of a command shows it. Immutable.
public final class Inputs {
    private final CommandDescription command;
    private final InputReading.Read read;

    private Inputs(CommandDescription command, InputReading.Read read) {
        this.command = command;
        this.read = read;
    }

    /// Reads what was sent.
    ///
    /// @param sent the command as sent
    /// @throws CommandException with `missingfield` or `badvalue`
    public static Inputs of(CommandDescription command, JsonObject sent) {
        return switch (InputReading.of(command, sent)) {
            case InputReading.Read read -> new Inputs(command, read);
            case InputReading.Refused(Acceptance.Fault fault, String sentence) ->
                throw new CommandException(
                        switch (fault) {
                            case MISSING_FIELD -> CommandError.MISSING_FIELD;
                            case BAD_VALUE -> CommandError.BAD_VALUE;
                        },
                        sentence);
        };
    }

    /// Whether the command has an input of this name, for what many commands share.
    public boolean has(String name) {
        return command.input(name).isPresent();
    }

    /// Whether an input was sent with a value; `null` is none, and neither is an empty text where no text belongs.
    public boolean given(String name) {
        described(name);
        return read.given().contains(name);
    }

    /// An input of any kind, canonical.
    public JsonValue value(String name) {
        described(name);
        return read.values().get(name).orElseThrow();
    }

    /// A text, short, long or an address; may be empty.
    public String text(String name) {
        return text(name, BasicKind.STRING, BasicKind.LSTRING, BasicKind.EMAIL);
    }

    /// A text that says something; empty when it was left out, or is empty.
    public Optional<String> optionalText(String name) {
        return Optional.of(text(name)).filter(text -> !text.isEmpty());
    }

    /// A whole number.
    public long number(String name) {
        return number(value(name, BasicKind.NUMBER));
    }

    /// A decimal number.
    public double decimal(String name) {
        return value(name, BasicKind.FLOAT) instanceof JsonNumber(String digits) ? Double.parseDouble(digits) : 0;
    }

    /// Whether it is so.
    public boolean yes(String name) {
        return value(name, BasicKind.BOOLEAN).equals(JsonNumber.ONE);
    }

    /// A day that is required, or that its description presets.
    public LocalDate date(String name) {
        return optionalDate(name).orElseThrow(() -> defect(name, "may be left out"));
    }

    /// A day; empty when none was named.
    public Optional<LocalDate> optionalDate(String name) {
        return Optional.of(text(name, BasicKind.DATE))
                .filter(day -> !day.isEmpty())
                .map(LocalDate::parse);
    }

    /// A time of day that is required, or that its description presets.
    public LocalTime time(String name) {
        return optionalTime(name).orElseThrow(() -> defect(name, "may be left out"));
    }

    /// A time of day; empty when none was named.
    public Optional<LocalTime> optionalTime(String name) {
        return Optional.of(text(name, BasicKind.TIME))
                .filter(time -> !time.isEmpty())
                .map(LocalTime::parse);
    }

    /// Bytes that were sent in base64 and may be many: decoded while they are read.
    public InputStream content(String name) {
        return Base64.getDecoder().wrap(new AsciiInput(text(name, BasicKind.BINARY)));
    }

    /// A few bytes that were sent in base64.
    public byte[] bytes(String name) {
        return Base64.getDecoder().decode(text(name, BasicKind.BINARY));
    }

    /// A set: an object of a type, whose fields are as they were sent.
    public JsonObject set(String name) {
        boolean isSet = switch (described(name).kind()) {
            case ValueKind.OfType _ -> true;
            case ValueKind.Plain(FieldKind kind) -> kind == BasicKind.SET;
            case ValueKind.CollectionOfType _, ValueKind.Anything _ -> false;
        };
        if (isSet && value(name) instanceof JsonObject set) {
            return set;
        }
        throw otherKind(name);
    }

    /// These inputs with another set in one of them.
    public Inputs with(String name, JsonObject set) {
        described(name);
        return new Inputs(command, read.with(name, set));
    }

    /// A whole number in a set, such as its `id`; 0 when the set does not have it.
    ///
    /// @throws CommandException with `badvalue`
    public long numberIn(String name, String field) {
        return set(name)
                .get(field)
                .map(value -> switch (BasicKind.NUMBER.read(field, value)) {
                    case ValueReading.Canonical(JsonValue number) -> number(number);
                    case ValueReading.BadValue(String sentence) ->
                        throw new CommandException(CommandError.BAD_VALUE, sentence);
                })
                .orElse(0L);
    }

    /// A collection of whole numbers.
    public List<Long> numbers(String name) {
        return items(name, new ValueKind.Plain(CollectionKind.of(BasicKind.NUMBER))).stream()
                .map(Inputs::number)
                .toList();
    }

    /// A collection of texts.
    public List<String> texts(String name) {
        return items(name, new ValueKind.Plain(CollectionKind.of(BasicKind.STRING))).stream()
                .map(item -> item instanceof JsonText(String text) ? text : "")
                .toList();
    }

    /// A collection of sets of a type, whose fields are as they were sent.
    public List<JsonObject> sets(String name) {
        if (!(described(name).kind() instanceof ValueKind.CollectionOfType kind)) {
            throw otherKind(name);
        }
        return items(name, kind).stream().map(JsonObject.class::cast).toList();
    }

    private List<JsonValue> items(String name, ValueKind kind) {
        if (described(name).kind().equals(kind) && value(name) instanceof JsonArray(List<JsonValue> items)) {
            return items;
        }
        throw otherKind(name);
    }

    private String text(String name, BasicKind... kinds) {
        if (value(name, kinds) instanceof JsonText(String text)) {
            return text;
        }
        throw otherKind(name);
    }

    private JsonValue value(String name, BasicKind... kinds) {
        if (described(name).kind() instanceof ValueKind.Plain(FieldKind kind)
                && List.<FieldKind>of(kinds).contains(kind)) {
            return value(name);
        }
        throw otherKind(name);
    }

    private static long number(JsonValue canonical) {
        return canonical instanceof JsonNumber(String digits) ? Long.parseLong(digits) : 0;
    }

    private InputDescription described(String name) {
        return command.input(name).orElseThrow(() -> defect(name, "is not described"));
    }

    private IllegalStateException otherKind(String name) {
        return defect(name, "is of another kind");
    }

    private IllegalStateException defect(String name, String what) {
        return new IllegalStateException("the input " + name + " of " + command.name() + " " + what);
    }
}
