package io.tidemark.server.http;

import static io.tidemark.server.RunningServer.EMAIL;
import static io.tidemark.server.RunningServer.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.server.RawClient;
import io.tidemark.server.RunningServer;
import io.tidemark.server.config.ConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    private static final String SECRET = "changeit";

    @TempDir
    static Path folder;

    private static Path store;

    @BeforeAll
    static void makeKey() throws Exception {
        store = folder.resolve("store.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-keyalg",
                        "EC",
                        "-alias",
                        "tidemark",
                        "-dname",
                        "CN=localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        SECRET,
                        "-keystore",
                        store.toString())
                .inheritIO()
                .start();
        assertThat(keytool.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(keytool.exitValue()).isZero();
    }

    @Test
    void withAKeyStoreTheServerSpeaksHttpsAndTheCookieIsSecure() throws Exception {
        try (RunningServer server =
                        RunningServer.with("tls.key-store", store.toString(), "tls.key-store-password", SECRET);
                RawClient client = new RawClient(encrypted(server.server.port()))) {
            RawClient.Answer login =
                    client.post("/oauth", "grant_type=password&app_id=Api&username=" + EMAIL + "&password=" + PASSWORD);

            assertThat(login.status()).isEqualTo(200);
            assertThat(login.headers().get("set-cookie")).endsWith("; Secure");
            server.meetings.sync(out -> out.write(new byte[1_000_000]));
            assertThat(client.get(
                                    "/api/v1/mymeetings/sync",
                                    "Connection: close",
                                    "Authorization: Bearer " + RunningServer.value(login, "access_token"))
                            .body())
                    .hasSize(1_000_000);
            assertThat(client.atEnd()).isTrue();
        }
    }

    @Test
    void aKeyStoreWithoutAKeyStopsTheStart() throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream file = Files.newInputStream(store)) {
            keys.load(file, SECRET.toCharArray());
        }
        KeyStore certificates = KeyStore.getInstance("PKCS12");
        certificates.load(null, null);
        certificates.setCertificateEntry("ca", keys.getCertificate("tidemark"));
        Path withoutKey = folder.resolve("certificates.p12");
        try (OutputStream file = Files.newOutputStream(withoutKey)) {
            certificates.store(file, SECRET.toCharArray());
        }
        assertThatThrownBy(() ->
                        RunningServer.with("tls.key-store", withoutKey.toString(), "tls.key-store-password", SECRET))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tls.key-store holds certificates but no private key");
    }

    @Test
    void aClientThatDoesNotSpeakTlsGetsNothing() throws IOException {
        try (RunningServer server =
                        RunningServer.with("tls.key-store", store.toString(), "tls.key-store-password", SECRET);
                RawClient client = server.connect()) {
            client.send("GET /health/live HTTP/1.1\r\n" + RawClient.head() + "\r\n");
            assertThat(new String(client.readBytes(4), StandardCharsets.ISO_8859_1))
                    .doesNotStartWith("HTTP");
        }
    }

    @Test
    void aWrongPasswordIsSaidInASentence() throws IOException {
        Path wrong = folder.resolve("wrong");
        Files.writeString(wrong, "guess");

        assertThatThrownBy(() -> RunningServer.with(
                        "tls.key-store", store.toString(), "tls.key-store-password-file", wrong.toString()))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "The key store of tls.key-store cannot be opened. Check tls.key-store-type, and the password in"
                                + " tls.key-store-password-file or tls.key-store-password.");
    }

    private static Socket encrypted(int port) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, SECRET.toCharArray());
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(keys);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    }
}
