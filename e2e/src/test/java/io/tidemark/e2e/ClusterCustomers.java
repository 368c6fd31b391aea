package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// Clients of the command API. What is asked for is asked for again, at another server, until it is answered.
final class ClusterCustomers {
    private ClusterCustomers() {}

    /// Makes customers and changes them, each save under a name of its own, and knows what was confirmed.
    static final class Writer implements ClusterClient {
        private final Cluster cluster;
        private final JsonNode device;
        private final String name;
        private final RandomGenerator random;
        private final Set<String> sent;
        private final Map<String, String> promised = new TreeMap<>();
        private final Map<String, Long> numbers = new HashMap<>();
        private int counter;

        /// @param device from [Cluster#configure]
        /// @param sent gets everything before it is sent
        Writer(Cluster cluster, JsonNode device, String name, RandomGenerator random, Set<String> sent) {
            this.cluster = cluster;
            this.device = device;
            this.name = name;
            this.random = random;
            this.sent = sent;
        }

        @Override
        public void step() {
            String value = String.valueOf(++counter);
            List<String> mine = new ArrayList<>(promised.keySet());
            String title = mine.isEmpty() || random.nextInt(4) == 0
                    ? name + "-" + value
                    : mine.get(random.nextInt(mine.size()));
            sent.add(title + "=" + value);
            JsonNode result = cluster.insist(
                    random,
                    device,
                    "{'command':'CreateUpdateCustomerByID','clientid':'" + name + "/" + value + "','customer':{'id':"
                            + numbers.getOrDefault(title, 0L) + ",'name':'" + title + "','address':'" + value + "'}}");
            numbers.put(title, result.path("customer").path("id").asLong());
            promised.put(title, value);
        }

        /// The number of each of its customers.
        Map<String, Long> numbers() {
            return numbers;
        }

        @Override
        public void settle() {}

        @Override
        public Map<String, String> known() {
            return promised;
        }
    }

    /// Reads the list of what changed since it asked last, each part at another server, and removes what the servers
    /// say that they lost.
    static final class Reader implements ClusterClient {
        private static final String BEGINNING = "'changedate':'1970-01-01'";

        private final Cluster cluster;
        private final JsonNode device;
        private final RandomGenerator random;
        private final Map<Long, JsonNode> copy = new HashMap<>();
        private String since = BEGINNING;
        private String resumeKey = "";
        private int parts;

        /// @param device from [Cluster#configure]
        Reader(Cluster cluster, JsonNode device, RandomGenerator random) {
            this.cluster = cluster;
            this.device = device;
            this.random = random;
        }

        @Override
        public void step() {
            JsonNode answer = cluster.insist(
                    random,
                    device,
                    "{'command':'GetCustomersByLastChange'," + since
                            + (resumeKey.isEmpty() ? "" : ",'resumekey':'" + resumeKey + "'") + "}");
            for (JsonNode customer : answer.path("customers")) {
                assertThat(customer.path("isdeleted").asInt())
                        .as("nobody deletes")
                        .isZero();
                copy.put(customer.path("id").asLong(), customer);
            }
            copy.keySet().removeIf(id -> RestoreOfListsTest.isLost(answer, id));
            resumeKey = answer.path("resumekey").asString("");
            if (resumeKey.isEmpty()) {
                since = "'changedate':'" + answer.path("date").asString() + "','changetime':'"
                        + answer.path("time").asString() + "'";
            } else {
                parts++;
            }
        }

        /// How many parts it was given that were not the last of their chain.
        int parts() {
            return parts;
        }

        @Override
        public void settle() {
            while (!resumeKey.isEmpty()) {
                step();
            }
            do {
                step();
            } while (!resumeKey.isEmpty());
        }

        @Override
        public Map<String, String> known() {
            Map<String, String> values = new TreeMap<>();
            copy.values()
                    .forEach(customer -> assertThat(Optional.ofNullable(values.put(
                                    customer.path("name").asString(),
                                    customer.path("address").asString())))
                            .as("there twice: " + customer)
                            .isEmpty());
            return values;
        }
    }
}
