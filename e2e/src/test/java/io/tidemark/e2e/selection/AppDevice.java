package io.tidemark.e2e.selection;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One list of an app: keeps a date and time, puts what it is told by number, drops what is not to be
/// shown, and goes on with the date of the last part when a chain is through. Confined to one thread.
final class AppDevice {
    private static final String BEGINNING = "1970-01-01";

    /// A device that does not finish its first pass for this long begins with nothing.
    private static final Duration PATIENCE = Duration.ofDays(25);

    final long user;
    private final Company company;
    private final String account;
    private final String command;
    private final String plural;
    private final boolean ignoresClosed;
    private final Map<Long, String> copy = new TreeMap<>();
    private String date = BEGINNING;
    private String time = "00:00:00";
    private @Nullable String resumeKey;
    private @Nullable Instant begun;
    private int told;

    AppDevice(Company company, long user, String command, String plural, boolean ignoresClosed) {
        this(company, Company.ACME, user, command, plural, ignoresClosed);
    }

    /// @param account whose device it is
    AppDevice(Company company, String account, long user, String command, String plural, boolean ignoresClosed) {
        this.company = company;
        this.account = account;
        this.user = user;
        this.command = command;
        this.plural = plural;
        this.ignoresClosed = ignoresClosed;
    }

    /// What it shows.
    Map<Long, String> copy() {
        return copy;
    }

    /// How many objects it was told in its last chain.
    int told() {
        return told;
    }

    /// The app is killed, or its answer lost: the chain begins again with the old date and time.
    void interrupt() {
        resumeKey = null;
    }

    /// The app is set up again.
    void forget() {
        resumeKey = null;
        date = BEGINNING;
        time = "00:00:00";
        copy.clear();
    }

    /// What the recipe does before the first pass: the most important tasks, with the date thrown away.
    void askForTheImportant() {
        if (resumeKey != null || !date.equals(BEGINNING) || !plural.equals("todos")) {
            return;
        }
        begin();
        String key = null;
        do {
            Optional<JsonNode> answer = asked(",'limitnumobjects':1", key);
            answer.ifPresent(part -> part.path(plural).forEach(this::take));
            key = answer.map(part -> part.path("resumekey").asString(null)).orElse(null);
        } while (key != null);
    }

    /// Asks for some parts; goes on with the chain that is under way.
    ///
    /// @return whether the chain is through
    boolean ask(int parts) {
        for (int part = 0; part < parts; part++) {
            if (resumeKey == null) {
                begin();
            }
            Optional<JsonNode> arrived = asked("", resumeKey);
            if (arrived.isEmpty()) {
                return false;
            }
            JsonNode answer = arrived.get();
            answer.path(plural).forEach(this::take);
            resumeKey = answer.path("resumekey").asString(null);
            if (resumeKey == null) {
                date = answer.path("date").asString();
                time = answer.path("time").asString();
                return true;
            }
        }
        return false;
    }

    private Optional<JsonNode> asked(String more, @Nullable String key) {
        return company.asked(
                account,
                user,
                "{'command':'" + command + "','changedate':'" + date + "','changetime':'" + time + "'" + more
                        + (ignoresClosed ? ",'ignoreclosed':1" : "")
                        + (key == null ? "" : ",'resumekey':'" + key + "'") + "}");
    }

    private void begin() {
        told = 0;
        if (date.equals(BEGINNING)) {
            if (begun != null && begun.plus(PATIENCE).isBefore(company.now())) {
                copy.clear();
            }
            begun = company.now();
        }
    }

    /// A whole chain, from its beginning.
    void pass() {
        interrupt();
        while (!ask(1)) {
            // part by part
        }
    }

    private void take(JsonNode object) {
        told++;
        long id = object.path("id").asLong();
        if (object.path("isdeleted").asInt() == 1) {
            copy.remove(id);
        } else {
            copy.put(id, shown(object));
        }
    }

    private String shown(JsonNode object) {
        String title = object.path("title").asString(object.path("name").asString());
        return plural.equals("todos")
                ? title + (object.path("isclosed").asInt() == 1 ? " closed" : "") + " of "
                        + object.path("customertext").asString()
                : title;
    }
}
