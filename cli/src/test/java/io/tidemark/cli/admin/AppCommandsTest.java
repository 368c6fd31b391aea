package io.tidemark.cli.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.Shell;
import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.core.connect.App;
import io.tidemark.core.connect.Connection;
import io.tidemark.core.connect.Hook;
import io.tidemark.core.connect.LostDelivery;
import io.tidemark.core.directory.Session;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.log.Sequence;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.WriteTransaction;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AppCommandsTest {
    private static final AccountId ACME = new AccountId(1);

    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void makeAnAccount() {
        shell = new Shell(folder);
        shell.run("admin", "account", "add", "acme", "--title", "Acme");
        shell.given("s3cret-enough\n", "admin", "user", "add", "ida@acme.example", "--name", "Ida Holm");
    }

    private <T> T read(Function<ReadTransaction, T> work) {
        try (Storage storage = new DataFolder(folder).open()) {
            return storage.read(ACME, work);
        }
    }

    private void write(Consumer<WriteTransaction> work) {
        try (Storage storage = new DataFolder(folder).open()) {
            storage.write(ACME, tx -> {
                work.accept(tx);
                return true;
            });
        }
    }

    @Test
    void anAppIsRegisteredAndItsSecretShownOnce() {
        String added = shell.run("admin", "app", "add", "--title", "Copier", "--host", "Copier.Example.com", "--json")
                .out();
        App app = read(tx -> tx.apps("", 10)).getFirst();

        assertThat(app.title()).isEqualTo("Copier");
        assertThat(app.hosts()).containsExactly("copier.example.com");
        assertThat(app.secretKey()).matches("[0-9a-f]{64}");
        assertThat(added).contains(app.publicId()).contains(app.secretKey());
        assertThat(shell.run("admin", "app", "list").out())
                .contains(app.publicId())
                .contains("copier.example.com")
                .doesNotContain(app.secretKey());
    }

    @Test
    void anAppCanBringItsKeys() {
        Shell.Result added = shell.given(
                "its own secret\n",
                "admin",
                "app",
                "add",
                "--title",
                "Copier",
                "--host",
                "a.example.com",
                "--host",
                "b.example.com",
                "--public-id",
                "copier-7");

        assertThat(added.exitCode()).as(added.err()).isEqualTo(ExitCode.DONE);
        assertThat(added.out()).contains("copier-7").doesNotContain("its own secret");
        assertThat(read(tx -> tx.app("copier-7")).orElseThrow().secretKey()).isEqualTo("its own secret");
        assertThat(shell.given(
                                "another secret\n",
                                "admin",
                                "app",
                                "add",
                                "--title",
                                "X",
                                "--host",
                                "a.example.com",
                                "--public-id",
                                "copier-7")
                        .err())
                .contains("already");
    }

    @Test
    void whatIsNoHostIsRefused() {
        for (String host : List.of("https://a.example.com", "a.example.com/x", "a.example.com:8080", "", "a b")) {
            assertThat(shell.run("admin", "app", "add", "--title", "X", "--host", host)
                            .err())
                    .as(host)
                    .contains("Give each --host as a name alone");
        }
        List<App> apps = read(tx -> tx.apps("", 10));
        assertThat(apps).isEmpty();
    }

    @Test
    void connectionsAreShownAndEnded() {
        write(tx -> {
            tx.putApp(new App("copier", "Copier", "s", java.util.Set.of("a.example.com")));
            connect(tx, "c1", "s1");
            connect(tx, "c2", "s2");
            tx.putBookmark("hooks/c1", new Bookmark(Sequence.ZERO, "0:2"));
            tx.putLostDelivery(
                    new LostDelivery("c1", new Sequence(7), 0, Shell.NOW, "It answered with status 500."), 10);
        });

        assertThat(shell.run("admin", "app", "connections", "--json").out())
                .contains("\"id\":\"c1\",\"app\":\"copier\",\"user\":\"ida@acme.example\"")
                .contains("\"live\":true,\"hooks\":[\"customer/event_customer_change\"],\"behind\":0,\"failures\":2,"
                        + "\"lost\":1");
        assertThat(shell.run("admin", "app", "connections").out()).doesNotContain("secret");
        assertThat(shell.run("admin", "app", "deliveries", "c1").out())
                .contains("customer/event_customer_change")
                .contains("It answered with status 500.");
        assertThat(shell.run("admin", "app", "disconnect", "c1").out())
                .isEqualToIgnoringNewLines("The connection has ended.");
        assertThat(read(tx -> tx.session("s1")).orElseThrow().endedAt()).isEqualTo(Shell.NOW);
        Optional<Bookmark> bookmark = read(tx -> tx.bookmark("hooks/c1"));
        assertThat(bookmark).isEmpty();
        assertThat(shell.run("admin", "app", "remove", "copier").out()).contains("1 connections have ended");
        List<Connection> left = read(tx -> tx.connections("", 10));
        assertThat(left).isEmpty();
        assertThat(read(tx -> tx.session("s2")).orElseThrow().endedAt()).isEqualTo(Shell.NOW);
        for (String command : List.of("remove", "disconnect", "deliveries")) {
            assertThat(shell.run("admin", "app", command, "nothing").err()).contains("List them first.");
        }
    }

    private static void connect(WriteTransaction tx, String id, String session) {
        tx.putSession(new Session(
                session, new UserId(1), session, Shell.NOW, Shell.NOW.plusSeconds(60), "app: Copier", null));
        Hook hook = new Hook("customer", "event_customer_change", "Copy", "https://a.example.com/hook?key=secret");
        tx.putConnection(new Connection(id, "copier", new UserId(1), session, Shell.NOW, List.of(hook)));
    }
}
