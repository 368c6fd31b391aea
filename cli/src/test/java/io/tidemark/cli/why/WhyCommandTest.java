package io.tidemark.cli.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.cli.Shell;
import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.saving.Save;
import io.tidemark.core.saving.SaveCall;
import io.tidemark.core.saving.Saved;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.server.RandomIds;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WhyCommandTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void makeAnAccount() {
        shell = new Shell(folder);
        shell.run("admin", "account", "add", "acme", "--title", "Acme Service", "--zone", "Europe/Copenhagen");
        shell.given("s3cret-enough\n", "admin", "user", "add", "ida@acme.example", "--name", "Ida Holm");
    }

    private static ObjectNumber save(Storage storage, String at, Save save) {
        Account account = storage.accounts().find("acme").orElseThrow();
        User ida = storage.read(
                account.id(), tx -> tx.userByEmail("ida@acme.example").orElseThrow());
        Saver saver = new Saver(storage, new OwnTypes(), () -> Instant.parse(at), new RandomIds());
        return saver.save(account, ida, new SaveCall("SaveTodo", null), save) instanceof Saved.Stored stored
                ? stored.object().number()
                : new ObjectNumber(0);
    }

    private static JsonObject titled(String title) {
        return JsonObject.EMPTY.with("title", new JsonText(title));
    }

    private static ObjectNumber task(Storage storage) {
        return save(
                storage,
                "2031-04-01T07:30:00Z",
                new Save(new TypeId("todo"), null, CommandObjectType.said(titled("Replace pump"))));
    }

    @Test
    void itAnswersWhileAServerHasTheDatabaseOpen() {
        try (Storage storage = new DataFolder(folder).open()) {
            ObjectNumber task = task(storage);
            String id = Long.toString(task.value());
            assertThat(shell.run("admin", "user", "list").exitCode()).isEqualTo(ExitCode.FAILED);

            Shell.Result why = shell.run("why", "--user", "ida@acme.example", "--type", "todo", "--id", id);
            assertThat(why.err()).isEmpty();
            assertThat(why.exitCode()).isEqualTo(ExitCode.DONE);
            assertThat(why.out()).contains("Task " + id + " \"Replace pump\" is in the selection of Ida Holm.");

            save(
                    storage,
                    "2031-04-01T09:30:00Z",
                    new Save(
                            new TypeId("todo"),
                            task,
                            io.tidemark.core.object.Patch.NOTHING,
                            CommandObjectType.decided(JsonObject.EMPTY.with("isdeleted", JsonNumber.of(1)))));
            assertThat(shell.run("why", "--user", "ida@acme.example", "--type", "todo", "--id", id)
                            .out())
                    .contains("is hidden")
                    .contains("It went on 2031-04-01 11:30: Ida Holm hid it (SaveTodo, change ");
            assertThat(shell.run(
                                    "why",
                                    "--user",
                                    "ida@acme.example",
                                    "--type",
                                    "todo",
                                    "--id",
                                    id,
                                    "--at",
                                    "2031-04-01T10:00")
                            .out())
                    .contains("is in the selection of Ida Holm.");
            assertThat(shell.run("why", "--user", "ida@acme.example", "--type", "todo", "--id", id, "--json")
                            .out())
                    .startsWith("{\"object\":{\"type\":\"todo\",\"id\":" + id)
                    .contains("\"state\":\"hidden\"", "\"cause\":\"hidden\"");
        }
    }

    @Test
    void whatIsNotThereIsSaid() {
        String id;
        try (Storage storage = new DataFolder(folder).open()) {
            id = Long.toString(task(storage).value());
        }
        refused("There is no user ole@acme.example in this account.", "ole@acme.example", "todo", id);
        refused("There is no type tood. Did you mean todo, tool?", "ida@acme.example", "tood", id);
        refused("There is no todo 999 in this account, and never was.", "ida@acme.example", "todo", "999");
        refused(
                "There is no customer " + id + " in this account: " + id + " is a todo.",
                "ida@acme.example",
                "customer",
                id);
        refused("--at noon is no time. Write it as 2026-11-20T10:00.", "ida@acme.example", "todo", id, "--at", "noon");
    }

    private void refused(String sentence, String user, String type, String id, String... more) {
        java.util.List<String> line =
                new java.util.ArrayList<>(java.util.List.of("why", "--user", user, "--type", type, "--id", id));
        line.addAll(java.util.List.of(more));
        Shell.Result result = shell.run(line.toArray(String[]::new));
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains(sentence);
    }

    @Test
    void helpHasExamples() {
        assertThat(Shell.plain("", java.util.Map.of(), "why", "--help").out())
                .contains("tidemark why --user ida@acme.example --type todo --id 4711", "--at", "--json");
    }
}
