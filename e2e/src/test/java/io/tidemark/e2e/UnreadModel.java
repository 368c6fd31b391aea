package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.e2e.ThreadServer.App;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/// Random posts, edits and reads by three users, and what each of them has not read by a naive account of it.
final class UnreadModel {
    private final List<App> apps;
    private final RandomGenerator random;
    private final List<Long> customers;
    private final List<Topic> topics = new ArrayList<>();

    /// A thread.
    private record Topic(long id, long customer, Set<Long> users, List<Post> posts) {
        boolean isFor(App app) {
            return customer != 0 || users.contains(app.id);
        }
    }

    /// A message, and who has not read it.
    private record Post(long id, long author, Set<Long> unread) {}

    UnreadModel(ThreadServer server, RandomGenerator random, List<Long> customers) {
        this.apps = List.of(server.ida, server.lars, server.mona);
        this.random = random;
        this.customers = customers;
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    void step() {
        App app = any(apps);
        if (topics.isEmpty() || random.nextInt(8) == 0) {
            begin(app);
            return;
        }
        Topic topic = any(topics);
        if (!topic.isFor(app)) {
            assertThat(app.error("{'command':'GetThreadByID','threadid':" + topic.id + "}"))
                    .isEqualTo("notfound");
            return;
        }
        Post post = any(topic.posts);
        switch (random.nextInt(6)) {
            case 0, 1 -> post(app, topic);
            case 2 -> read(app, topic);
            case 3 -> {
                app.threads("2031-04-01", ",'read':[" + post.id + "]");
                post.unread.remove(app.id);
            }
            case 4 -> {
                app.threads("2031-04-01", ",'unread':[" + post.id + "]");
                post.unread.add(app.id);
            }
            default -> edit(app, post);
        }
        check(app);
    }

    private void begin(App app) {
        long customer = random.nextBoolean() ? any(customers) : 0;
        Set<Long> users = new LinkedHashSet<>();
        apps.stream().filter(other -> random.nextBoolean()).forEach(other -> users.add(other.id));
        JsonNode begun = app.done("{'command':'PostMessage','message':{'message':'x'},'internalsubscribers':" + users
                + (customer == 0 ? "" : ",'objecttype':'customer','objectid':" + customer) + "}");
        users.add(app.id);
        Topic topic = new Topic(begun.path("thread").path("id").asLong(), customer, users, new ArrayList<>());
        topics.add(topic);
        add(app, topic, begun.path("message").path("id").asLong());
    }

    private static void add(App app, Topic topic, long message) {
        topic.users.add(app.id);
        Set<Long> unread = new LinkedHashSet<>(topic.users);
        unread.remove(app.id);
        topic.posts.add(new Post(message, app.id, unread));
    }

    private static void post(App app, Topic topic) {
        add(app, topic, app.post(topic.id, "y"));
    }

    private static void read(App app, Topic topic) {
        JsonNode thread = app.thread(topic.id);
        assertThat(thread.path("messages")).hasSameSizeAs(topic.posts);
        assertThat(thread.path("numunread").asInt()).isZero();
        topic.posts.forEach(post -> post.unread.remove(app.id));
    }

    private void edit(App app, Post post) {
        String edit =
                "{'command':'PostMessage','message':{'id':" + post.id + ",'message':'z" + random.nextInt(3) + "'}}";
        if (post.author == app.id) {
            app.done(edit);
        } else {
            assertThat(app.error(edit)).isEqualTo("noaccess");
        }
    }

    /// Compares what every user is told.
    void check() {
        apps.forEach(this::check);
    }

    private void check(App app) {
        JsonNode told = app.threads(ThreadServer.NONE, "");
        int all = 0;
        Map<String, Integer> byCustomer = new TreeMap<>();
        Map<Long, Integer> byTopic = new TreeMap<>();
        for (Topic topic : topics) {
            int unread = (int) topic.posts.stream()
                    .filter(post -> post.unread.contains(app.id))
                    .count();
            all += unread;
            if (topic.isFor(app)) {
                byTopic.put(topic.id, unread);
            }
            if (topic.customer != 0 && unread > 0) {
                byCustomer.merge(Long.toString(topic.customer), unread, Integer::sum);
            }
        }
        Map<Long, Integer> toldByTopic = new TreeMap<>();
        told.path("threads").forEach(thread -> {
            int marked = 0;
            for (JsonNode message : thread.path("messages")) {
                marked += message.path("isunread").asInt();
            }
            assertThat(marked).isEqualTo(thread.path("numunread").asInt());
            toldByTopic.put(thread.path("id").asLong(), marked);
        });
        Map<String, Integer> toldByCustomer = new TreeMap<>();
        told.path("unreadmessages")
                .path("customer")
                .properties()
                .forEach(entry ->
                        toldByCustomer.put(entry.getKey(), entry.getValue().asInt()));
        assertThat(toldByTopic).isEqualTo(byTopic);
        assertThat(told.path("numunreadmessages").asInt()).isEqualTo(all);
        assertThat(toldByCustomer).isEqualTo(byCustomer);
    }
}
