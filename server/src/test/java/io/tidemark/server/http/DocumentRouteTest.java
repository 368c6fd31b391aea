package io.tidemark.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.DocumentFile;
import io.tidemark.core.content.ContentHash;
import io.tidemark.core.content.StoredContent;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.ObjectTypes;
import io.tidemark.core.object.Patch;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Accounts.NewAccount;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.server.CommandClient;
import io.tidemark.server.RandomIds;
import io.tidemark.server.RawClient;
import io.tidemark.server.RawClient.Answer;
import io.tidemark.server.RunningServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// `GET /api/document/{number}`: the file behind a document.
class DocumentRouteTest {
    private static final byte[] PHOTO = new byte[200_003];

    private static RunningServer server;
    private static String bearer = "";
    private static String photo = "";
    private static String photoTag = "";

    @BeforeAll
    static void start() throws IOException {
        server = RunningServer.with();
        new Random(11).nextBytes(PHOTO);
        bearer = server.bearer();
        photo = "/api/document/" + add(server.account, PHOTO, "Kælder 1.jpg", "image/jpeg");
        photoTag = get(photo).headers().get("etag");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /// A document as a command that takes a file stores it.
    private static long add(Account account, byte[] bytes, String name, String mediaType) throws IOException {
        StoredContent content =
                server.contents.put(account.id(), new ByteArrayInputStream(bytes), 1L << 30, server.now.get());
        CommandTypes types = CommandTypes.standard();
        ObjectTypes documents = ObjectTypes.of(java.util.List.of(
                new CommandObjectType(types, types.type("document").orElseThrow())));
        Saver saver = new Saver(server.storage, documents, server.now::get, new RandomIds());
        User user = server.storage
                .read(account.id(), tx -> tx.userByEmail(RunningServer.EMAIL))
                .orElseThrow();
        Patch said = CommandObjectType.said(JsonObject.EMPTY.with("filename", new JsonText(name)));
        Patch decided = CommandObjectType.decided(DocumentFile.decided(content, mediaType));
        Saved saved =
                saver.save(account, user, new SaveCall("test", null), new Save(DocumentFile.TYPE, null, said, decided));
        return ((Saved.Stored) saved).object().number().value();
    }

    private static Answer get(String target, String... headers) throws IOException {
        try (RawClient client = server.connect()) {
            String[] all = Arrays.copyOf(headers, headers.length + 1);
            all[headers.length] = bearer;
            return client.get(target, all);
        }
    }

    @Test
    void theFileComesWholeAndIsToBeSaved() throws IOException {
        Answer answer = get(photo);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(PHOTO);
        assertThat(answer.chunks()).as("its length is known").isZero();
        assertThat(answer.headers())
                .containsEntry("content-type", "image/jpeg")
                .containsEntry("content-length", "200003")
                .containsEntry(
                        "content-disposition",
                        "attachment; filename=\"K_lder 1.jpg\"; filename*=UTF-8''K%C3%A6lder%201.jpg")
                .containsEntry("x-content-type-options", "nosniff")
                .containsEntry("cache-control", "private, no-cache")
                .containsEntry("accept-ranges", "bytes")
                .doesNotContainKey("content-encoding");
        assertThat(answer.headers().get("etag")).matches("\"[0-9a-f]{64}\"");
    }

    @Test
    void itIsNotCompressedSinceItsTagIsOfTheseBytes() throws IOException {
        long number = add(server.account, "a".repeat(100_000).getBytes(UTF_8), "a.txt", "text/plain");
        Answer answer = get("/api/document/" + number, "Accept-Encoding: gzip");
        assertThat(answer.headers()).doesNotContainKey("content-encoding").containsEntry("content-length", "100000");
        assertThat(answer.body()).hasSize(100_000);
    }

    @Test
    void emptyAndSmallFilesCome() throws IOException {
        Answer empty = get("/api/document/" + add(server.account, new byte[0], "", ""));
        assertThat(empty.status()).isEqualTo(200);
        assertThat(empty.headers())
                .containsEntry("content-length", "0")
                .containsEntry("content-type", "application/octet-stream");
        assertThat(empty.headers().get("content-disposition")).startsWith("attachment; filename=\"document-");
        assertThat(get("/api/document/" + add(server.account, new byte[] {'x'}, "", ""))
                        .text())
                .isEqualTo("x");
    }

    @Test
    void aPageOrScriptGoesOutAsBytes() throws IOException {
        long number = add(server.account, "<script>".getBytes(UTF_8), "page.html", "text/html");
        assertThat(get("/api/document/" + number).headers()).containsEntry("content-type", "application/octet-stream");
    }

    @Test
    void anyPrefixAndAnyCaseLeadThere() throws IOException {
        for (String path : new String[] {"/crm" + photo, "/a/b/c" + photo, photo.replace("document", "Document")}) {
            assertThat(get(path).status()).as(path).isEqualTo(200);
        }
    }

    @Test
    void aCopyThatIsStillRightIsNotSentAgain() throws IOException {
        for (String tags : new String[] {photoTag, "W/" + photoTag, "\"x\", " + photoTag, "*"}) {
            try (RawClient client = server.connect()) {
                client.send(
                        "GET " + photo + " HTTP/1.1\r\n" + RawClient.head(bearer, "If-None-Match: " + tags) + "\r\n");
                client.send("GET /health/live HTTP/1.1\r\n" + RawClient.head() + "\r\n");
                Answer answer = client.read();
                assertThat(answer.status()).as(tags).isEqualTo(304);
                assertThat(answer.headers()).containsEntry("etag", photoTag);
                assertThat(client.read().status())
                        .as("nothing follows the head")
                        .isEqualTo(200);
            }
        }
        assertThat(get(photo, "If-None-Match: \"x\"").status()).isEqualTo(200);
    }

    @Test
    void aDownloadThatBrokeOffGoesOn() throws IOException {
        Answer rest = get(photo, "Range: bytes=150000-", "If-Range: " + photoTag);
        assertThat(rest.status()).isEqualTo(206);
        assertThat(rest.headers())
                .containsEntry("content-range", "bytes 150000-200002/200003")
                .containsEntry("content-length", "50003")
                .containsEntry("etag", photoTag);
        assertThat(rest.body()).isEqualTo(Arrays.copyOfRange(PHOTO, 150_000, 200_003));

        Answer end = get(photo, "Range: bytes=-3");
        assertThat(end.status()).isEqualTo(206);
        assertThat(end.body()).isEqualTo(Arrays.copyOfRange(PHOTO, 200_000, 200_003));
    }

    @Test
    void theRestOfAnotherFileIsNotSent() throws IOException {
        for (String other : new String[] {"\"x\"", "W/" + photoTag, "Wed, 02 Apr 2031 07:30:00 GMT"}) {
            Answer answer = get(photo, "Range: bytes=150000-", "If-Range: " + other);
            assertThat(answer.status()).as(other).isEqualTo(200);
            assertThat(answer.body()).hasSize(200_003);
        }
    }

    @Test
    void aRangeBehindTheEndIsRefused() throws IOException {
        Answer answer = get(photo, "Range: bytes=200003-");
        assertThat(answer.status()).isEqualTo(416);
        assertThat(answer.headers()).containsEntry("content-range", "bytes */200003");
        assertThat(answer.text()).contains("\"Code\":\"TM-1003\"");
        assertThat(get(photo, "Range: bytes=0-1,5-6").status())
                .as("several are ignored")
                .isEqualTo(200);
    }

    @Test
    void headTellsTheSameWithoutTheFile() throws IOException {
        try (RawClient client = server.connect()) {
            client.send("HEAD " + photo + " HTTP/1.1\r\n" + RawClient.head(bearer, "Range: bytes=0-1") + "\r\n");
            client.send("GET /health/live HTTP/1.1\r\n" + RawClient.head() + "\r\n");
            String head = new String(client.readBytes(17), UTF_8);
            assertThat(head).startsWith("HTTP/1.1 200 OK");
            StringBuilder rest = new StringBuilder();
            while (!rest.toString().endsWith("\r\n\r\n")) {
                rest.append((char) client.readBytes(1)[0]);
            }
            assertThat(rest.toString())
                    .containsIgnoringCase("content-length: 200003")
                    .contains(photoTag);
            assertThat(client.read().status()).as("no body follows").isEqualTo(200);
        }
    }

    @Test
    void anotherVerbIsRefused() throws IOException {
        try (RawClient client = server.connect()) {
            Answer answer = client.post(photo, "", bearer);
            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.headers()).containsEntry("allow", "GET, HEAD");
        }
    }

