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
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// Finds the envelope in a request of the command API, wherever its client put it (command API 1): in the field
/// `json` of a form, in the query, or as the whole body. The body wins.
///
/// Who sends it is only known when it has been read. So what a stranger can make the server hold is bounded: the values
/// of a request are counted, since the shortest take the most memory; a large body waits in a file, not in memory, and
/// a few at a time are read from there and worked on. Thread-safe.
final class CommandBody {
    private static final String FIELD = "json";
    private static final String JSON = "application/json";
    private static final int ASCII_MAX = 0x7f;

    /// A thousand commands with 250 inputs each; in memory some 50 MB at most.
    private static final int VALUES_MAX = 250_000;

    /// Larger bodies wait for their turn.
    static final int LARGE_BYTES = 1024 * 1024;

    private static final int BUFFER_BYTES = 64 * 1024;

    /// A long text is held twice while it is put together, one byte and two for each character, and once more as the
    /// text; an estimate from photos of 20 MB: four times the length of the body.
    private static final int MEMORY_PER_BYTE = 5;

    /// Bodies in files: 32 of the default's 32 MiB are 1 GiB.
    private static final int SPOOLED_MAX = 32;

    /// A body in a file can wait: to send it again costs its client more.
    private static final Duration TURN_WAIT_MIN = Duration.ofMinutes(1);

    private final TreeReader reader;
    private final AdmissionGate spooling;
    private final AdmissionGate large;

    CommandBody(ServerConfig.Limits limits) {
        this.reader = new TreeReader(
                new ReadLimits(
                        limits.bodyBytes(),
                        limits.depth(),
                        // kinds of fields have limits of their own, and refuse one field instead of the request
                        (int) Math.min(limits.bodyBytes(), Integer.MAX_VALUE),
                        ReadLimits.DEFAULT.itemsPerArray(),
                        ReadLimits.DEFAULT.topLevelItems(),
                        ReadLimits.DEFAULT.propertiesPerObject()),
                VALUES_MAX);
        this.spooling = new AdmissionGate(spooledAtOnce(limits), limits.queue(), limits.queueWait());
        this.large = new AdmissionGate(
                largeAtOnce(limits),
                SPOOLED_MAX,
                limits.queueWait().compareTo(TURN_WAIT_MIN) < 0 ? TURN_WAIT_MIN : limits.queueWait());
    }

    /// How many large bodies may come in at the same time: half of all requests at most, so that slow ones hold up no
    /// small ones.
    private static int spooledAtOnce(ServerConfig.Limits limits) {
        return Math.max(1, Math.min(SPOOLED_MAX, limits.requests() / 2));
    }

    /// How many large bodies may be in memory at the same time, so that they fit into half of it; one at least.
    private static int largeAtOnce(ServerConfig.Limits limits) {
        long fit = Runtime.getRuntime().maxMemory() / 2 / (MEMORY_PER_BYTE * limits.bodyBytes());
        return (int) Math.max(1, Math.min(fit, limits.requests()));
    }

    /// Reads the envelope and works on it. A large one is in memory until the work is done, so others wait for it.
    ///
    /// @param work must not wait for the client
    /// @throws CommandException with `badrequest` when there is no envelope
    /// @throws SyncException when the request is too large, its form is none, or too many large ones are being
    ///     read; and what the work throws
    <T> T work(Exchange exchange, Function<CommandEnvelope, T> work) throws IOException {
        RequestBody body = exchange.body();
        if (body.length() == 0) {
            return work.apply(fromQuery(exchange));
        }
        if (body.length() > 0 && body.length() <= LARGE_BYTES) {
            return work.apply(fromBody(new ByteArrayInputStream(body.readAllBytes()), exchange));
        }
        spooling.enter();
        try (SpooledBody spooled = SpooledBody.of(body)) {
            large.enter();
            try {
                return work.apply(fromBody(new BufferedInputStream(spooled.stream(), BUFFER_BYTES), exchange));
            } finally {
                large.leave();
            }
        } finally {
            spooling.leave();
        }
    }

    private CommandEnvelope fromBody(InputStream body, Exchange exchange) throws IOException {
        if (isJson(exchange)) {
            return envelope(body);
        }
        Optional<InputStream> sent = FormField.find(body, FIELD);
        return sent.isPresent() ? envelope(sent.get()) : fromQuery(exchange);
    }

    private static boolean isJson(Exchange exchange) {
        return exchange.header(HeaderNames.CONTENT_TYPE)
                .filter(type -> type.strip().toLowerCase(Locale.ROOT).startsWith(JSON))
                .isPresent();
    }

    private CommandEnvelope fromQuery(Exchange exchange) throws IOException {
        String query = exchange.rawQuery();
        if (query.chars().anyMatch(c -> c > ASCII_MAX)) {
            throw new SyncException(
                    ErrorCode.MALFORMED_REQUEST,
                    "The query holds characters outside ASCII. Percent-encode them as UTF-8, or send a form.");
        }
        return FormField.find(new ByteArrayInputStream(query.getBytes(StandardCharsets.US_ASCII)), FIELD)
                .map(this::envelope)
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
