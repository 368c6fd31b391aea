package io.tidemark.server.http;

import io.helidon.http.HeaderNames;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.protocol.command.CommandEnvelope;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.json.WireException;
import io.tidemark.server.config.ServerConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// Finds the envelope in a request of the command API, wherever its client put it (command API 1): in the field `json`
/// of
/// a form, in the query, or as the whole body. The body wins.
///
/// Who sends it is only known when it has been read. So what a stranger can make the server hold is bounded twice: the
/// values of a request are counted, since the shortest take the most memory, and large bodies are read a few at a time.
/// Thread-safe.
final class CommandBody {
    private static final String FIELD = "json";
    private static final String JSON = "application/json";
    private static final int ASCII_MAX = 0x7f;

    /// A thousand commands with 250 inputs each; in memory some 50 MB at most.
    private static final int VALUES_MAX = 250_000;

    /// Larger bodies wait for their turn.
    static final int LARGE_BYTES = 1024 * 1024;

    /// A body is held as bytes, as the bytes of its field, and as texts: in all some eight times its length.
    private static final int MEMORY_PER_BYTE = 8;

    private final TreeReader reader;
    private final AdmissionGate large;

    CommandBody(ServerConfig.Limits limits) {
        this.reader = new TreeReader(
                new ReadLimits(
                        limits.bodyBytes(),
                        limits.depth(),
                        limits.stringCharacters(),
                        ReadLimits.DEFAULT.itemsPerArray(),
                        ReadLimits.DEFAULT.topLevelItems(),
                        ReadLimits.DEFAULT.propertiesPerObject()),
                VALUES_MAX);
        this.large = new AdmissionGate(largeAtOnce(limits), limits.queue(), limits.queueWait());
    }

    /// How many large bodies may be in reading at the same time, so that they fit into half of the memory.
    private static int largeAtOnce(ServerConfig.Limits limits) {
        long fit = Runtime.getRuntime().maxMemory() / 2 / (MEMORY_PER_BYTE * limits.bodyBytes());
        return (int) Math.max(2, Math.min(fit, limits.requests()));
    }

    /// @throws CommandException with `badrequest` when there is no envelope
    /// @throws SyncException when the request is too large, its form is none, or too many large ones are being read
    CommandEnvelope read(Exchange exchange) throws IOException {
        RequestBody body = exchange.body();
        if (body.length() == 0) {
            return fromQuery(exchange);
        }
        if (body.length() > 0 && body.length() <= LARGE_BYTES) {
            return fromBody(body, exchange);
        }
        large.enter();
        try {
            return fromBody(body, exchange);
        } finally {
            large.leave();
        }
    }

    private CommandEnvelope fromBody(RequestBody body, Exchange exchange) throws IOException {
        if (isJson(exchange)) {
            return envelope(body);
        }
        Optional<byte[]> sent = FormField.find(body.readAllBytes(), FIELD);
        return sent.isPresent() ? envelope(new ByteArrayInputStream(sent.get())) : fromQuery(exchange);
    }

    private static boolean isJson(Exchange exchange) {
        return exchange.header(HeaderNames.CONTENT_TYPE)
                .filter(type -> type.strip().toLowerCase(Locale.ROOT).startsWith(JSON))
                .isPresent();
    }

    private CommandEnvelope fromQuery(Exchange exchange) {
        String query = exchange.rawQuery();
        if (query.chars().anyMatch(c -> c > ASCII_MAX)) {
            throw new SyncException(
                    ErrorCode.MALFORMED_REQUEST,
                    "The query holds characters outside ASCII. Percent-encode them as UTF-8, or send a form.");
        }
        return FormField.find(query.getBytes(StandardCharsets.US_ASCII), FIELD)
                .map(sent -> envelope(new ByteArrayInputStream(sent)))
                .orElseThrow(() -> new CommandException(
                        CommandError.BAD_REQUEST,
                        "The request has no json. Send it as the field json of a form or of the query."));
    }

    private CommandEnvelope envelope(InputStream json) {
        try {
            return CommandEnvelope.from(reader.read(json));
        } catch (WireException e) {
            throw new CommandException(CommandError.BAD_REQUEST, "The json cannot be read. " + e.getMessage());
        }
    }
}
