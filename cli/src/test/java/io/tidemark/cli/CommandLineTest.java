package io.tidemark.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
    @TempDir
    Path folder;

    @Test
    void everyCommandHasHelpWithItsExitCodes() {
        List<String> names = new ArrayList<>();
        walk(Tidemark.commands(Terminal.ofProcess(), Map.of(), InstantSource.system()), "", names);
        assertThat(names)
                .contains(
                        " demo",
                        " serve",
                        " admin account add",
                        " admin user set-password",
                        " admin team remove-member",
                        " admin device-code add",
                        " admin session end",
                        " import",
                        " doctor");
        for (String name : names) {
            String[] words = (name.strip() + " --help").strip().split(" ");
            Shell.Result result = Shell.plain("", Map.of(), words);
            assertThat(result.exitCode()).as(name).isZero();
            assertThat(result.out()).as(name).contains("Usage: tidemark" + name, "Exit codes:", "ended by Ctrl-C");
        }
    }

    private static void walk(CommandLine command, String name, List<String> names) {
        names.add(name);
        command.getSubcommands().forEach((word, inner) -> walk(inner, name + " " + word, names));
    }

    @Test
    void unknownWordsAreAUsageError() {
        assertThat(Shell.plain("", Map.of(), "nonsense").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(Shell.plain("", Map.of(), "demo", "--scale", "huge").err()).contains("--scale");
    }

    @Test
    void aTypoIsNamedWithTheNearestWordAndWithoutAPageOfHelp() {
        assertThat(typed("dmeo"))
                .containsExactly("tidemark: There is no command dmeo. Did you mean demo?", "Help: tidemark --help");
        assertThat(typed("admin", "usr"))
                .contains("tidemark: There is no command usr. Did you mean user?", "Help: tidemark admin --help");
        assertThat(typed("frobnicate")).contains("tidemark: There is no command frobnicate.");
        assertThat(typed("demo", "--prot", "1")).contains("tidemark: There is no option --prot. Did you mean --port?");
        assertThat(typed("demo", "extra")).contains("tidemark: There is one word too many: extra.");
    }

    @Test
    void aWrongValueIsExplainedWithoutWordsForProgrammers() {
        assertThat(typed("demo", "--port", "abc"))
                .contains("tidemark: Invalid value for option '--port': 'abc' is no whole number.");
        assertThat(typed("demo", "--scale", "huge"))
                .contains(
                        "tidemark: Invalid value for option '--scale': expected one of [small, normal, large] but was 'huge'.");
        assertThat(typed("admin", "user", "add", "ida@acme.example"))
                .contains("tidemark: Missing required option: '--name=TEXT'.", "Help: tidemark admin user add --help");
        assertThat(typed("admin")).contains("Usage: tidemark admin [-hV] COMMAND");
    }

    private static List<String> typed(String... words) {
        Shell.Result result = Shell.plain("", Map.of(), words);
        assertThat(result.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        return result.err().lines().toList();
    }

    @Test
    void helpMayBeAskedForInAWord() {
        assertThat(Shell.plain("", Map.of(), "help").out()).startsWith("Usage: tidemark [-hV] COMMAND");
        Shell.Result result = Shell.plain("", Map.of(), "help", "admin", "team");
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("Usage: tidemark admin team ");
    }

    @Test
    void aDamagedDatabaseIsNoDefectOfTidemark() throws IOException {
        Shell shell = new Shell(folder);
        shell.run("admin", "account", "add", "acme");
        Path database = new io.tidemark.cli.data.DataFolder(folder).database();
        byte[] bytes = Files.readAllBytes(database);
        Arrays.fill(bytes, 4_096, bytes.length, (byte) 0x5A);
        Files.write(database, bytes);
        Shell.Result result = shell.run("admin", "user", "list");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("is damaged").doesNotContain("defect", "\tat ");
    }

    @Test
    void serveSaysHowToMakeAnAccount() {
        Shell.Result nothing = new Shell(folder.resolve("none")).run("serve", "--port", "0");
        assertThat(nothing.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(nothing.err()).contains("There is no Tidemark data in", "tidemark admin account add");
        assertThat(folder.resolve("none")).doesNotExist();

        Shell shell = new Shell(folder);
        io.tidemark.cli.data.DataFolder data = new io.tidemark.cli.data.DataFolder(folder);
        data.openOrCreate().close();
        assertThat(shell.run("serve", "--port", "0").err()).contains("has no account yet", "tidemark admin user add");
    }

    @Test
    void allBadSettingsAreNamedAtOnce() {
        Shell.Result result =
                new Shell(folder).run("serve", "--set", "http.prot=1", "--set", "limits.body=huge", "--port", "0");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("no setting http.prot", "limits.body");
    }

    @Test
    void settingsThatCannotWorkStopTheStartWithTheirKey() throws IOException {
        Shell shell = new Shell(folder);
        shell.run("admin", "account", "add", "acme");
        shell.run("admin", "account", "add", "other");
        assertThat(serving(shell, "account.default=nope"))
                .contains("account.default: there is no account nope. There are: acme, other.");
        assertThat(serving(shell, "data.folder=/elsewhere")).contains("data.folder: name the data folder with --data.");
        assertThat(serving(shell, "tls.key-store-password=changeit"))
                .contains("tls.key-store-password: no secret is taken", "TIDEMARK_TLS_KEY_STORE_PASSWORD")
                .doesNotContain("changeit");
        assertThat(serving(shell, "http.host=nowhere.invalid"))
                .contains("http.host: there is no address nowhere.invalid");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(serving(shell, "http.admin-port=" + taken.getLocalPort()))
                    .contains("Choose another port with http.admin-port;")
                    .doesNotContain("\tat ");
        }
    }

    private static String serving(Shell shell, String setting) {
        Shell.Result result = shell.run("serve", "--port", "0", "--set", setting);
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        return result.err();
    }

    @Test
    void aPortInUseIsToldBeforeAnythingIsMade() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Shell.Result result =
                    new Shell(folder.resolve("new")).run("demo", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err())
                    .startsWith("tidemark: Nothing can listen on 127.0.0.1 port " + taken.getLocalPort())
                    .contains("--port; 0 takes a free one");
            assertThat(folder.resolve("new")).doesNotExist();
        }
    }

    @Test
    void aFileInPlaceOfTheFolderIsToldInASentence() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Shell.Result result = new Shell(file).run("demo", "--port", "0");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("cannot be created", "--data").doesNotContain("\tat ");
    }

    @Test
    void aFolderThatAServerHoldsIsToldInASentence() {
        try (var held = new io.tidemark.cli.data.DataFolder(folder).openOrCreate()) {
            held.probe();
            Shell.Result result = new Shell(folder).run("admin", "account", "list");
            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(result.err()).contains("A server or another command has this database open. Stop it first");
        }
    }

    @Test
    void doctorOpensTheKeyStore() throws IOException {
        Path store = Files.writeString(folder.resolve("server.p12"), "no key store");
        Files.writeString(folder.resolve("tidemark.yaml"), "tls: { key-store: " + store + " }\n");
        Shell.Result result = new Shell(folder).run("doctor", "--port", "0");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out()).contains("The key store of tls.key-store cannot be opened.");
    }

    @Test
    void doctorFindsWhatIsWrong() throws IOException {
        assertThat(new Shell(folder).run("doctor", "--port", "0").exitCode()).isZero();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Shell.Result result =
                    new Shell(folder).run("doctor", "--json", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
            assertThat(result.out()).contains("{\"check\":\"settings and port\",\"ok\":false,");
        }
    }
}
