package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;

/// Tests against a fresh server with three logged-in people.
abstract class OnServer {
    TestServer server;
    Device ida;
    Device lars;
    Device mona;

    /// The storage is memory where a test does not say otherwise: the rules do not depend on it.
    TestServer newServer() {
        return TestServer.inMemory();
    }

    @BeforeEach
    void start() {
        server = newServer();
        ida = server.device(TestServer.IDA);
        lars = server.device(TestServer.LARS);
        mona = server.device(TestServer.MONA);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /// Everything that a user has, as a new device gets it.
    Device.Answer all(String email) {
        return server.device(email).sync();
    }

    Device.Answer allTasks(String email) {
        return server.device(email).syncTasks();
    }

    /// Creates a meeting of Ida's without a token.
    void meeting(String id, String fields) {
        assertThat(ida.commit(CommitBody.withoutToken().created("Meeting", "'Id':'" + id + "'," + fields))
                        .ok()
                        .outcomes())
                .containsExactly("CREATED");
    }

    /// An invitation.
    static String invite(String email, String more) {
        return "{'User':{'Email':'" + email + "'}" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    static String invitations(String... invitations) {
        return "'Invitations':[" + String.join(",", invitations) + "]";
    }

    static String time(String start, String end) {
        return "'Start':'" + start + "','End':'" + end + "'";
    }

    /// What a meeting says of an attendee's answer.
    static String statusOf(JsonNode meeting, String email) {
        return invitationOf(meeting, email).path("Status").asString();
    }

    static JsonNode invitationOf(JsonNode meeting, String email) {
        return StreamSupport.stream(meeting.path("Invitations").spliterator(), false)
                .filter(invitation ->
                        invitation.path("User").path("Email").asString().equals(email))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no invitation of " + email + " in " + meeting));
    }

    /// The meeting as a new device of the user gets it.
    JsonNode meetingOf(String email, String id) {
        return all(email).item("Meetings", id).path("Meeting");
    }

    JsonNode taskOf(String email, String id) {
        return allTasks(email).item("Tasks", id).path("Task");
    }

    /// Everything in the account that a request could have changed, as text.
    String snapshot() {
        long users = server.storage.read(
                server.account.id(), tx -> (long) tx.users(0, 10_000).size());
        StringBuilder everything = new StringBuilder("log " + server.changes() + ", users " + users);
        for (String email : List.of(TestServer.IDA, TestServer.LARS, TestServer.MONA)) {
            all(email).body().properties().stream()
                    .filter(property -> !property.getKey().equals("SyncToken"))
                    .forEach(property -> everything.append('\n').append(property.getValue()));
            everything.append('\n').append(allTasks(email).body().path("Tasks"));
        }
        return everything.toString();
    }

    List<String> meetingsOf(String email) {
        return all(email).told("Meetings");
    }

    List<String> tasksOf(String email) {
        return allTasks(email).told("Tasks");
    }
}
