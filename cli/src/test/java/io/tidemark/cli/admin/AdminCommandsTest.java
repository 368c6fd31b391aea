package io.tidemark.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.cli.Shell;
import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.login.Passwords;
import io.tidemark.server.login.Secret;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminCommandsTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void makeAnAccount() {
        shell = new Shell(folder);
        Shell.Result made = shell.run(
                "admin", "account", "add", "acme", "--title", "Acme Service", "--zone", "Europe/Copenhagen", "--json");
        assertThat(made.out())
                .isEqualToIgnoringNewLines(
                        "{\"number\":1,\"name\":\"acme\",\"title\":\"Acme Service\",\"zone\":\"Europe/Copenhagen\"}");
    }

    private <T> T inAccount(BiFunction<Storage, Account, T> work) {
        try (Storage storage = new DataFolder(folder).open()) {
            return work.apply(storage, storage.accounts().find("acme").orElseThrow());
        }
    }

    private boolean logsInWith(String email, String password) {
        try (Passwords passwords = Passwords.recommended()) {
            return inAccount((storage, account) ->
                    passwords.matches(password.toCharArray(), storage.read(account.id(), tx -> {
                        User user = tx.userByEmail(email).orElseThrow();
                        return tx.passwordHash(user.id()).orElseThrow();
                    })));
        }
    }

    private void addIda() {
        Shell.Result added =
                shell.given("s3cret-enough\n", "admin", "user", "add", "Ida@Acme.example", "--name", "Ida Holm");
        assertThat(added.out()).isEqualToIgnoringNewLines("User ida@acme.example has number 1.");
    }

    @Test
    void passwordsComeFromStandardInput() {
        addIda();
        assertThat(logsInWith("ida@acme.example", "s3cret-enough")).isTrue();

        Shell.Result changed =
                shell.given("another-one\n", "admin", "user", "set-password", "ida@acme.example", "--json");
        assertThat(changed.exitCode()).isZero();
        assertThat(logsInWith("ida@acme.example", "another-one")).isTrue();
        assertThat(logsInWith("ida@acme.example", "s3cret-enough")).isFalse();
    }

    @Test
    void noPasswordOrAShortOneChangesNothing() {
        Shell.Result none = shell.given("", "admin", "user", "add", "ida@acme.example", "--name", "Ida");
        assertThat(none.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(none.err()).contains("first line of standard input");
        Shell.Result brief = shell.given("short\n", "admin", "user", "add", "ida@acme.example", "--name", "Ida");
        assertThat(brief.err()).contains("at least 8");
        assertThat(shell.run("admin", "user", "list").out()).isEqualToIgnoringNewLines("None.");
    }

    @Test
    void usersAreListedRenamedAndDisabled() {
        addIda();
        shell.run("admin", "user", "add", "gert@guest.example", "--name", "Gert", "--guest");
        shell.run("admin", "user", "rename", "ida@acme.example", "--name", "Ida Bech", "--email", "bech@acme.example");
        shell.run("admin", "user", "disable", "bech@acme.example");
        assertThat(shell.run("admin", "user", "list").out().lines())
                .containsExactly(
                        "NUMBER  EMAIL               NAME      TITLE  ENABLED  GUEST",
                        "     1  bech@acme.example   Ida Bech         no       no",
                        "     2  gert@guest.example  Gert             yes      yes");
        assertThat(shell.run("admin", "user", "enable", "bech@acme.example", "--json")
                        .out())
                .isEqualToIgnoringNewLines("{\"number\":1,\"email\":\"bech@acme.example\",\"name\":\"Ida Bech\","
                        + "\"title\":\"\",\"enabled\":true,\"guest\":false}");
    }

    @Test
    void aPasswordIsNeverTypedInSight() {
        Terminal piped = new Terminal(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                new ByteArrayInputStream("s3cret-enough".getBytes(StandardCharsets.UTF_8)),
                Optional.empty(),
                true);
        assertThatThrownBy(() -> new PasswordPrompt(piped).read())
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Leave out what is behind |");
    }

    @Test
    void nothingGetsAnEmptyName() {
        addIda();
        String sentence = "a name that is not empty.";
        assertThat(shell.given("s3cret-enough", "admin", "user", "add", "x@acme.example", "--name", " ")
                        .err())
                .contains("Give the user " + sentence);
        assertThat(shell.run("admin", "user", "rename", "ida@acme.example", "--name", "")
                        .err())
                .contains("Give the user " + sentence);
        assertThat(shell.run("admin", "team", "add", "").err()).contains("Give the team " + sentence);
        assertThat(shell.run("admin", "apikey", "add", "--title", "").err()).contains("Give the key " + sentence);
        assertThat(shell.run("admin", "team", "add", "Lifts\nand doors").err()).contains("has one line");
        assertThat(shell.run("admin", "user", "list", "--json").out())
                .contains("Ida Holm")
                .doesNotContain("x@acme");
        assertThat(shell.run("admin", "team", "list").out()).isEqualToIgnoringNewLines("None.");
    }

    @Test
    void aRenameThatChangesNothingIsNotDone() {
        addIda();
        Shell.Result result = shell.run("admin", "user", "rename", "ida@acme.example");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("Say what to change, with --name, --title or --email.");
    }

    @Test
    void anEmailIsTakenOnce() {
        addIda();
        Shell.Result again =
                shell.given("s3cret-enough\n", "admin", "user", "add", "IDA@acme.example", "--name", "Ida");
        assertThat(again.err()).contains("There is a user ida@acme.example already.");
        assertThat(shell.run("admin", "user", "disable", "nobody@acme.example").err())
                .contains("There is no user nobody@acme.example");
    }

    @Test
    void teamsGainAndLoseMembers() {
        addIda();
        shell.run("admin", "team", "add", "Lifts", "--member", "ida@acme.example");
        assertThat(shell.run("admin", "team", "list", "--json").out())
                .isEqualToIgnoringNewLines("[{\"number\":1,\"name\":\"Lifts\",\"members\":[\"ida@acme.example\"]}]");
        assertThat(shell.run("admin", "team", "remove-member", "lifts", "ida@acme.example")
                        .out())
                .isEqualToIgnoringNewLines("Team Lifts is empty now.");
        assertThat(shell.run("admin", "team", "add-member", "lifts", "ida@acme.example")
                        .out())
                .isEqualToIgnoringNewLines("Team Lifts has now: ida@acme.example.");
    }

    @Test
    void keysAndCodesAreShownOnceAndKeptAsHashes() {
        addIda();
        String key = shell.run("admin", "apikey", "add", "--title", "accounting")
                .out()
                .strip();
        String code = property(
                shell.run("admin", "device-code", "add", "ida@acme.example", "--json")
                        .out(),
                "deviceCode");
        assertThat(key).matches("(\\d{4}-){5}\\d{4}");
        assertThat(code).matches("[A-Z2-9]{4}-[A-Z2-9]{4}");
        inAccount((storage, account) -> storage.read(account.id(), tx -> {
            assertThat(tx.apiKey(key)).isEmpty();
            assertThat(tx.apiKey(new Secret(key).hash())).isPresent();
            assertThat(tx.deviceCode(new Secret(code).hash())).get().satisfies(stored -> {
                assertThat(stored.expiresAt()).isEqualTo(Shell.NOW.plusSeconds(86_400));
                assertThat(stored.usedAt()).isNull();
            });
            return true;
        }));
    }

    @Test
    void aGuestBecomesAUserAndAUserNoSecondOne() {
        shell.run("admin", "user", "add", "lars@acme.example", "--name", "Lars", "--guest");
        assertThat(shell.run("admin", "user", "add", "lars@acme.example", "--name", "Lars", "--guest")
                        .err())
                .contains("already");
        assertThat(shell.given("long enough 1\n", "admin", "user", "add", "lars@acme.example", "--name", "Lars Bo")
                        .out())
                .contains("has number 1");
        inAccount((storage, account) -> storage.read(account.id(), tx -> {
            User lars = tx.userByEmail("lars@acme.example").orElseThrow();
            assertThat(lars.guest()).isFalse();
            assertThat(lars.name()).isEqualTo("Lars Bo");
            assertThat(tx.passwordHash(lars.id())).isPresent();
            return true;
        }));
        assertThat(shell.given("long enough 1\n", "admin", "user", "add", "lars@acme.example", "--name", "Lars Bo")
                        .err())
                .contains("already");
    }

    @Test
    void anApiKeyIsListedByItsIdAndWithdrawn() {
        addIda();
        assertThat(shell.run("admin", "apikey", "list").out()).isEqualToIgnoringNewLines("No API keys.");
        String key = shell.run("admin", "apikey", "add", "--title", "accounting")
                .out()
                .strip();
        String listed = shell.run("admin", "apikey", "list").out().strip();
        assertThat(listed).matches("[0-9a-f]{12} {2}accounting").doesNotContain(key);
        String id = property(shell.run("admin", "apikey", "list", "--json").out(), "id");
        assertThat(listed).startsWith(id);

        assertThat(shell.run("admin", "apikey", "remove", "nobody").err()).contains("List them first.");
        assertThat(shell.run("admin", "apikey", "remove", id).out())
                .isEqualToIgnoringNewLines("The API key of accounting is withdrawn.");
        inAccount((storage, account) -> storage.read(account.id(), tx -> {
            assertThat(tx.apiKey(new Secret(key).hash())).isEmpty();
            return true;
        }));
    }

    @Test
    void oneDeviceOfAUserIsWithdrawnAndTheOthersStay() {
        addIda();
        inAccount((storage, account) -> storage.write(account.id(), tx -> {
            UserId ida = tx.userByEmail("ida@acme.example").orElseThrow().id();
            for (String device : List.of("van", "phone")) {
                tx.putSession(new Session(
                        "id-" + device, ida, "hash-" + device, Shell.NOW, Shell.NOW.plusSeconds(60), device, null));
            }
            return true;
        }));
        assertThat(shell.run("admin", "session", "list", "ida@acme.example").out())
                .contains("id-phone", "id-van  ", "  van");

        assertThat(shell.run("admin", "session", "end", "ida@acme.example", "--id", "id-van")
                        .exitCode())
                .isZero();
        assertThat(shell.run("admin", "session", "list", "ida@acme.example", "--json")
                        .out())
                .contains("\"device\":\"phone\"")
                .doesNotContain("van");
        assertThat(shell.run("admin", "session", "end", "ida@acme.example", "--id", "id-van")
                        .err())
                .contains("no login with this id");

        shell.run("admin", "session", "end", "ida@acme.example");
        assertThat(shell.run("admin", "session", "list", "ida@acme.example").out())
                .contains("No logins.");
    }

    private static String property(String json, String name) {
        Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void withTwoAccountsOneMustBeNamed() {
        shell.run("admin", "account", "add", "other");
        assertThat(shell.run("admin", "user", "list").err()).contains("Name one with --account: acme, other.");
        assertThat(shell.run("admin", "user", "list", "--account", "other").exitCode())
                .isZero();
        assertThat(shell.run("admin", "user", "list", "--account", "third").err())
                .contains("There is no account third.");
    }

    @Test
    void accountsNeedAShortNameAndAZone() {
        assertThat(shell.run("admin", "account", "add", "Acme Inc").err()).contains("lower case letters");
        assertThat(shell.run("admin", "account", "add", "other", "--zone", "Mars/Base")
                        .err())
                .contains("Europe/Copenhagen");
        assertThat(shell.run("admin", "account", "add", "acme").err()).contains("There is an account acme already.");
    }
}
