package io.tidemark.e2e;

import static io.tidemark.e2e.Device.confirming;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// Clients of the meeting API. What a client asks for is asked for again, at another server, until it is answered: with
/// the same token, the same body and the same names.
final class ClusterTasks {
    private ClusterTasks() {}

    /// Makes tasks and changes them, and knows what was confirmed. Nobody else changes them.
    static final class Writer implements ClusterClient {
        private final Cluster cluster;
        private final Device device;
        private final String name;
        private final RandomGenerator random;
        private final Set<String> sent;
        private final String token;
        private final Map<String, String> promised = new TreeMap<>();
        private int counter;

        /// @param sent gets everything before it is sent
        Writer(Cluster cluster, String name, RandomGenerator random, Set<String> sent) {
            this.cluster = cluster;
            this.device = cluster.device();
            this.name = name;
            this.random = random;
            this.sent = sent;
            this.token = device.settledTasks().token();
        }

        @Override
        public void step() {
            String value = String.valueOf(++counter);
            List<String> mine = new ArrayList<>(promised.keySet());
            String title = mine.isEmpty() || random.nextInt(4) == 0
                    ? name + "-" + value
                    : mine.get(random.nextInt(mine.size()));
            CommitBody commit = CommitBody.under(token);
            if (promised.containsKey(title)) {
                commit.modified("Task", "'Description':'" + value + "'");
            } else {
                commit.created("Task", "'Title':'" + title + "','Description':'" + value + "'");
            }
            commit.named(title);
            sent.add(title + "=" + value);
            Device.Answer answer =
                    cluster.insist(random, uri -> cluster.taken(device.at(uri).commit(commit)));
            assertThat(answer.outcomes())
                    .as(() -> commit.json() + " was answered " + answer.text())
                    .isSubsetOf("CREATED", "APPLIED");
            promised.put(title, value);
        }

        @Override
        public void settle() {}

        @Override
        public Map<String, String> known() {
            return promised;
        }
    }

    /// Synchronizes at one server and confirms at another.
    static final class Reader implements ClusterClient {
        private final Cluster cluster;
        private final Device device;
        private final RandomGenerator random;
        private final Map<String, JsonNode> copy = new HashMap<>();
        private final Map<String, String> confirmed = new HashMap<>();
        private String token = "";
        private int told;

        Reader(Cluster cluster, RandomGenerator random) {
            this.cluster = cluster;
            this.device = cluster.device();
            this.random = random;
        }

        @Override
        public void step() {
            Device.Answer answer = cluster.insist(random, uri -> cluster.taken(sync(device.at(uri))));
            Map<String, String> taken = new HashMap<>();
            told = 0;
            for (JsonNode item : answer.body().path("Tasks")) {
                told++;
                JsonNode task = item.path("Task");
                String id = task.path("Id").asString();
                assertThat(item.path("State").asString()).as("nobody deletes").isIn("NEW", "MODIFIED");
                assertThat(confirmed.get(id))
                        .as("told again after it was confirmed: " + item)
                        .isNotEqualTo(value(task));
                taken.put(id, value(task));
                copy.put(id, task);
            }
            token = answer.token();
            if (told > 0 && random.nextInt(4) > 0) {
                String body = confirming(answer).toString();
                cluster.insist(random, uri -> cluster.taken(device.at(uri).commitTasks(body)));
                confirmed.putAll(taken);
            }
        }

        private Device.Answer sync(Device at) {
            return at.get("api/v1/mytasks/sync" + (token.isEmpty() ? "" : "?synctoken=" + Device.encoded(token)));
        }

        private static String value(JsonNode task) {
            return task.path("Description").asString();
        }

        /// The code of the refusal, when its token is refused.
        Optional<String> refusal() {
            Device.Answer answer = cluster.insist(
                    random, uri -> Optional.of(sync(device.at(uri))).filter(any -> any.status() != 503));
            return answer.status() == 200 ? Optional.empty() : Optional.of(answer.code());
        }

        /// Sends a commit under its token, and gives the status of the answer.
        int commit(UnaryOperator<CommitBody> body) {
            return cluster.insist(
                            random,
                            uri -> Optional.of(device.at(uri).commit(body.apply(CommitBody.under(token))))
                                    .filter(any -> any.status() != 503))
                    .status();
        }

        /// Forgets everything, as a client does whose token was refused.
        void beginAnew() {
            token = "";
            copy.clear();
            confirmed.clear();
        }

        @Override
        public void settle() {
            do {
                step();
            } while (told > 0);
        }

        @Override
        public Map<String, String> known() {
            Map<String, String> values = new TreeMap<>();
            copy.values()
                    .forEach(task -> assertThat(Optional.ofNullable(
                                    values.put(task.path("Title").asString(), value(task))))
                            .as("there twice: " + task)
                            .isEmpty());
            return values;
        }
    }
}
