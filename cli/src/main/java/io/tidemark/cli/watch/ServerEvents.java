package io.tidemark.cli.watch;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Optional;

/// Reads server-sent events, as far as the server uses them. Confined to one thread.
final class ServerEvents {
    private final BufferedReader lines;
    private final Runnable heard;
    private String lastId = "";

    /// @param heard is called for every line
    ServerEvents(BufferedReader lines, Runnable heard) {
        this.lines = lines;
        this.heard = heard;
    }

    /// An event.
    ///
    /// @param name what kind
    /// @param data its content
    record Event(String name, String data) {}

    /// The next event; empty when the server ended the answer.
    ///
    /// @throws IOException when the connection broke off
    Optional<Event> next() throws IOException {
        String name = "message";
        StringBuilder data = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            heard.run();
            if (line.isEmpty() && !data.isEmpty()) {
                return Optional.of(new Event(name, data.toString()));
            }
            int colon = line.indexOf(':');
            String value = line.substring(colon + 1).stripLeading();
            switch (colon < 0 ? line : line.substring(0, colon)) {
                case "id" -> lastId = value;
                case "event" -> name = value;
                case "data" -> data.append(data.isEmpty() ? "" : "\n").append(value);
                default -> {} // comments, and what nobody here needs
            }
        }
        return Optional.empty();
    }

    /// The last id so far; empty before the first.
    String lastId() {
        return lastId;
    }
}
