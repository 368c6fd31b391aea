package io.tidemark.e2e;

import static io.tidemark.e2e.TestServer.IDA;
import static io.tidemark.e2e.TestServer.LARS;
import static io.tidemark.e2e.TestServer.MONA;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.directory.DeviceCode;
import io.tidemark.core.directory.User;
import io.tidemark.server.login.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/// A server with an app for each of three users, who write to each other.
abstract class ThreadServer extends CommandServer {
    static final String NONE = "1970-01-01";

    App ida;
    App lars;
    App mona;

    @BeforeEach
    void setUpApps() {
        ida = app(IDA);
        lars = app(LARS);
        mona = app(MONA);
    }

    private App app(String email) {
        User user = server.storage
                .read(server.account.id(), tx -> tx.userByEmail(email))
                .orElseThrow();
        Secret code = Secret.deviceCode();
        server.storage.write(server.account.id(), tx -> {
            tx.putDeviceCode(new DeviceCode(code.hash(), user.id(), server.now().plus(Duration.ofHours(24)), null));
            return true;
        });
        return new App(user.id().value(), configure(code.text()).path("results").path(0));
    }

    /// The app of a user.
    final class App {
        final long id;
        private final JsonNode device;

        App(long id, JsonNode device) {
            this.id = id;
            this.device = device;
        }

        /// The result of a command.
        JsonNode run(String command) {
            return send(withToken(device, command)).path("results").path(0);
        }

        JsonNode done(String command) {
            JsonNode result = run(command);
            assertThat(result.path("status").asInt()).as(result.toString()).isEqualTo(1);
            return result;
        }

        String error(String command) {
            JsonNode result = run(command);
            assertThat(result.path("status").asInt()).as(result.toString()).isZero();
            return result.path("error").asString();
        }

        /// Begins a thread, and returns its number.
        long begin(String text, String more) {
            return done("{'command':'PostMessage','message':{'message':'" + text + "'}" + more + "}")
                    .path("thread")
                    .path("id")
                    .asLong();
        }

        /// Posts to a thread, and returns the message's number.
        long post(long thread, String text) {
            return done("{'command':'PostMessage','message':{'threadid':" + thread + ",'message':'" + text + "'}}")
                    .path("message")
                    .path("id")
                    .asLong();
        }

        JsonNode thread(long thread) {
            return done("{'command':'GetThreadByID','threadid':" + thread + "}").path("thread");
        }

        JsonNode threads(String since, String more) {
            return done("{'command':'GetThreadsByLastChange'," + since(since) + more + "}");
        }

        int unread() {
            return threads(NONE, ",'exclmessages':1").path("numunreadmessages").asInt();
        }

        long customer() {
            return done("{'command':'CreateUpdateCustomerByID','customer':{'name':'North School'}}")
                    .path("customer")
                    .path("id")
                    .asLong();
        }
    }

    /// A day, or a day and a time with a space between them.
    static String since(String moment) {
        String[] parts = moment.split(" ", -1);
        return "'changedate':'" + parts[0] + "','changetime':'" + (parts.length > 1 ? parts[1] : "00:00:00") + "'";
    }

    static String moment(JsonNode result) {
        return result.path("date").asString() + " " + result.path("time").asString();
    }

    static List<Long> ids(JsonNode objects) {
        List<Long> ids = new ArrayList<>();
        objects.forEach(object -> ids.add(object.path("id").asLong()));
        return ids;
    }

    static List<String> texts(JsonNode messages) {
        List<String> texts = new ArrayList<>();
        messages.forEach(message -> texts.add(message.path("message").asString()));
        return texts;
    }
}
