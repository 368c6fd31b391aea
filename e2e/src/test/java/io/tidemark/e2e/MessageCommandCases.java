package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.TypeId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Messages that belong to no thread, and notifications, on a whole server.
abstract class MessageCommandCases extends ThreadServer {
    private static String list(String command, String since, String more) {
        return "{'command':'" + command + "'," + since(since) + more + "}";
    }

    private static JsonNode instant(App app, String since, String more) {
        return app.done(list("GetMessagesByLastChange", since, more));
    }

    private static JsonNode mb(App app, String since, String more) {
        return app.done(list("GetMBMessagesByLastChange", since, more));
    }

    private long say(App from, String text, String more) {
        return from.done("{'command':'SendMessage','message':'" + text + "'" + more + "}")
                .path("id")
                .asLong();
    }

    @Test
    void instantMessagesGoToAndFro() {
        long asked = say(ida, "Where are you?", ",'confirmation':1,'remoteid':" + lars.id);
        JsonNode got = instant(lars, NONE, "").path("messages").path(0);
        assertThat(got.path("remoteid").asLong()).isEqualTo(ida.id);
        assertThat(got.path("isincoming").asInt()).isEqualTo(1);
        assertThat(got.path("isread").asInt()).isZero();
        assertThat(got.path("confirmation").asInt()).isEqualTo(1);
        assertThat(got.path("date").asString()).isEqualTo("2031-04-01");
        assertThat(got.path("time").asString()).isEqualTo("08:00:00");
        JsonNode own = instant(ida, NONE, "").path("messages").path(0);
        assertThat(own.path("remoteid").asLong()).isEqualTo(lars.id);
        assertThat(own.path("isincoming").asInt()).isZero();
        assertThat(instant(mona, NONE, "").path("messages")).isEmpty();

        long answer = say(lars, "Here", ",'remoteid':" + mona.id + ",'replytoid':" + asked);
        assertThat(ids(instant(ida, NONE, "").path("messages"))).containsExactly(asked, answer);
        assertThat(instant(mona, NONE, "").path("messages")).isEmpty();
    }

    @Test
    void whoSentAMessageHearsThatItWasReadAndConfirmed() {
        long message = say(ida, "Look", ",'remoteid':" + lars.id);
        String moment = moment(instant(ida, NONE, ""));
        server.pass(Duration.ofSeconds(5));
        assertThat(instant(ida, "2031-04-01 08:00:03", "").path("messages")).isEmpty();
        instant(ida, moment, ",'read':[" + message + "]");
        instant(mona, moment, ",'read':[" + message + "]");
        assertThat(instant(lars, NONE, "")
                        .path("messages")
                        .path(0)
                        .path("isread")
                        .asInt())
                .as("only the receiver reads it")
                .isZero();

        JsonNode read = instant(lars, moment, ",'read':[" + message + ",77777]");
        assertThat(read.path("messages").path(0).path("isread").asInt()).isEqualTo(1);
        JsonNode heard = instant(ida, "2031-04-01 08:00:03", "");
        assertThat(heard.path("messages").path(0).path("isread").asInt()).isEqualTo(1);
        assertThat(heard.path("confirmed")).isEmpty();
        instant(lars, moment, ",'unread':[" + message + "]");
        assertThat(instant(ida, moment, "")
                        .path("messages")
                        .path(0)
                        .path("isread")
                        .asInt())
                .isZero();

        String confirm = "{'command':'ConfirmMessage','messageid':" + message + "}";
        assertThat(ida.error(confirm)).isEqualTo("noaccess");
        assertThat(mona.error(confirm)).isEqualTo("notfound");
        server.pass(Duration.ofSeconds(5));
        lars.done(confirm);
        JsonNode confirmed = instant(ida, "2031-04-01 08:00:08", "");
        assertThat(confirmed.path("confirmed").toString()).isEqualTo("[" + message + "]");
        assertThat(confirmed.path("messages").path(0).path("isconfirmed").asInt())
                .isEqualTo(1);
        long before = server.changes();
        lars.done(confirm);
        assertThat(server.changes()).isEqualTo(before);
    }

