package io.tidemark.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A client of the meeting API as its users write them: plain HTTP and JSON, knowing nothing of our code.
final class Device {
    static final JsonMapper JSON = new JsonMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final URI root;
    private final String email;
    private final String password;
    private String access = "";
    private String refresh = "";

    Device(URI root, String email, String password) {
        this(root, email, password, true);
    }

    private Device(URI root, String email, String password, boolean loggedIn) {
        this.root = root;
        this.email = email;
        this.password = password;
        if (loggedIn) {
            logIn();
        }
    }

    /// Somebody who is not logged in.
    static Device withoutLogin(URI root) {
        return new Device(root, "", "", false);
    }

    /// An answer.
    record Answer(int status, JsonNode body, String text, HttpResponse<String> response) {
        Answer ok() {
            if (status != 200) {
                throw new AssertionError("status " + status + ": " + text);
            }
            return this;
        }

        String token() {
            return body.path("SyncToken").asString();
        }

        /// The items of a collection, as `STATE id`.
        List<String> told(String collection) {
            List<String> told = new ArrayList<>();
            String content = contentOf(collection);
            body.path(collection)
                    .forEach(item -> told.add(item.path("State").asString() + " " + idOf(item.path(content))));
            return told;
        }

        JsonNode item(String collection, String id) {
            String content = contentOf(collection);
            for (JsonNode item : body.path(collection)) {
                if (idOf(item.path(content)).equals(id)) {
                    return item;
                }
            }
            throw new AssertionError("no " + id + " in " + text);
        }

        private static String idOf(JsonNode content) {
            return content.has("Meeting")
                    ? content.path("Meeting").path("Id").asString()
                    : content.path("Id").asString();
        }

        List<String> outcomes() {
            return eachOutcome("Outcome");
        }

        /// One property of every outcome; an empty text where it is absent.
        List<String> eachOutcome(String property) {
            List<String> values = new ArrayList<>();
            body.path("Outcomes")
                    .forEach(outcome -> values.add(outcome.path(property).asString("")));
            return values;
        }

        /// The stable code of a refusal.
        String code() {
            return body.path("Code").asString();
        }
    }

    static String contentOf(String collection) {
        return switch (collection) {
            case "Meetings" -> "Meeting";
            case "MeetingRecurrences" -> "MeetingRecurrence";
            case "Tasks" -> "Task";
            default -> "CalendarEntry";
        };
    }

    void logIn() {
        Answer answer = post(
                "oauth",
                "grant_type=password&app_id=Api&username=" + encoded(email) + "&password=" + encoded(password),
                "application/x-www-form-urlencoded");
        access = answer.ok().body().path("access_token").asString();
        refresh = answer.body().path("refresh_token").asString();
    }

    /// This device with its login, speaking to another address.
    Device at(URI otherRoot) {
        Device elsewhere = new Device(otherRoot, email, password, false);
        elsewhere.access = access;
        elsewhere.refresh = refresh;
        return elsewhere;
    }

    /// Gets a new access token with the refresh token.
    Answer refreshLogin() {
        Answer answer = post(
                "oauth",
                "grant_type=refresh_token&app_id=Api&refresh_token=" + encoded(refresh),
                "application/x-www-form-urlencoded");
        if (answer.status() == 200) {
            access = answer.body().path("access_token").asString();
        }
        return answer;
    }

    Answer signOut() {
        return post(
                "oauth", "grant_type=signout&refresh_token=" + encoded(refresh), "application/x-www-form-urlencoded");
    }

    String bearer() {
        return "Bearer " + access;
    }

    // ---- meetings ----

    Answer sync() {
        return get("api/v1/mymeetings/sync").ok();
    }

    Answer sync(String token) {
        return get("api/v1/mymeetings/sync?synctoken=" + encoded(token)).ok();
    }

    Answer sync(String token, String properties) {
        return get("api/v1/mymeetings/sync?synctoken=" + encoded(token) + "&properties=" + encoded(properties))
                .ok();
    }

    Answer commit(JsonNode body) {
        return post("api/v1/mymeetings/synccommit", body.toString(), "application/json");
    }

    Answer commit(String json) {
        return post("api/v1/mymeetings/synccommit", json.replace('\'', '"'), "application/json");
    }

    Answer commit(CommitBody body) {
        return post(
                body.isOfTasks() ? "api/v1/mytasks/synccommit" : "api/v1/mymeetings/synccommit",
                body.json(),
                "application/json");
    }

    /// Synchronizes and confirms all of it.
    Answer settled() {
        return confirmed(sync());
    }

    Answer settled(String token) {
        return confirmed(sync(token));
    }

    private Answer confirmed(Answer answer) {
        commit(confirming(answer)).ok();
        return answer;
    }

    // ---- tasks ----

    Answer settledTasks() {
        Answer answer = syncTasks();
        commitTasks(confirming(answer).toString()).ok();
        return answer;
    }

    Answer syncTasks() {
        return get("api/v1/mytasks/sync").ok();
    }

    Answer syncTasks(String token) {
        return get("api/v1/mytasks/sync?synctoken=" + encoded(token)).ok();
    }

    Answer commitTasks(String json) {
        return post("api/v1/mytasks/synccommit", json.replace('\'', '"'), "application/json");
    }

    // ---- HTTP ----

    Answer get(String path) {
        return send(HttpRequest.newBuilder(root.resolve(path)).GET());
    }

    Answer post(String path, String body, String type) {
        return send(HttpRequest.newBuilder(root.resolve(path))
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /// A commit of meetings in bytes that need not be JSON.
    Answer commit(byte[] body) {
        return send(HttpRequest.newBuilder(root.resolve("api/v1/mymeetings/synccommit"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    private Answer send(HttpRequest.Builder request) {
        if (!access.isEmpty()) {
            request.header("Authorization", "Bearer " + access);
        }
        try {
            HttpResponse<String> response =
                    HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            String text = response.body();
            JsonNode body = text.startsWith("{") || text.startsWith("[") ? JSON.readTree(text) : JSON.missingNode();
            return new Answer(response.statusCode(), body, text, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    // ---- building ----

    /// The answer as a commit that sends everything back unmodified, with a name for each object.
    static ObjectNode confirming(Answer answer) {
        ObjectNode commit = (ObjectNode) answer.body().deepCopy();
        for (String collection : List.of("Meetings", "MeetingRecurrences", "Tasks")) {
            for (JsonNode item : commit.path(collection)) {
                String id = Answer.idOf(item.path(contentOf(collection)));
                ((ObjectNode) item).put("ClientSyncId", "mine-" + id);
            }
        }
        return commit;
    }

    /// The same without some objects.
    static ObjectNode confirmingWithout(Answer answer, String... ids) {
        ObjectNode commit = confirming(answer);
        for (String collection : List.of("Meetings", "MeetingRecurrences", "Tasks")) {
            if (commit.path(collection) instanceof ArrayNode items) {
                for (int i = items.size() - 1; i >= 0; i--) {
                    if (List.of(ids).contains(Answer.idOf(items.get(i).path(contentOf(collection))))) {
                        items.remove(i);
                    }
                }
            }
        }
        return commit;
    }
}
