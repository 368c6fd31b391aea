package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Threads and their messages on a whole server.
abstract class ThreadCommandCases extends ThreadServer {
    private String subscribers(App... apps) {
        StringBuilder ids = new StringBuilder();
        for (App app : apps) {
            ids.append(ids.isEmpty() ? "" : ",").append(app.id);
        }
        return ",'internalsubscribers':[" + ids + "]";
    }

    private static String on(String word, long object) {
        return ",'objecttype':'" + word + "','objectid':" + object;
    }

    @Test
    void aMessageBeginsAThreadAndOthersAnswer() {
        long customer = ida.customer();
        JsonNode begun = ida.done("{'command':'PostMessage','title':'The cellar','tag':'access','ispublic':1,"
                + "'message':{'id':0,'userid':" + lars.id
                + ",'authorname':'Nobody','message':'The key is at the desk.'}"
                + on("Customer", customer) + subscribers(lars) + "}");
        JsonNode thread = begun.path("thread");
        assertThat(thread.path("title").asString()).isEqualTo("The cellar");
        assertThat(thread.path("objecttype").asString()).isEqualTo("customer");
        assertThat(thread.path("objectid").asLong()).isEqualTo(customer);
        assertThat(thread.path("ispublic").asInt()).isEqualTo(1);
        assertThat(thread.path("userid").asLong()).isEqualTo(ida.id);
        assertThat(thread.path("internalsubscribers").toString()).isEqualTo("[" + lars.id + "," + ida.id + "]");
        JsonNode message = begun.path("message");
        assertThat(message.path("userid").asLong())
                .as("the server decides who wrote")
                .isEqualTo(ida.id);
        assertThat(message.path("authorname").asString()).isEqualTo("ida.");
        assertThat(message.path("threadid")).isEqualTo(thread.path("id"));
        assertThat(message.path("isunread").asInt()).isZero();
        assertThat(thread.path("messages").path(0)).isEqualTo(message);

        long id = thread.path("id").asLong();
        mona.post(id, "Found it.");
        JsonNode found = lars.done("{'command':'GetThreads','objecttype':'customer','objectid':" + customer + "}");
        assertThat(texts(found.path("threads").path(0).path("messages")))
                .containsExactly("The key is at the desk.", "Found it.");
        assertThat(found.path("threads").path(0).path("numunread").asInt()).isEqualTo(2);
        JsonNode without = lars.done(
                "{'command':'GetThreads','objecttype':'customer','exclmessages':1,'objectid':" + customer + "}");
        assertThat(without.path("threads").path(0).has("messages")).isFalse();
        assertThat(ida.unread()).isEqualTo(1);
        assertThat(mona.unread()).as("who posts takes part, from then on").isZero();
        ida.post(id, "Good.");
        assertThat(mona.unread()).isEqualTo(1);
    }

    @Test
    void whatDoesNotFitIsRefusedByItsCode() {
        long free = ida.begin("Hello", "");
        String post = "{'command':'PostMessage','message':";
        assertThat(ida.error(post + "{}}")).isEqualTo("missingfield");
        assertThat(ida.error(post + "{'message':' '}}")).isEqualTo("missingfield");
        assertThat(ida.error(post + "{'threadid':77777,'message':'x'}}")).isEqualTo("notfound");
        assertThat(ida.error(post + "{'threadid':-1,'message':'x'}}")).isEqualTo("notfound");
        assertThat(ida.error(post + "{'id':77777,'message':'x'}}")).isEqualTo("notfound");
        assertThat(ida.error(post + "{'message':'x'},'objecttype':'todo'}")).isEqualTo("badvalue");
        assertThat(ida.error(post + "{'message':'x'},'objectid':1}")).isEqualTo("badvalue");
        assertThat(ida.error(post + "{'message':'x'}" + on("todo", 77_777) + "}"))
                .isEqualTo("badvalue");
        assertThat(ida.error(post + "{'message':'x'}" + on("moon", 1) + "}")).isEqualTo("badvalue");
        assertThat(ida.error(post + "{'message':'x'},'internalsubscribers':[999]}"))
                .isEqualTo("badvalue");
        assertThat(ida.error(post + "{'message':'x'},'externalsubscribers':[999]}"))
                .isEqualTo("badvalue");
        assertThat(ida.error(post + "{'message':'x'},'nextcheckin':1}")).isEqualTo("badvalue");
        assertThat(ida.error(post + "{'message':'x'},'notification':'Look'}")).isEqualTo("badvalue");
        assertThat(ida.error("{'command':'GetThreads','objecttype':'moon','objectid':1}"))
                .isEqualTo("badvalue");
        assertThat(ida.error("{'command':'GetThreadByID','threadid':77777}")).isEqualTo("notfound");
        assertThat(ids(ida.threads(NONE, "").path("threads")))
                .as("nothing was stored")
                .containsExactly(free);
    }

