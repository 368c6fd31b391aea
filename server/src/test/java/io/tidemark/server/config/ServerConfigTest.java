package io.tidemark.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.server.config.ServerConfig.Hooks;
import io.tidemark.server.config.ServerConfig.Http;
import io.tidemark.server.config.ServerConfig.Limits;
import io.tidemark.server.config.ServerConfig.Log;
import io.tidemark.server.config.ServerConfig.LogFormat;
import io.tidemark.server.config.ServerConfig.LogLevel;
import io.tidemark.server.config.ServerConfig.Login;
import io.tidemark.server.outgoing.Network;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerConfigTest {
    @TempDir
    Path folder;

    private final Map<String, String> commandLine = new HashMap<>();

    @BeforeEach
    void nameTheFolder() {
        commandLine.put("data.folder", folder.toString());
    }

    /// A changed default is a changed product: this test is where it is noticed.
    @Test
    void everyDefaultIsAsWrittenHere() {
        ServerConfig config = ServerConfig.load(Map.of(), Map.of());

        assertThat(config.dataFolder()).isEqualTo(Path.of("data"));
        assertThat(config.namedDefaultAccount()).isEmpty();
        assertThat(config.http()).isEqualTo(new Http("127.0.0.1", 8080, "", -1, true, Set.of(), null));
        assertThat(config.tls()).isNull();
        assertThat(config.limits())
                .isEqualTo(new Limits(
                        32 * 1024 * 1024,
                        20 * 1024 * 1024,
                        30_000,
                        1_000,
                        2_000,
                        1_000_000,
                        64,
                        16 * 1024,
                        10_000,
                        128,
                        1_000,
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(75),
                        Duration.ofSeconds(20),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(30),
                        Duration.ofSeconds(60)));
        assertThat(config.login())
                .isEqualTo(new Login(
                        Duration.ofMinutes(20),
                        Duration.ofDays(90),
                        5,
                        50,
                        Duration.ofSeconds(2),
                        Duration.ofMinutes(5)));
        assertThat(config.hooks()).isEqualTo(new Hooks(List.of(), Duration.ofSeconds(10), Duration.ofSeconds(30)));
        assertThat(config.log()).isEqualTo(new Log(LogFormat.TEXT, LogLevel.INFO));
        assertThat(config.shutdownGrace()).isEqualTo(Duration.ofSeconds(20));
        assertThat(config.filesGrace()).isEqualTo(Duration.ofHours(24));
        assertThat(config.retention().sync()).isEqualTo(Duration.ofDays(90));
        assertThat(config.shown()).hasSameSizeAs(Settings.ALL).noneMatch(ServerConfig.Shown::set);
    }

    @Test
    void whereAppsAreCalledIsChecked() {
        ServerConfig config = ServerConfig.load(
                Map.of(),
                Map.of(
                        "http.public-url",
                        "https://sync.example.test/base/",
                        "hooks.allowed-networks",
                        "10.1.0.0/16, ::1"));
        assertThat(config.http().publicUrl()).isEqualTo("https://sync.example.test/base");
        assertThat(config.hooks().allowedNetworks())
                .containsExactly(Network.parse("10.1.0.0/16"), Network.parse("::1"));
        for (Map<String, String> wrong : List.of(
                Map.of("http.public-url", "sync.example.test"),
                Map.of("http.public-url", "https://sync.example.test/?a=1"),
                Map.of("hooks.allowed-networks", "10.1.0.0/99"),
                Map.of("hooks.allowed-networks", "example.test"))) {
            assertThatThrownBy(() -> ServerConfig.load(Map.of(), wrong)).isInstanceOf(ConfigException.class);
        }
    }

    @Test
    void aFolderInTheFileIsRefusedAlsoWhenAnotherOneWasNamed() throws IOException {
        file("data: { folder: /elsewhere }");
        assertProblem("data.folder cannot be set in the file that lies in it.");
    }

    @Test
    void theAdminPortIsAnotherPort() {
        commandLine.put("http.port", "8443");
        commandLine.put("http.admin-port", "8443");
        assertProblem("http.admin-port is the same as http.port.");
    }

    @Test
    void aListIsWrittenAsOneText() throws IOException {
        file("http: { trusted-proxies: [10.0.0.1] }");
        assertProblem("http.trusted-proxies is one text. Write several values into it, separated by commas.");
    }

    @Test
    void unsoundYamlIsToldWithItsPlace() throws IOException {
        file("http:\n  port: 1\n prot: 2\n");
        assertProblem("is no sound YAML. Mend it in line 3, column 2.");
    }

    @Test
    void valuesAreTakenAsTheyAreWritten() throws IOException {
        file("http: { host: here }\naccount: { default: \"a${http.host}$\" }\n");
        assertThat(ServerConfig.load(Map.of(), commandLine).namedDefaultAccount())
                .contains("a${http.host}$");
    }

    private void assertProblem(String sentence) {
        assertThatThrownBy(() -> ServerConfig.load(Map.of(), commandLine))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(sentence);
    }

    @Test
    void theCommandLineOverrulesTheEnvironmentAndThatTheFile() throws IOException {
        file("""
                http:
                  host: from-file
                  port: 1
                  base-path: from-file/
                  trusted-proxies: 10.0.0.1, 10.0.0.2
                """);
        commandLine.put("http.port", "3");

        Http http = ServerConfig.load(
                        Map.of("TIDEMARK_HTTP_PORT", "2", "TIDEMARK_HTTP_HOST", "from-environment", "PATH", "x"),
                        commandLine)
                .http();

        assertThat(http)
                .isEqualTo(
                        new Http("from-environment", 3, "/from-file", -1, true, Set.of("10.0.0.1", "10.0.0.2"), null));
    }

    @Test
    void theDataFolderMayComeFromTheEnvironment() {
        assertThat(ServerConfig.load(Map.of("TIDEMARK_DATA_FOLDER", "x"), Map.of())
                        .dataFolder())
                .isEqualTo(Path.of("x"));
    }

    @Test
    void allThatIsWrongIsSaidAtOnceInSentences() throws IOException {
        file("http:\n  prot: 80\nlimits:\n  body: 1 KB\n");
        commandLine.put("http.port", "70000");
        commandLine.put("http.gzip", "yes");
        commandLine.put("log.format", "xml");
        commandLine.put("login.access", "20");
        commandLine.put("tls.key-store", folder.resolve("no-such-file").toString());
        commandLine.put("tls.key-store-password-file", "no-such-file");

        assertThatThrownBy(() -> ServerConfig.load(Map.of("TIDEMARK_HTP_PORT", "1"), commandLine))
                .isInstanceOfSatisfying(
                        ConfigException.class,
                        e -> assertThat(e.problems())
                                .containsExactlyInAnyOrder(
                                        "There is no setting for the environment variable TIDEMARK_HTP_PORT."
                                                + " docs/configuration.md lists all of them.",
                                        "There is no setting http.prot. docs/configuration.md lists all of them.",
                                        "limits.body: '1 KB' cannot be used. Give 1 KiB to 1 GiB.",
                                        "http.port: '70000' cannot be used. Give 0 to 65535.",
                                        "http.gzip: 'yes' cannot be used. Give `true` or `false`.",
                                        "log.format: 'xml' cannot be used. Give `text`, `json`.",
                                        "login.access: '20' cannot be used. Give 10s to 1d.",
                                        "The key store of tls.key-store cannot be read. Check the path and its permissions.",
                                        "The file of tls.key-store-password-file cannot be read."
                                                + " Check the path and its permissions."));
    }

    @Test
    void aFileThatIsNoYamlIsSaid() throws IOException {
        file("http: [\n");

        assertThatThrownBy(() -> ServerConfig.load(Map.of(), commandLine))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("tidemark.yaml is no sound YAML");
    }

    @Test
    void settingsThatContradictEachOtherAreSaid() {
        commandLine.put("login.first-wait", "10m");
        commandLine.put("login.access", "2h");
        commandLine.put("login.refresh", "1h");
        commandLine.put("tls.key-store-password", "x");

        assertThatThrownBy(() -> ServerConfig.load(Map.of(), commandLine))
                .hasMessageContaining("login.longest-wait is shorter than login.first-wait")
                .hasMessageContaining("login.refresh is shorter than login.access")
                .hasMessageContaining("tls.key-store-password is set, but tls.key-store is not");
    }

    @Test
    void aSecretIsNeverShown() throws IOException {
        Path store = Files.createFile(folder.resolve("store.p12"));
        commandLine.put("tls.key-store", store.toString());

        ServerConfig config = ServerConfig.load(Map.of("TIDEMARK_TLS_KEY_STORE_PASSWORD", "hush"), commandLine);

        assertThat(config.tls()).isEqualTo(new ServerConfig.Tls(store, "PKCS12", "hush"));
        assertThat(config.toString()).doesNotContain("hush").contains("(secret)");
    }

    @Test
    void thePasswordOfTheKeyStoreCanComeFromAFile() throws IOException {
        commandLine.put(
                "tls.key-store", Files.createFile(folder.resolve("store.p12")).toString());
        Path secret = folder.resolve("password");
        Files.writeString(secret, "hush\n");
        commandLine.put("tls.key-store-password-file", secret.toString());

        assertThat(ServerConfig.load(Map.of(), commandLine).tls())
                .extracting(ServerConfig.Tls::password)
                .isEqualTo("hush");
    }

    @Test
    void keysAreUniqueAndNoVariableNamesTwo() {
        assertThat(Settings.ALL).extracting(Setting::key).doesNotHaveDuplicates();
        assertThat(Settings.ALL).extracting(Setting::variable).doesNotHaveDuplicates();
    }

    private void file(String yaml) throws IOException {
        Files.writeString(folder.resolve(ServerConfig.FILE_NAME), yaml);
    }
}
