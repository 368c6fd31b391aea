package io.tidemark.cli.csv;

import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/// A JSON file in UTF-8, read entry by entry: an array of objects, or objects one after the other, as in JSON lines.
/// One entry is in memory at a time; one that is too large is passed over. Confined to one thread.
final class JsonFile implements Entries<JsonEntry> {
    /// Texts and names of one entry together.
    static final long ENTRY_CHARS_MAX = 2L * CsvFile.CELL_CHARS_MAX;
    /// Values of one entry, at any depth: each takes up to some 200 bytes of memory.
    static final int ENTRY_VALUES_MAX = 100_000;

    /// What a value takes in memory beside its text, in characters, when entries are saved together.
    private static final long VALUE_CHARS = 16;

    private static final int DEPTH_MAX = 100;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEPTH_MAX)
                    .maxStringLength(CsvFile.CELL_CHARS_MAX)
                    .maxNameLength(1_000)
                    .build())
            .build();

    private final ImportedFile source;
    private final JsonParser parser;
    private long entries;
    private boolean begun;
    private boolean inArray;

    private JsonFile(ImportedFile source, JsonParser parser) {
        this.source = source;
        this.parser = parser;
    }

    /// Opens a file.
    ///
    /// @param name its path; `-` stands for the stream
    /// @throws CommandFailure when it cannot be read
    static JsonFile open(String name, InputStream standardInput) {
        try {
            ImportedFile source = ImportedFile.open(name, standardInput);
            return new JsonFile(source, FACTORY.createParser(ObjectReadContext.empty(), source.text()));
        } catch (CharacterCodingException e) {
            throw new CommandFailure("The file " + name + " cannot be read. " + ImportedFile.NO_UTF_8, e);
        } catch (IOException e) {
            throw ImportedFile.failure(name, e);
        }
    }

    @Override
    public long length() {
        return source.length();
    }

    @Override
    public long bytesRead() {
        return source.bytesRead();
    }

    @Override
    public Optional<JsonEntry> next() {
        try {
            JsonToken token = parser.nextToken();
            if (!begun) {
                begun = true;
                inArray = token == JsonToken.START_ARRAY;
                token = inArray ? parser.nextToken() : token;
            }
            if (inArray && token == JsonToken.END_ARRAY) {
                requireEnd();
                return Optional.empty();
            }
            if (token == null && !inArray) {
                return Optional.empty();
            }
            entries++;
            return Optional.of(new Reading().entry(token));
        } catch (JacksonException e) {
            throw broken(e);
        }
    }

    private void requireEnd() {
        if (parser.nextToken() != null) {
            throw failure("Something follows the array.", null);
        }
    }

    private CommandFailure broken(JacksonException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CharacterCodingException) {
                return failure(ImportedFile.NO_UTF_8, e);
            }
        }
        return failure("It is no JSON from there on, ends too early, or holds a text that is too long.", e);
    }

    private CommandFailure failure(String sentence, @Nullable Exception cause) {
        var place = parser.currentLocation();
        String read = "The file " + source.name() + " cannot be read behind entry " + entries + ", about line "
                + place.getLineNr() + ". " + sentence;
        return cause == null ? new CommandFailure(read) : new CommandFailure(read, cause);
    }

    @Override
    public void close() {
        parser.close();
    }

    /// What makes an entry unfit, while the file goes on behind it.
    private static final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        Unfit(String sentence) {
            super(sentence, null, false, false);
            this.sentence = sentence;
        }
    }

    /// The descent through one entry. Used once.
    private final class Reading {
        private final int depth = parser.streamReadContext().getNestingDepth();
        private long chars;
        private int values;

        JsonEntry entry(@Nullable JsonToken first) {
            try {
                if (first != JsonToken.START_OBJECT) {
                    skip(first);
                    return unfit("An entry must be an object in braces.");
                }
                JsonObject object = object();
                return new JsonEntry(entries, object, chars + VALUE_CHARS * values, Optional.empty());
            } catch (Unfit unfit) {
                while (parser.streamReadContext().getNestingDepth() >= depth) {
                    requireToken(parser.nextToken());
                }
                return unfit(unfit.sentence);
            }
        }

        private void skip(@Nullable JsonToken first) {
            requireToken(first);
            parser.skipChildren();
        }

        private JsonEntry unfit(String sentence) {
            return new JsonEntry(entries, JsonObject.EMPTY, 0, Optional.of(sentence));
        }

        private JsonToken requireToken(@Nullable JsonToken token) {
            if (token == null) {
                throw failure("It ends too early.", null);
            }
            return token;
        }

        private JsonObject object() {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                count(name.length());
                if (members.put(name, value(parser.nextToken())) != null) {
                    throw new Unfit("The name " + name + " stands twice in one object.");
                }
            }
            return new JsonObject(members);
        }

        private JsonArray array() {
            List<JsonValue> items = new ArrayList<>();
            for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
                items.add(value(token));
                count(0);
            }
            return new JsonArray(items);
        }

        private JsonValue value(@Nullable JsonToken token) {
            values++;
            return switch (requireToken(token)) {
                case START_OBJECT -> {
                    count(0);
                    yield object();
                }
                case START_ARRAY -> {
                    count(0);
                    yield array();
                }
                case VALUE_STRING -> {
                    String text = parser.getString();
                    count(text.length());
                    yield new JsonText(text);
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                    String digits = parser.getString();
                    count(digits.length());
                    yield new JsonNumber(digits);
                }
                case VALUE_TRUE -> JsonLiteral.TRUE;
                case VALUE_FALSE -> JsonLiteral.FALSE;
                default -> JsonLiteral.NULL;
            };
        }

        private void count(int more) {
            chars += more;
            if (values > ENTRY_VALUES_MAX || chars > ENTRY_CHARS_MAX) {
                throw new Unfit("The entry is too large: at most " + ENTRY_VALUES_MAX + " values and " + ENTRY_CHARS_MAX
                        + " characters.");
            }
        }
    }
}