    @Test
    void aFreeThreadIsForThoseWhoTakePart() {
        long free = ida.begin("Between us", subscribers(lars));
        assertThat(ids(lars.threads(NONE, "").path("threads"))).containsExactly(free);
        assertThat(mona.error("{'command':'GetThreadByID','threadid':" + free + "}"))
                .isEqualTo("notfound");
        assertThat(mona.error("{'command':'PostMessage','message':{'threadid':" + free + ",'message':'x'}}"))
                .isEqualTo("notfound");
        String moment = moment(mona.threads(NONE, ""));
        server.pass(Duration.ofSeconds(5));
        long message = ida.post(free, "More");
        assertThat(mona.threads(moment, "").path("threads"))
                .as("not even as hidden")
                .isEmpty();
        mona.threads(moment, ",'unread':[" + message + "]");
        assertThat(mona.unread()).isZero();
    }

    @Test
    void onlyTheAuthorChangesAMessage() {
        long thread = ida.begin("Frist", subscribers(lars));
        long message = ida.thread(thread).path("messages").path(0).path("id").asLong();
        lars.thread(thread);
        String moment = moment(lars.threads(NONE, ""));
        server.pass(Duration.ofSeconds(5));
        String edit = "{'command':'PostMessage','message':{'id':" + message + ",'threadid':999,'message':'First'}}";
        assertThat(lars.error(edit)).isEqualTo("noaccess");
        assertThat(lars.threads("2031-04-01 08:00:03", "").path("threads")).isEmpty();

        JsonNode edited = ida.done(edit);
        assertThat(edited.path("message").path("threadid").asLong())
                .as("it stays where it is")
                .isEqualTo(thread);
        JsonNode changed = lars.threads(moment, "");
        assertThat(ids(changed.path("threads"))).containsExactly(thread);
        assertThat(texts(changed.path("threads").path(0).path("messages"))).containsExactly("First");
        assertThat(changed.path("threads").path(0).path("changetime").asString())
                .isEqualTo("08:00:05");
        assertThat(changed.path("numunreadmessages").asInt())
                .as("who had read it has read it")
                .isZero();

        server.pass(Duration.ofSeconds(5));
        String later = moment(lars.threads(NONE, ""));
        server.pass(Duration.ofSeconds(5));
        long before = server.changes();
        ida.done(edit);
        assertThat(server.changes()).as("the same again").isEqualTo(before);
        assertThat(lars.threads(later, "").path("threads")).isEmpty();
    }

    @Test
    void toReadAThreadIsNoChangeOfIt() {
        long customer = ida.customer();
        long thread = ida.begin("One", on("customer", customer) + subscribers(lars, mona));
        ida.post(thread, "Two");
        JsonNode first = lars.threads(NONE, "");
        assertThat(first.path("numunreadmessages").asInt()).isEqualTo(2);
        assertThat(first.path("unreadmessages").toString()).isEqualTo("{\"customer\":{\"" + customer + "\":2}}");
        assertThat(first.path("threads")
                        .path(0)
                        .path("messages")
                        .path(1)
                        .path("isunread")
                        .asInt())
                .isEqualTo(1);
        server.pass(Duration.ofSeconds(5));

        lars.done("{'command':'GetThreadByID','exclmessages':1,'threadid':" + thread + "}");
        assertThat(lars.unread()).as("without messages nothing was read").isEqualTo(2);
        JsonNode read = lars.thread(thread);
        assertThat(read.path("numunread").asInt()).isZero();
        assertThat(read.path("messages").path(0).path("isunread").asInt()).isZero();
        assertThat(read.path("messages").path(0).path("changetime").asString())
                .as("the message's own time")
                .isEqualTo("08:00:00");
        assertThat(mona.threads(moment(first), "").path("numunreadmessages").asInt())
                .isEqualTo(2);
        server.pass(Duration.ofSeconds(5));
        JsonNode later = mona.threads("2031-04-01 08:00:03", "");
        assertThat(later.path("threads")).as("nothing changed for others").isEmpty();
        assertThat(lars.threads(NONE, "").path("unreadmessages").toString()).isEqualTo("{}");
        long before = server.changes();
        lars.thread(thread);
        assertThat(server.changes()).as("read already").isEqualTo(before);
    }

