package io.tidemark.protocol.command;

import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonLiteral;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * A request: who sends it, and the commands in their order (command API 2). Immutable.
 *
 * @param credentials who sends it
 * @param client what the program says of itself
 * @param haltOnError whether the first command that fails is the last that runs
 * @param commands the elements of {@code commands} as sent; whether one is a command at all is found out when its turn comes, so
 *     that a broken one does not hold up the others
 */
public record CommandEnvelope(
        CommandCredentials credentials, ClientNote client, boolean haltOnError, List<JsonValue> commands) {
    /** Longer than any key, mail address (RFC 5321: 254), password or token. */
    private static final int TEXT_CHARS_MAX = 1_024;

    /** Nobody needs a number this long; what would follow is the price of reading it. */
    private static final int NUMBER_CHARS_MAX = 32;

    public CommandEnvelope {
        commands = List.copyOf(commands);
    }

    /**
     * Reads a request. Texts may be sent as numbers, since clients do so with the contract; {@code null} is as good as absent;
     * unknown fields are ignored.
     *
     * @throws CommandException with {@link CommandError#BAD_REQUEST} when it is no envelope
     */
    public static CommandEnvelope from(JsonObject request) {
        return new CommandEnvelope(
                new CommandCredentials(
                        text(request, "contract").strip(),
                        text(request, "apikey").strip(),
                        text(request, "username").strip(),
                        text(request, "password"),
                        text(request, "accesstoken").strip()),
                new ClientNote(
                        text(request, "remoteagent").strip(),
                        text(request, "imei").strip(),
                        text(request, "pushtoken").strip()),
                flag(request, "haltonerror"),
                collection(request, "commands"));
    }

    private static String text(JsonObject request, String field) {
        JsonValue value = request.get(field).orElse(JsonLiteral.NULL);
        if (value == JsonLiteral.NULL) {
            return "";
        }
        if (value instanceof JsonText text && text.value().length() <= TEXT_CHARS_MAX) {
            return text.value();
        }
        if (value instanceof JsonNumber number && number.digits().length() <= NUMBER_CHARS_MAX) {
            return number.digits();
        }
        throw refusal("The field " + field + " must be a text of at most " + TEXT_CHARS_MAX + " characters.");
    }

    private static boolean flag(JsonObject request, String field) {
        JsonValue value = request.get(field).orElse(JsonLiteral.NULL);
        if (value instanceof JsonLiteral literal) {
            return literal == JsonLiteral.TRUE;
        }
        return switch (text(request, field).strip().toLowerCase(Locale.ROOT)) {
            case "1", "true", "yes" -> true;
            case "0", "false", "no", "" -> false;
            default -> throw refusal("The field " + field + " must be 1 or 0.");
        };
    }

    private static List<JsonValue> collection(JsonObject request, String field) {
        if (request.get(field).orElse(JsonLiteral.NULL) instanceof JsonArray array) {
            return array.items();
        }
        throw refusal("The field " + field + " must be a collection of commands.");
    }

    private static CommandException refusal(String sentence) {
        return new CommandException(CommandError.BAD_REQUEST, sentence);
    }
}
