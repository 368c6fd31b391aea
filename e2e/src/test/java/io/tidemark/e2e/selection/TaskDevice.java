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
    void sync(boolean confirms) {
        JsonNode round = company.sync(user, token);
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
    }

    /// Marks a task as done.
    ///
    /// @return whether it has such a task
    boolean complete(String title) {
        Optional<String> id = titles.entrySet().stream()
                .filter(task -> task.getValue().equals(title))
                .map(Map.Entry::getKey)
                .findFirst();
        id.ifPresent(task -> {
            ObjectNode body = JSON.createObjectNode();
            body.put("SyncToken", token);
            ArrayNode items = body.putArray("Tasks");
            ObjectNode item = items.addObject();
            item.put("State", "MODIFIED");
            item.put("LastModified", company.now().toString());
            item.putObject("Task").put("Id", task).put("PercentComplete", 100);
            company.commit(user, body);
        });
        return id.isPresent();
    }
}