    @Test
    void nobodyGetsItWithoutALogin() throws IOException {
        try (RawClient client = server.connect()) {
            for (String header : new String[] {
                "X: y", "Authorization: Bearer x", "Authorization: Basic eDp5", bearer.substring(0, bearer.length() - 2)
            }) {
                Answer answer = client.get(photo, header);
                assertThat(answer.status()).as(header).isEqualTo(401);
                assertThat(answer.headers()).containsEntry("www-authenticate", "Bearer");
                assertThat(answer.text()).contains("\"Code\":\"TM-4001\"");
            }
            assertThat(client.get(photo + "?accesstoken=" + bearer.substring(22))
                            .status())
                    .as("no token in a path, where logs keep it")
                    .isEqualTo(401);
        }
    }

    @Test
    void theTokenOfADeviceOpensIt() throws IOException {
        CommandClient commands = new CommandClient(server);
        String device = commands.send(CommandClient.configure(commands.code(server.account.id(), server.user)));
        String token = device.replaceAll("(?s).*\"accesstoken\":\"([^\"]*)\".*", "$1");
        try (RawClient client = server.connect()) {
            assertThat(client.get(photo, "Authorization: Bearer " + token).status())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatIsNotThereIsNotFound() throws IOException {
        long customer = server.storage.read(
                        server.account.id(), tx -> tx.head().sequence().value())
                + 1_000;
        for (String path : new String[] {
            "/api/document/" + customer,
            "/api/document/999999999999999999",
            "/api/document/0",
            "/api/document/1x",
            "/api/document/",
            "/api/document",
            "/api/document/%7Bnumber%7D",
            photo + "/1",
            "/api/document/-1",
            "/api/document/1234567890123456789"
        }) {
            Answer answer = get(path);
            assertThat(answer.status()).as(path).isEqualTo(404);
            assertThat(answer.text()).as(path).contains("\"Code\":\"TM-1002\"");
        }
    }

    @Test
    void aDocumentOfAnotherAccountIsNotFound() throws IOException {
        Account other =
                server.storage.accounts().create(new NewAccount("other", "Other", ZoneOffset.UTC, new byte[] {1}));
        server.storage.write(
                other.id(),
                tx -> tx.addUser(new User(
                        new io.tidemark.core.directory.UserId(1), "w", "Ida", RunningServer.EMAIL, "", true, false)));
        long highest = 0;
        for (int i = 0; i < 40; i++) {
            highest = add(other, ("theirs " + i).getBytes(UTF_8), "a.txt", "");
        }
        assertThat(get("/api/document/" + highest).status()).isEqualTo(404);
    }

    /// A content that the database names and nobody has: restored without the folder, for instance.
    @Test
    void aFileThatIsGoneIsAFailureOfTheServer() throws IOException {
        byte[] bytes = "soon gone".getBytes(UTF_8);
        long number = add(server.account, bytes, "a.txt", "");
        for (ContentHash hash : server.contents.putBefore(server.account.id(), Instant.MAX, null, 1_000)) {
            if (get("/api/document/" + number)
                    .headers()
                    .getOrDefault("etag", "")
                    .contains(hash.hex())) {
                server.contents.remove(server.account.id(), hash, Instant.MAX);
            }
        }
        Answer answer = get("/api/document/" + number);
        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.text()).contains("\"Code\":\"TM-9002\"");
    }
}
