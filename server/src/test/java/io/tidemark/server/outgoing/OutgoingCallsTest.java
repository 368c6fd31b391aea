package io.tidemark.server.outgoing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.server.outgoing.Reply.Answered;
import io.tidemark.server.outgoing.Reply.Failed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class OutgoingCallsTest {
    private static final AddressRules LOOPBACK =
            new AddressRules(List.of(Network.parse("127.0.0.0/8"), Network.parse("::1")));

    @Test
    void aFormGoesOutByteByByteAndTheAnswerComesBack() throws IOException {
        try (Peer peer = new Peer("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nabcd");
                OutgoingCalls calls = new OutgoingCalls(LOOPBACK, Duration.ofSeconds(20))) {
            Reply reply = calls.post(peer.uri("/hook?key=1%2F2"), "a=1&b=%C3%A5", Map.of("X-One", "1"), 3);

            assertThat(reply).isEqualTo(new Answered(200, "abc"));
            assertThat(peer.requests.getFirst())
                    .startsWith("POST /hook?key=1%2F2 HTTP/1.1\r\n")
                    .contains("\r\nX-One: 1\r\n")
                    .contains("\r\nContent-Type: application/x-www-form-urlencoded\r\n")
                    .contains("\r\nHost: 127.0.0.1:" + peer.port() + "\r\n")
                    .contains("\r\nConnection: close\r\n")
                    .contains("\r\nUser-Agent: Tidemark\r\n")
                    .endsWith("\r\n\r\na=1&b=%C3%A5");
        }
    }

    @Test
    void aRedirectIsAnAnswerLikeAnyOther() throws IOException {
        try (Peer peer = new Peer("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
                OutgoingCalls calls = new OutgoingCalls(LOOPBACK, Duration.ofSeconds(20))) {
            assertThat(calls.post(peer.uri("/"), "", Map.of(), 10)).isEqualTo(new Answered(302, ""));
            assertThat(peer.requests).hasSize(1);
        }
    }

    @Test
    void oneWhoHangsOrDripsIsCutOff() throws IOException {
        for (String drip : List.of("", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nx")) {
            try (Peer peer = new Peer(drip);
                    OutgoingCalls calls = new OutgoingCalls(LOOPBACK, Duration.ofMillis(300))) {
                peer.dripping = true;
                assertThat(calls.post(peer.uri("/"), "", Map.of(), 50))
                        .isEqualTo(new Failed("It did not answer within 300 ms."));
                // the deadline gives it back on its own thread
                await().until(() -> calls.connectionsHeld() == 0);
            }
        }
    }

    @Test
    void whatIsNotReadIsNotWaitedFor() throws IOException {
        try (Peer peer = new Peer("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\nabcdef");
                OutgoingCalls calls = new OutgoingCalls(LOOPBACK, Duration.ofSeconds(60))) {
            peer.dripping = true;
            assertThat(calls.post(peer.uri("/"), "", Map.of(), 3)).isEqualTo(new Answered(200, "abc"));
            assertThat(calls.post(peer.uri("/"), "", Map.of(), 0)).isEqualTo(new Answered(200, ""));
            assertThat(calls.connectionsHeld()).isZero();
        }
    }

    @Test
    void aNameThatLeadsInsideIsNotCalled() throws IOException {
        try (Peer peer = new Peer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                OutgoingCalls calls = new OutgoingCalls(new AddressRules(List.of()), Duration.ofSeconds(20))) {
            for (String host : List.of("localhost", "127.0.0.1", "127.1", "[::1]", "[::ffff:127.0.0.1]")) {
                Reply reply = calls.post(URI.create("http://" + host + ":" + peer.port() + "/"), "", Map.of(), 0);
                assertThat(reply)
                        .as(host)
                        .isEqualTo(new Failed("Its address is in a network that this server does not call"
                                + " (hooks.allowed-networks)."));
            }
            assertThat(peer.requests).isEmpty();
        }
    }

    @Test
    void everyFailureIsASentence() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        try (Peer garbage = new Peer("SSH-2.0-x\r\n\r\n");
                OutgoingCalls calls = new OutgoingCalls(LOOPBACK, Duration.ofMillis(700))) {
            assertThat(calls.post(URI.create("http://127.0.0.1:" + free + "/"), "", Map.of(), 0))
                    .isEqualTo(new Failed("It does not take connections."));
            assertThat(calls.post(garbage.uri("/"), "", Map.of(), 0)).isInstanceOf(Failed.class);
            assertThat(calls.post(URI.create("https://127.0.0.1:" + garbage.port() + "/"), "", Map.of(), 0))
                    .isInstanceOf(Failed.class);
            assertThat(calls.post(URI.create("http://no-such-host.invalid/"), "", Map.of(), 0))
                    .isEqualTo(new Failed("Its host name is not known."));
        }
    }

    /// Reads a request and answers with fixed bytes, again and again.
    private static final class Peer implements AutoCloseable {
        final List<String> requests = new CopyOnWriteArrayList<>();
        volatile boolean dripping;
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
        private final String answer;

        Peer(String answer) throws IOException {
            this.answer = answer;
            Thread.ofVirtual().start(this::serve);
        }

        int port() {
            return socket.getLocalPort();
        }

        URI uri(String path) {
            return URI.create("http://127.0.0.1:" + port() + path);
        }

        private void serve() {
            while (!socket.isClosed()) {
                try {
                    Socket connection = socket.accept();
                    Thread.ofVirtual().start(() -> answer(connection));
                } catch (IOException e) {
                    return;
                }
            }
        }

        private void answer(Socket connection) {
            try (connection) {
                InputStream in = connection.getInputStream();
                StringBuilder request = new StringBuilder();
                int length = -1;
                while (length < 0 || request.length() < length) {
                    int next = in.read();
                    if (next < 0) {
                        return;
                    }
                    request.append((char) next);
                    if (length < 0 && request.toString().endsWith("\r\n\r\n")) {
                        length = request.length() + contentLength(request.toString());
                    }
                }
                requests.add(request.toString());
                OutputStream out = connection.getOutputStream();
                out.write(answer.getBytes(StandardCharsets.US_ASCII));
                out.flush();
                if (dripping) {
                    // until the other side cuts the connection
                    in.read();
                }
            } catch (IOException e) {
                // the other side went away
            }
        }

        private static int contentLength(String head) {
            return head.lines()
                    .filter(line -> line.startsWith("Content-Length: "))
                    .map(line -> Integer.parseInt(line.substring(16)))
                    .findFirst()
                    .orElse(0);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
