package io.tidemark.e2e.selection;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A device of the meeting API with the tasks of its user. Confined to one thread.
final class TaskDevice {
    private static final JsonMapper JSON = new JsonMapper();

    final long user;
    private final Company company;
    private final Map<String, String> titles = new TreeMap<>();
    private String token = "";

    TaskDevice(Company company, long user) {
        this.company = company;
        this.user = user;
    }

    /// What it shows.
    Collection<String> titles() {
        return titles.values();
    }

    /// Takes what is told, and confirms it.
    ///
    /// @param confirms whether the confirmation arrives
    /// @return whether an answer came
    boolean sync(boolean confirms) {
        Optional<JsonNode> arrived = company.sync(user, token);
        if (arrived.isEmpty()) {
            return false;
        }
        JsonNode round = arrived.get();
        for (JsonNode item : round.path("Tasks")) {
            String id = item.path("Task").path("Id").asString();
            if (item.path("State").asString().equals("DELETED")) {
                titles.remove(id);
            } else {
                titles.put(id, item.path("Task").path("Title").asString());
            }
        }
        token = round.path("SyncToken").asString();
        if (confirms) {
            ObjectNode body = JSON.createObjectNode();
            body.put("SyncToken", token);
            body.set("Tasks", round.path("Tasks"));
            company.commit(user, body);
        }
        return true;
    }

    /// Synchronizes until an answer has come.
    void settle() {
        while (!sync(true)) {
            // the answer was lost
        }
    }

    /// Makes a task.
    void create(String title) {
        ObjectNode item = item("NEW");
        item.put("ClientSyncId", "made-" + title);
        item.putObject("Task").put("Title", title);
        company.commit(user, body(item));
    }

    /// Gives a task to others.
    ///
    /// @param emails whose it is; nobody's is its creator's
    void hand(String title, Collection<String> emails) {
        ObjectNode item = item("MODIFIED");
        ObjectNode task = item.putObject("Task").put("Id", id(title).orElseThrow());
        ArrayNode owners = task.putArray("Owners");
        emails.forEach(email -> owners.addObject().put("Email", email));
        company.commit(user, body(item));
    }

    private ObjectNode item(String state) {
        ObjectNode item = JSON.createObjectNode();
        item.put("State", state);
        item.put("LastModified", company.now().toString());
        return item;
    }

    private ObjectNode body(ObjectNode item) {
        ObjectNode body = JSON.createObjectNode();
        body.put("SyncToken", token);
        body.putArray("Tasks").add(item);
        return body;
    }

    private Optional<String> id(String title) {
        return titles.entrySet().stream()
                .filter(task -> task.getValue().equals(title))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// Marks a task as done.
    ///
    /// @return whether it has such a task
    boolean complete(String title) {
        Optional<String> id = id(title);
        id.ifPresent(task -> {
            ObjectNode item = item("MODIFIED");
            item.putObject("Task").put("Id", task).put("PercentComplete", 100);
            company.commit(user, body(item));
        });
        return id.isPresent();
    }
}
