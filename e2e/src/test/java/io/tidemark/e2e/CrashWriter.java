package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One device that writes tasks as fast as it can, through crashes of the server, and knows what was
/// promised to it: what a commit answered with 200 said is there, and what a commit without an answer said
/// is there whole or not at all. A commit without an answer is sent again, with the same token, until it
/// gets one.
///
/// Confined to one thread at a time.
final class CrashWriter {
    private static final int ITEMS_MAX = 3;
    private static final int TOKENS_KEPT = 10;

    private final String name;
    private final RandomGenerator random;
    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Integer> promised = new LinkedHashMap<>();
    private final TreeSet<String> held = new TreeSet<>();
    private Map<String, Integer> unanswered = Map.of();
    private @Nullable CommitBody resend;
    private int counter;
    private int answered;

    CrashWriter(String name, RandomGenerator random) {
        this.name = name;
        this.random = random;
    }

    /// Commits that were answered with 200.
    int answered() {
        return answered;
    }

    /// The values that were promised, by title.
    Map<String, Integer> promised() {
        return promised;
    }

    /// Writes until the server is gone.
    ///
    /// @param acknowledged gets a permit for every commit that was answered
    void write(Device device, Semaphore acknowledged) {
        try {
            if (tokens.isEmpty()) {
                synchronize(device);
            }
            while (true) {
                if (resend == null) {
                    decide();
                }
                send(device);
                acknowledged.release();
                if (counter % 8 == 0) {
                    synchronize(device);
                }
            }
        } catch (UncheckedIOException e) {
            // killed: that is what we are here for
        }
    }

    private void decide() {
        CommitBody commit = CommitBody.under(tokens.getLast());
        Map<String, Integer> values = new HashMap<>();
        int items = random.nextInt(1, ITEMS_MAX + 1);
        for (int i = 0; i < items; i++) {
            int value = ++counter;
            if (promised.isEmpty() || random.nextInt(5) == 0) {
                String title = name + "-" + value;
                commit.created("Task", "'Title':'" + title + "','Description':'" + value + "'")
                        .named(title)
                        .at(TestServer.BEGIN.plusSeconds(value).toString());
                values.put(title, value);
            } else {
                String title = List.copyOf(promised.keySet()).get(random.nextInt(promised.size()));
                if (values.putIfAbsent(title, value) == null) {
                    commit.modified("Task", "'Description':'" + value + "'")
                            .named(title)
                            .at(TestServer.BEGIN.plusSeconds(value).toString());
                }
            }
        }
        resend = commit;
        unanswered = values;
    }

    private void send(Device device) {
        Device.Answer answer = device.commit(resend).ok();
        assertThat(answer.outcomes())
                .as(() -> resend.json() + " was answered " + answer.text())
                .isSubsetOf("CREATED", "APPLIED", "MERGED", "UNCHANGED");
        promised.putAll(unanswered);
        unanswered = Map.of();
        resend = null;
        answered++;
    }

    /// Synchronizes, applies and confirms.
    void synchronize(Device device) {
        Device.Answer answer = tokens.isEmpty() ? device.syncTasks() : device.syncTasks(tokens.getLast());
        for (JsonNode item : answer.ok().body().path("Tasks")) {
            held.add(item.path("Task").path("Id").asString());
        }
        tokens.add(answer.token());
        if (tokens.size() > TOKENS_KEPT) {
            tokens.removeFirst();
        }
        // sent back as it came, with the names that the server knows
        device.commitTasks(answer.text()).ok();
    }

    /// Checks what the server holds after a crash against what was promised.
    ///
    /// @param stored the description of every task, by title
    void check(Map<String, Integer> stored) {
        promised.forEach((title, value) -> {
            assertThat(stored).as(name + ": a confirmed write is gone").containsKey(title);
            assertThat(stored.get(title)).as(title).isIn(value, unanswered.getOrDefault(title, value));
        });
        long there = unanswered.entrySet().stream()
                .filter(write -> write.getValue().equals(stored.get(write.getKey())))
                .count();
        assertThat(there).as(name + ": half a commit").isIn(0L, (long) unanswered.size());
    }

    /// Every token that was handed out still works, and the newest leads to what the server holds.
    void checkTokens(Device device, Set<String> ids) {
        for (String token : tokens) {
            device.syncTasks(token).ok();
        }
        if (!tokens.isEmpty()) {
            synchronize(device);
            // what this device made itself is never echoed to it, unless a crash left that uncertain
            Device.Answer rest = device.syncTasks(tokens.getLast());
            assertThat(rest.told("Tasks"))
                    .as(name + ": nothing comes a second time")
                    .isEmpty();
            assertThat(ids).containsAll(held);
        }
    }

    /// Titles that may be stored without having been promised.
    Set<String> possible() {
        return unanswered.keySet();
    }
}
