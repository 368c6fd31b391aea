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
/// a form, in the query, or as the whole body. The body wins. Thread-safe.
final class CommandBody {
    private static final String FIELD = "json";
    private static final String JSON = "application/json";
    private static final int ASCII_MAX = 0x7f;

    private final TreeReader reader;

    CommandBody(ServerConfig.Limits limits) {
        this.reader = new TreeReader(new ReadLimits(
                limits.bodyBytes(),
                limits.depth(),
                limits.stringCharacters(),
                ReadLimits.DEFAULT.itemsPerArray(),
                ReadLimits.DEFAULT.topLevelItems(),
                ReadLimits.DEFAULT.propertiesPerObject()));
    }

    /// @throws CommandException with `badrequest` when there is no envelope
    /// @throws SyncException when the request is too large, or its form is none
    CommandEnvelope read(Exchange exchange) throws IOException {
        RequestBody body = exchange.body();
        if (body.length() == 0) {
            return fromQuery(exchange);
        }
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