    @Test
    void instantMessagesThatDoNotFitAreRefused() {
        String say = "{'command':'SendMessage','message':";
        assertThat(ida.error(say + "'x'}")).isEqualTo("missingfield");
        assertThat(ida.error(say + "' ','remoteid':" + lars.id + "}")).isEqualTo("missingfield");
        assertThat(ida.error(say + "'x','remoteid':999}")).isEqualTo("badvalue");
        assertThat(ida.error(say + "'x','remoteid':" + ida.id + "}")).isEqualTo("badvalue");
        assertThat(ida.error(say + "'x','replytoid':999}")).isEqualTo("notfound");
        long other = say(lars, "Private", ",'remoteid':" + mona.id);
        assertThat(ida.error(say + "'x','replytoid':" + other + "}")).isEqualTo("notfound");
        assertThat(ida.error("{'command':'ConfirmMessage','messageid':0}")).isEqualTo("notfound");
        assertThat(instant(ida, NONE, "").path("messages")).isEmpty();
    }

    @Test
    void messagesBetweenUsersAreForThem() {
        JsonNode sent = ida.done("{'command':'SendMBMessage','message':{'title':'Lunch','message':'At noon?',"
                        + "'userid':" + mona.id + ",'recipients':[" + lars.id + "," + lars.id + "]}}")
                .path("message");
        long id = sent.path("id").asLong();
        assertThat(sent.path("userid").asLong()).isEqualTo(ida.id);
        assertThat(sent.path("username").asString()).isEqualTo("ida.");
        assertThat(sent.path("isunread").asInt()).isZero();
        JsonNode got = mb(lars, NONE, "");
        assertThat(got.path("messages").path(0).path("isunread").asInt()).isEqualTo(1);
        assertThat(mb(mona, NONE, "").path("messages")).isEmpty();
        server.pass(Duration.ofSeconds(5));

        JsonNode read = mb(lars, moment(got), ",'read':[" + id + ",77777]");
        assertThat(read.path("messages").path(0).path("isunread").asInt()).isZero();
        assertThat(mb(mona, "2031-04-01 08:00:03", "").path("messages"))
                .as("nothing to her")
                .isEmpty();
        String edit = "{'command':'SendMBMessage','message':{'id':" + id + ",'message':'At one?'}}";
        assertThat(lars.error(edit)).isEqualTo("noaccess");
        assertThat(mona.error(edit)).isEqualTo("notfound");
        assertThat(ida.done(edit).path("message").path("title").asString()).isEqualTo("Lunch");
        assertThat(ida.error("{'command':'SendMBMessage','message':{'message':'To nobody'}}"))
                .isEqualTo("missingfield");
        assertThat(ida.error("{'command':'SendMBMessage','message':{'recipients':[999]}}"))
                .isEqualTo("badvalue");
        assertThat(texts(mb(ida, NONE, ",'skip_deleted':1").path("messages"))).containsExactly("At one?");
    }

    @Test
    void theResponsibleUserOfATaskIsNotified() {
        TypeId type = new TypeId("todo");
        server.put(
                server.account,
                type,
                "t-1",
                Map.of("title", Optional.of("\"Pump\""), "userid", Optional.of(Long.toString(lars.id))));
        long todo = server.storage
                .read(server.account.id(), tx -> tx.object(new ObjectKey(type, "t-1")))
                .orElseThrow()
                .number()
                .value();
        JsonNode posted = ida.done("{'command':'PostMessage','message':{'message':'It leaks'},'objecttype':'todo',"
                + "'objectid':" + todo + ",'notification':'Look at the pump'}");

        JsonNode told =
                lars.done("{'command':'GetNotification'}").path("notifications").path(0);
        assertThat(told.path("text").asString()).isEqualTo("Look at the pump");
        assertThat(told.path("assignedby").asLong()).isEqualTo(ida.id);
        assertThat(told.path("objecttype").asString()).isEqualTo("message");
        assertThat(told.path("objectid")).isEqualTo(posted.path("message").path("id"));
        assertThat(told.path("message_threadid"))
                .isEqualTo(posted.path("thread").path("id"));
        assertThat(told.path("date").asString()).isEqualTo("2031-04-01");
        assertThat(told.path("isread").asInt()).isZero();
        assertThat(ida.done("{'command':'GetNotification'}").path("notifications"))
                .isEmpty();
    }
}
