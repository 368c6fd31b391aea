package io.tidemark.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLEncoder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The bytes that clients send which were written for another server, and what they read of the answer (command API
/// 1 and 2): they cannot be changed, so each form must stay.
class ForeignClientsTest extends CommandServer {
    private static final String POST = "POST /api/endpoint.php HTTP/1.1\r\n";

    private JsonNode device;
    private long person;

    @Override
    Storage newStorage() {
        return new InMemoryStorage();
    }

    @BeforeEach
    void setUp() {
        device = configure(newCode()).path("results").path(0);
        person = send(withToken(
                        device,
                        "{'command':'CreateUpdatePersonByID','person':{'firstname':'Åse','email':'ase@birk.example'}}"))
                .path("results")
                .path(0)
                .path("person")
                .path("id")
                .asLong();
    }

    /// The head and the body of an answer to bytes on a bare connection.
    private String exchanged(String head, String body) {
        try (Socket socket = new Socket(server.uri().getHost(), server.uri().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write((head + "Host: x\r\nConnection: close\r\nContent-Length: " + body.getBytes(UTF_8).length
                            + "\r\n\r\n" + body)
                    .getBytes(UTF_8));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// What such a client reads: the envelope's status, and one number deep in the answer.
    private void checkPerson(String answer) {
        assertThat(answer).startsWith("HTTP/1.1 200");
        JsonNode envelope = JsonMapper.shared().readTree(answer.substring(answer.indexOf("\r\n\r\n{") + 4));
        assertThat(envelope.path("status").isNumber()).isTrue();
        assertThat(envelope.path("status").asInt()).isEqualTo(1);
        assertThat(envelope.path("msg").asString()).isEqualTo("OK");
        JsonNode values =
                envelope.path("results").path(0).path("persons").path(0).path("values");
        assertThat(values.path("personid").isNumber()).isTrue();
        assertThat(values.path("personid").asLong()).isEqualTo(person);
    }

    /// All values are texts, in a fixed order, with user and password beside a token, and a slash escaped.
    private String envelope(String token) {
        return "{\"contract\":\"" + device.path("contract").asString() + "\",\"apikey\":\""
                + device.path("apikey").asString() + "\",\"username\":\"" + TestServer.IDA + "\",\"password\":\""
                + TestServer.PASSWORD + "\",\"accesstoken\":\"" + token + "\",\"remoteagent\":\"sync\\/1.0\","
                + "\"haltonerror\":\"0\",\"commands\":[{\"command\":\"GetPersonByEmail\","
                + "\"email\":\"ase@birk.example\"}]}";
    }

    @Test
    void aFormWithAnEmptyTokenAndEveryValueAText() {
        String head = POST + "Content-Type: application/x-www-form-urlencoded; charset=UTF-8\r\n";
        checkPerson(exchanged(head, "json=" + URLEncoder.encode(envelope(""), UTF_8)));
        checkPerson(exchanged(
                head,
                "json=" + URLEncoder.encode(envelope(device.path("accesstoken").asString()), UTF_8)));
    }

    @Test
    void bareBracesInTheQueryOfAPostWithoutABody() {
        String query = envelope(device.path("accesstoken").asString())
                .replace("\"", "%22")
                .replace(" ", "%20")
                .replace("\\", "%5C");
        checkPerson(exchanged(
                "POST /api/endpoint.php?json=" + query + " HTTP/1.1\r\nAccept: application/json\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\n",
                ""));
    }

    @Test
    void aGetWithEverythingPercentEncoded() {
        checkPerson(exchanged(
                "GET /any/API/Endpoint.PHP?json=" + URLEncoder.encode(envelope(""), UTF_8) + " HTTP/1.1\r\n", ""));
    }

    @Test
    void whoIsLookingIsReadFromTheEnvelopeAlone() {
        String wrong = envelope("")
                .replace(
                        "{\"command\":\"GetPersonByEmail\",\"email\":\"ase@birk.example\"}",
                        "{\"command\":\"ValidateSessionToken\",\"sessiontoken\":\"forged\"}");
        String answer = exchanged(
                POST + "Content-Type: application/x-www-form-urlencoded\r\n",
                "json=" + URLEncoder.encode(wrong, UTF_8));
        assertThat(answer).startsWith("HTTP/1.1 200").contains("{\"status\":0,\"msg\":");
    }
}
