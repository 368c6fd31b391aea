package io.tidemark.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.cli.Shell;
import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.TreeWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonImportTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void makeAnAccount() {
        shell = new Shell(folder.resolve("data"));
        shell.run("admin", "account", "add", "acme", "--zone", "Europe/Copenhagen");
        shell.given("s3cret-enough", "admin", "user", "add", "ida@acme.example", "--name", "Ida Holm");
    }

    private Shell.Result importing(String type, String text, String... options) throws IOException {
        Path file = Files.writeString(folder.resolve("objects.json"), text.replace('\'', '"'));
        return shell.run(Stream.concat(Stream.of("import", file.toString(), "--type", type), Arrays.stream(options))
                .toArray(String[]::new));
    }

    private <T> T read(Function<ReadTransaction, T> work) {
        try (Storage storage = new DataFolder(folder.resolve("data")).open()) {
            return storage.read(storage.accounts().all().getFirst().id(), work);
        }
    }

    private List<JsonObject> all(String type) {
        return read(tx -> tx.living(new TypeId(type), new ObjectNumber(ObjectNumber.BEFORE_ALL), 100).stream()
                .map(number -> CommandObjectType.object(tx.object(number).orElseThrow()))
                .toList());
    }

    private static String text(JsonObject object, String field) {
        return object.get(field).orElseThrow() instanceof JsonText(String text) ? text : "";
    }

    @Test
    void entriesOfAnArrayBecomeObjectsNestedValuesToo() throws IOException {
        Shell.Result result = importing(
                "questionform",
                "\uFEFF[{'id':7,'title':'Leak test','modcode':null,'parts':[{'id':1,'title':'Tight?'}],"
                        + "'md5sum':'x','colour':'red'},\n{'title':'Noise'}]");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
        assertThat(result.out()).contains("2 created, 0 changed, 0 unchanged, 0 refused.");
        assertThat(result.err()).contains("Not taken over: the members colour, id, md5sum.");
        List<JsonObject> forms = all("questionform");
        assertThat(forms).extracting(form -> text(form, "title")).containsExactly("Leak test", "Noise");
        assertThat(TreeWriter.text(forms.getFirst().get("parts").orElseThrow())).contains("\"title\":\"Tight?\"");
        assertThat(text(forms.getFirst(), "md5sum")).as("the server's own").hasSize(32);
        assertThat(importing("questionform", "[{'title':'Bad','parts':'none'},{'title':'Worse','flowcontrol':[1]}]")
                        .out())
                .contains("0 created, 0 changed, 0 unchanged, 2 refused.");
    }

    @Test
    void jsonLinesAndStandardInputAreReadToo() throws IOException {
        assertThat(importing("workarea", "{'title':'Heating'}\n{'title':'Cooling'}\n\n")
                        .out())
                .contains("2 created");
        Shell.Result piped = shell.given(
                "{\"title\":\"Roofs\"}", "import", "-", "--type", "workarea", "--format", "json", "--dry-run");
        assertThat(piped.out()).contains("Would be: 1 created");
        assertThat(all("workarea")).hasSize(2);
        assertThat(importing("workarea", "").out()).contains("0 created");
        assertThat(importing("workarea", "[]").out()).contains("0 created");
    }

    @Test
    void setUpListsThatNoCommandMakesComeOver() throws IOException {
        for (String type : List.of("internalregistration", "plandestination")) {
            Shell.Result made = importing(type, "[{'title':'Course'}]");
            assertThat(made.out()).as(type + made.err()).contains("1 created");
        }
        Shell.Result settings = importing("appsettings", "{'administrators':['ida@acme.example']}");
        assertThat(settings.out()).as(settings.err()).contains("1 created");
        assertThat(TreeWriter.text(
                        all("appsettings").getFirst().get("administrators").orElseThrow()))
                .isEqualTo("[1]");
    }

    @Test
    void whatIsMeantCanBeNamedInWords() throws IOException {
        importing("customertype", "[{'title':'School'}]");
        importing(
                "customer",
                "[{'name':'North','typeid':'school','ourreference':'ida@acme.example'},"
                        + "{'name':'South','typeid':1},{'name':'East','typeid':'Nothing'}]");
        List<JsonObject> customers = all("customer");
        assertThat(customers).extracting(one -> text(one, "typetext")).containsExactly("School", "School");
        assertThat(text(customers.getFirst(), "ourreferencetext")).isEqualTo("Ida Holm");
        importing("todo", "[{'title':'Above'},{'title':'Below','parenttodo':'Above','users':['Ida Holm']}]");
        JsonObject below = all("todo").getLast();
        assertThat(below.get("parenttodo").orElseThrow()).isNotEqualTo(JsonNumber.ZERO);
        assertThat(TreeWriter.text(below.get("users").orElseThrow())).isEqualTo("[1]");
    }

    @Test
    void theSameFileAgainChangesNothingWithAKey() throws IOException {
        String file = "[{'Nr':'K1','name':'Alpha','phone':'1'},{'Nr':'K2','name':'Beta'}]";
        String[] options = {"--key", "customernumber", "--map", "customernumber=Nr"};
        assertThat(importing("customer", file, options).out()).contains("2 created");
        var before = read(ReadTransaction::head);
        assertThat(importing("customer", file, options).out()).contains("0 created, 0 changed, 2 unchanged");
        assertThat(read(ReadTransaction::head)).isEqualTo(before);
        Shell.Result changed =
                importing("customer", file.replace("Beta", "Gamma").replace("'name':'Alpha',", "") + " ", options);
        assertThat(changed.out()).contains("0 created, 1 changed, 1 unchanged");
        assertThat(text(all("customer").getFirst(), "name"))
                .as("what is not said stays")
                .isEqualTo("Alpha");
        assertThat(importing("customer", "[{'name':'Without'}]", options).out())
                .contains("1 refused", "The field customernumber is empty");
    }

    @Test
    void badEntriesAreRefusedOneByOneAndCanBeMended() throws IOException {
        Path rejects = folder.resolve("refused.jsonl");
        Shell.Result result = importing(
                "customer",
                "[{'name':'Alpha'},{'name':'Beta','startdate':'soon'},[1,[2]],'text',{'name':'A','name':'B'},"
                        + "{'city':'Aarhus'},{'name':'Gamma','address':{'street':'x'}},{'name':'Delta'}]",
                "--rejects",
                rejects.toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.PARTLY);
        assertThat(result.out())
                .contains("2 created, 0 changed, 0 unchanged, 6 refused.", "entry", "startdate")
                .contains("An entry must be an object in braces.", "The name name stands twice in one object.");
        assertThat(all("customer")).extracting(one -> text(one, "name")).containsExactly("Alpha", "Delta");
        List<String> lines = Files.readAllLines(rejects);
        assertThat(lines).hasSize(6);
        assertThat(lines.getFirst()).startsWith("{\"name\":\"Beta\",\"startdate\":\"soon\",\"refused\":\"The field ");
        Files.writeString(rejects, lines.getFirst().replace("soon", "2026-03-04"));
        assertThat(shell.run("import", rejects.toString(), "--type", "customer").out())
                .contains("1 created, 0 changed, 0 unchanged, 0 refused.");
        assertThat(shell.run("import", rejects.toString(), "--type", "customer", "--rejects", rejects.toString())
                        .err())
                .contains("is the one that is read");
    }

    @Test
    void aDryRunTellsTheSameAndWritesNothing() throws IOException {
        Shell.Result result =
                importing("customer", "[{'name':'Alpha'},{'name':'Beta','latitude':'north'}]", "--dry-run", "--json");
        assertThat(result.out())
                .contains("\"dryRun\":true", "\"created\":1", "\"refused\":1", "\"entry\":2", "\"field\":\"latitude\"");
        assertThat(all("customer")).isEmpty();
    }

    @Test
    void aFileThatBreaksOffKeepsWhatCameBefore() throws IOException {
        Shell.Result result = importing("customer", "[{'name':'Alpha'},\n{'name':'Beta'},\n{'name':");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("cannot be read behind entry 3", "Until then: 2 created");
        assertThat(importing("customer", "[{'name':'Gamma'}] {'name':'Delta'}").err())
                .contains("Something follows the array.");
        Path latin = Files.write(
                folder.resolve("latin.json"), "[{\"name\":\"Søren\"}]".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(shell.run("import", latin.toString(), "--type", "customer").err())
                .contains("It is not written in UTF-8.");
        assertThat(all("customer")).hasSize(3);
    }

    @Test
    void anEntryThatIsTooLargeIsPassedOver() throws IOException {
        String many = "[" + "0,".repeat(JsonFile.ENTRY_VALUES_MAX) + "0]";
        Shell.Result result = importing("customer", "[{'name':'Alpha','x':{'y':" + many + "}},{'name':'Beta'}]");
        assertThat(result.out()).contains("1 created, 0 changed, 0 unchanged, 1 refused.", "The entry is too large");
        assertThat(all("customer")).extracting(one -> text(one, "name")).containsExactly("Beta");
    }

    @Test
    void manyEntriesAreSavedInParts() throws IOException {
        String many = "{'title':'T'}\n".repeat(2_500);
        assertThat(importing("workarea", many).out()).contains("2500 created");
    }

    @Test
    void optionsThatDoNotGoTogetherAreAMistakeOfUsage() throws IOException {
        assertThat(importing("customer", "[]", "--delimiter", ";").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(importing("customer", "[]", "--format", "xml").exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(shell.run("import", folder.resolve("objects.json").toString())
                        .exitCode())
                .isEqualTo(ExitCode.USAGE);
        assertThat(importing("customer", "[]", "--map", "nome=x").err()).contains("There is no field nome", "name");
        assertThat(importing("customer", "[]", "--key", "city").err()).contains("are not found by city");
        assertThat(importing("user", "[]").err()).contains("tidemark admin user add");
    }
}