    @Test
    void messagesAreMarkedByTheirNumbersToo() {
        long thread = ida.begin("One", subscribers(lars));
        long message = ida.post(thread, "Two");
        assertThat(lars.threads(NONE, ",'read':[" + message + ",77777," + thread + "]")
                        .path("numunreadmessages")
                        .asInt())
                .isEqualTo(1);
        JsonNode again = lars.threads(NONE, ",'unread':[" + message + "]");
        assertThat(again.path("numunreadmessages").asInt()).isEqualTo(2);
        assertThat(again.path("unreadmessages").toString())
                .as("about no object")
                .isEqualTo("{}");
    }

    @Test
    void theListIsLimitedByItsFilters() {
        long customer = ida.customer();
        long mine = ida.begin("Mine", on("customer", customer));
        long free = ida.begin("Free", subscribers(lars));
        assertThat(ids(lars.threads(NONE, "").path("threads"))).containsExactly(mine, free);
        assertThat(ids(lars.threads(NONE, ",'onlysubscriber':1,'ignoreclosed':1")
                        .path("threads")))
                .containsExactly(free);
        assertThat(ids(mona.threads(NONE, ",'skip_deleted':1").path("threads"))).containsExactly(mine);
        assertThat(lars.threads(NONE, ",'exclmessages':1")
                        .path("threads")
                        .path(0)
                        .has("messages"))
                .isFalse();
    }

    @Test
    void messagesFromADayOn() {
        long thread = ida.begin("Old", subscribers(lars));
        server.pass(Duration.ofDays(1));
        ida.post(thread, "New");
        JsonNode read = lars.done("{'command':'GetThreadByID','messagedate':'2031-04-02','threadid':" + thread + "}")
                .path("thread");
        assertThat(texts(read.path("messages"))).containsExactly("New");
        assertThat(read.path("numunread").asInt())
                .as("what was not sent was not read")
                .isEqualTo(1);
    }

    @Test
    void lossClass26_aRepeatedPostMakesOneMessage() {
        String post =
                "{'command':'PostMessage','clientid':'p-1','message':{'message':'Once'}" + subscribers(lars) + "}";
        JsonNode first = ida.done(post);
        JsonNode second = ida.done(post);
        assertThat(second).isEqualTo(first);
        assertThat(lars.unread()).isEqualTo(1);
    }

    /// In a list a thread brings along its newest messages; by itself it has all.
    @Test
    void aLongThreadDoesNotFillTheList() {
        long thread = ida.begin("M0", subscribers(lars));
        for (int n = 1; n < 250; n++) {
            ida.post(thread, "M" + n);
        }
        JsonNode listed = lars.threads(NONE, "").path("threads").path(0);
        assertThat(listed.path("messages")).hasSize(200);
        assertThat(texts(listed.path("messages")).getLast()).isEqualTo("M249");
        assertThat(listed.path("numunread").asInt()).isEqualTo(250);
        assertThat(texts(lars.thread(thread).path("messages")))
                .hasSize(250)
                .startsWith("M0", "M1")
                .endsWith("M248", "M249");
        assertThat(lars.unread()).isZero();
    }

    /// A part ends with about 1 MB of what is sent, messages included.
    @Test
    void threadsWithLongMessagesComeInParts() {
        String text = "x".repeat(100_000);
        for (int n = 0; n < 25; n++) {
            ida.begin(text, ",'title':'T" + n + "'");
        }
        JsonNode first = ida.threads(NONE, "");
        assertThat(first.path("threads").size()).isEqualTo(11);
        int told = first.path("threads").size();
        JsonNode part = first;
        while (part.has("resumekey")) {
            part = ida.threads(NONE, ",'resumekey':'" + part.path("resumekey").asString() + "'");
            told += part.path("threads").size();
            assertThat(part.has("unreadmessages")).isTrue();
        }
        assertThat(told).isEqualTo(25);
    }
}
