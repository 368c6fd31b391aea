package io.tidemark.cli.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.command.CommandObjectType;
import io.tidemark.catalog.task.TaskType;
import io.tidemark.cli.Shell;
import io.tidemark.cli.data.DataFolder;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
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

class CsvImportTest {
    @TempDir
    Path folder;

    private Shell shell;

    @BeforeEach
    void makeAnAccount() {
        shell = new Shell(folder.resolve("data"));
        shell.run("admin", "account", "add", "acme", "--zone", "Europe/Copenhagen");
        shell.given("s3cret-enough", "admin", "user", "add", "ida@acme.example", "--name", "Ida Holm");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("table.csv"), text);
    }

    private Shell.Result importing(String type, String text, String... options) throws IOException {
        return shell.run(
                Stream.concat(Stream.of("import", file(text).toString(), "--type", type), Arrays.stream(options))
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
    void rowsBecomeObjectsAndColumnsFields() throws IOException {
        Shell.Result result = importing("customer", """
                \uFEFFNAME;Town;isprospect;latitude;startdate;Remarks;changedate
                Søren's Bakery;Århus;yes;56.15;04-03-2026;x;2020-01-01
                Alpha;;;;;;
                """, "--delimiter", ";", "--map", "city=town");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(ExitCode.DONE);
        assertThat(result.out()).contains("2 created, 0 changed, 0 unchanged, 0 refused.");
        assertThat(result.err()).contains("Not taken over: the columns Remarks, changedate.");
        JsonObject bakery = all("customer").getFirst();
        assertThat(text(bakery, "name")).isEqualTo("Søren's Bakery");
        assertThat(text(bakery, "city")).isEqualTo("Århus");
        assertThat(text(bakery, "startdate")).isEqualTo("2026-03-04");
        assertThat(bakery.get("isprospect")).contains(JsonNumber.ONE);
        assertThat(bakery.get("latitude")).contains(new JsonNumber("56.15"));
    }

    @Test
    void cellsMayHoldQuotationMarksDelimitersAndLineBreaks() throws IOException {
        importing("customer", "name,description\r\n\"The \"\"Old\"\", Inn\",\"first\r\nsecond\"\r\n\r\nNext,\r\n");
        List<JsonObject> all = all("customer");
        assertThat(all).extracting(object -> text(object, "name")).containsExactly("The \"Old\", Inn", "Next");
        assertThat(text(all.getFirst(), "description")).isEqualTo("first\nsecond");
    }

    @Test
    void theSameFileAgainChangesNothingWithAKey() throws IOException {
        String table = "customernumber,name,phone\nK1,Alpha,1\nK2,Beta,2\n";
        importing("customer", table, "--key", "customernumber");
        var before = read(ReadTransaction::head);
        assertThat(importing("customer", table, "--key", "customernumber").out())
                .contains("0 created, 0 changed, 2 unchanged, 0 refused.");
        assertThat(read(ReadTransaction::head)).isEqualTo(before);
        assertThat(importing("customer", table.replace("Beta,2", "Beta & Sons,"), "--key", "customernumber")
                        .out())
                .contains("0 created, 1 changed, 1 unchanged, 0 refused.");
        JsonObject beta = all("customer").getLast();
        assertThat(text(beta, "name")).isEqualTo("Beta & Sons");
        assertThat(text(beta, "phone")).as("an empty cell says nothing").isEqualTo("2");
    }

    @Test
    void twoRowsOfOneKeyAreOneObject() throws IOException {
        assertThat(importing("customer", "customernumber,name\nK1,Alpha\nk1 ,Omega\n", "--key", "customernumber")
                        .out())
                .contains("1 created, 1 changed, 0 unchanged, 0 refused.");
        assertThat(all("customer")).extracting(object -> text(object, "name")).containsExactly("Omega");
    }

    @Test
    void objectsCanBeFoundByTheirNumber() throws IOException {
        importing("customer", "name\nAlpha\n");
        long number = read(tx -> tx.selected(
                        Principal.EVERYONE,
                        new TypeId("customer"),
                        tx.head().sequence(),
                        new ObjectNumber(ObjectNumber.BEFORE_ALL),
                        1)
                .getFirst()
                .value());
        Shell.Result result = importing("customer", "id,name\n" + number + ",Omega\n999999,Nobody\n", "--key", "id");
        assertThat(result.out()).contains("0 created, 1 changed, 0 unchanged, 1 refused.", "There is no customer");
        assertThat(text(all("customer").getFirst(), "name")).isEqualTo("Omega");
    }

    @Test
    void referencesCanBeNamedInWords() throws IOException {
        importing("customertype", "title\nSchool\nHotel\nHotel\n");
        Shell.Result result = importing(
                "customer",
                "name,typeid,ourreference\nA,school,ida@acme.example\nB,School,ida holm\nC,Hotel,\nD,Castle,\n");
        assertThat(result.exitCode()).isEqualTo(ExitCode.PARTLY);
        assertThat(result.out())
                .contains("2 created, 0 changed, 0 unchanged, 2 refused.")
                .containsPattern("4 +typeid +The field typeid names more than one customertype")
                .containsPattern("5 +typeid +The field typeid names no customertype");
        assertThat(all("customer")).allSatisfy(customer -> {
            assertThat(text(customer, "typetext")).isEqualTo("School");
            assertThat(text(customer, "ourreferencetext")).isEqualTo("Ida Holm");
        });
    }

    @Test
    void aRowMayNameOneBeforeIt() throws IOException {
        assertThat(importing("customer", "name,parentcust\nMother,\nDaughter,Mother\n")
                        .out())
                .contains("2 created");
        assertThat(all("customer").getLast().get("parentcust")).get().isNotEqualTo(JsonNumber.ZERO);
    }

    @Test
    void badRowsAreRefusedOneByOneAndCanBeMended() throws IOException {
        Path rejects = folder.resolve("refused.csv");
        String table = "customernumber,name,startdate\nK1,Alpha,2026-03-04\nK2,Beta,yesterday\nK3,,\nK4,x\n,Delta,\n";
        Shell.Result result = importing("customer", table, "--key", "customernumber", "--rejects", rejects.toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.PARTLY);
        assertThat(result.out())
                .contains("1 created, 0 changed, 0 unchanged, 4 refused.")
                .containsPattern("3 +startdate +The field startdate must be a day of the calendar")
                .containsPattern("4 +name +The field name is needed")
                .containsPattern("5 +The row has 2 cells, and there are 3 columns")
                .containsPattern("6 +customernumber +The field customernumber is empty");
        List<String> lines = Files.readAllLines(rejects);
        assertThat(lines).hasSize(5);
        assertThat(lines.getFirst()).isEqualTo("customernumber,name,startdate,refused");
        assertThat(lines.get(1)).startsWith("K2,Beta,yesterday,\"The field startdate");
        assertThat(lines.get(3)).startsWith("K4,x,,\"The row has 2 cells");

        String mended = Files.readString(rejects).replace("yesterday", "2026-03-05");
        assertThat(importing("customer", mended, "--key", "customernumber").out())
                .contains("2 created, 0 changed, 0 unchanged, 2 refused.");
    }

    @Test
    void onlyTheFirstRefusalsAreShown() throws IOException {
        String table = "name,startdate\n" + "Alpha,never\n".repeat(50);
        Shell.Result result = importing("customer", table);
        assertThat(result.out()).contains("… and 30 more", "50 refused").containsOnlyOnce("21  startdate");
        assertThat(result.out()).doesNotContain("22  startdate");
    }

    @Test
    void aDryRunTellsTheSameAndWritesNothing() throws IOException {
        importing("customer", "customernumber,name\nK1,Alpha\n");
        var before = read(ReadTransaction::head);
        Shell.Result result = importing(
                "customer",
                "customernumber,name\nK1,Alpha\nK2,Beta\nK2,Gamma\nK1,Delta\nK3,\n",
                "--key",
                "customernumber",
                "--dry-run");
        assertThat(result.out()).contains("Would be: 1 created, 2 changed, 1 unchanged, 1 refused.");
        assertThat(read(ReadTransaction::head)).isEqualTo(before);
        assertThat(all("customer")).hasSize(1);
    }

    @Test
    void resultForScripts() throws IOException {
        assertThat(importing("customer", "name,startdate\nAlpha,\nBeta,never\n", "--json")
                        .out())
                .isEqualToIgnoringNewLines(
                        "{\"dryRun\":false,\"created\":1,\"changed\":0,\"unchanged\":0,\"refused\":1,\"refusals\":["
                                + "{\"line\":3,\"field\":\"startdate\",\"reason\":\"The field startdate must be a day of"
                                + " the calendar, such as 2026-03-04 or 04-03-2026, or empty.\"}]}");
    }

    @Test
    void customFieldsAreFieldsToo() throws IOException {
        importing("customertype", "title\nSchool\n");
        importing("customfield", "title,type,modcode,visibility\nFloors,4,customers,1\n");
        long number = read(tx -> tx.selected(
                        Principal.EVERYONE,
                        new TypeId("customfield"),
                        tx.head().sequence(),
                        new ObjectNumber(ObjectNumber.BEFORE_ALL),
                        1)
                .getFirst()
                .value());
        importing("customer", "name,typeid,Floors\nA,School,7\n", "--map", "custom" + number + "=Floors");
        assertThat(all("customer").getFirst().get("custom" + number)).contains(new JsonNumber("7"));
    }

    @Test
    void tasksComeOverAsTasksOfBothProtocols() throws IOException {
        importing("todo", "title,userid,deadlinedate\nInspect the lift,ida@acme.example,2031-04-09\n");
        assertThat(all("todo")).hasSize(1);
        long tasks = read(tx -> tx.countSelected(
                Principal.of(tx.userByEmail("ida@acme.example").orElseThrow().id()),
                TaskType.ID,
                tx.head().sequence()));
        assertThat(tasks).isEqualTo(1);
    }

    @Test
    void manyRowsAreSavedInParts() throws IOException {
        StringBuilder table = new StringBuilder("customernumber,name\n");
        for (int i = 0; i < 2_500; i++) {
            table.append('K').append(i).append(",Company ").append(i).append('\n');
        }
        assertThat(importing("customer", table.toString(), "--key", "customernumber")
                        .out())
                .contains("2500 created");
        assertThat(importing("customer", table.toString(), "--key", "customernumber")
                        .out())
                .contains("2500 unchanged");
    }

    @Test
    void wordsThatAreNotKnownAreAnsweredWithThoseThatAre() throws IOException {
        String table = "name,town\nAlpha,Aarhus\n";
        assertThat(importing("custmer", table).err())
                .contains("There is no type custmer of objects. Did you mean customer?");
        assertThat(importing("customer", table, "--map", "cty=town").err())
                .contains("There is no field cty in customer. Did you mean city");
        assertThat(importing("customer", table, "--map", "city=twn").err())
                .contains("The file has no column twn. Did you mean town?");
        assertThat(importing("customer", table, "--key", "city").err())
                .contains("are not found by city, but by one of these: id, customernumber, parentcust.");
        assertThat(importing("customer", table, "--key", "customernumber").err())
                .contains("No column of the file is customernumber");
        assertThat(importing("customer", table, "--map", "typetext=town").err()).contains("is decided by the server");
        assertThat(importing("user", table).err()).contains("tidemark admin user add");
        assertThat(importing("notification", table).err()).contains("made through the command API");
        assertThat(importing("customer", "a;b\n1;2\n").err()).contains("--map field=column, or check --delimiter");
        assertThat(importing("customer", "name,name\n1,2\n").err()).contains("Two columns are named name");
        assertThat(importing("customer", "").err()).contains("is empty. Its first line must name the columns");
        assertThat(all("customer")).isEmpty();
    }

    @Test
    void optionsThatDoNotGoTogetherAreAMistakeOfUsage() throws IOException {
        Path table = file("name\nAlpha\n");
        List<List<String>> mistakes = List.of(
                List.of("import", table.toString()),
                List.of("import", table.toString(), "--key", "customernumber"),
                List.of("import", table.toString(), "--type", "customer", "--busy"),
                List.of("import", table.toString(), "--type", "customer", "--delimiter", ";;"),
                List.of("import", folder.resolve("a.ics").toString()));
        for (List<String> mistake : mistakes) {
            assertThat(shell.run(mistake.toArray(String[]::new)).exitCode())
                    .as(mistake.toString())
                    .isEqualTo(ExitCode.USAGE);
        }
    }

    @Test
    void aFileThatBreaksOffInTheMiddleKeepsWhatCameBefore() throws IOException {
        Shell.Result result = importing("customer", "name,phone\nAlpha,1\n\"Beta\"x,2\nGamma,3\n");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("cannot be read behind line 2.").doesNotContain("\tat ");
        assertThat(result.err()).contains("Until then: 1 created, 0 changed, 0 unchanged, 0 refused. That stays.");
        assertThat(all("customer")).hasSize(1);
    }

    @Test
    void aFileInAnotherEncodingIsNotGuessed() throws IOException {
        Path table = folder.resolve("latin.csv");
        Files.write(table, "name\nSøren\n".getBytes(StandardCharsets.ISO_8859_1));
        Shell.Result result = shell.run("import", table.toString(), "--type", "customer");
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("is not written in UTF-8").doesNotContain("\tat ");
    }

    @Test
    void aCellThatIsTooLongIsRefusedOrEndsTheFile() throws IOException {
        Shell.Result refused = importing("customer", "name\n" + "x".repeat(300_000) + "\nBeta\n");
        assertThat(refused.out()).contains("1 created, 0 changed, 0 unchanged, 1 refused.");
        Shell.Result ended =
                importing("customer", "name,description\nA," + "x".repeat(CsvFile.CELL_CHARS_MAX + 1) + "\n");
        assertThat(ended.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(ended.err()).contains("A cell or row is too long").doesNotContain("\tat ");
    }

    @Test
    void aTableComesFromStandardInputToo() {
        Shell.Result result = shell.given("name\nAlpha\n", "import", "-", "--type", "customer");
        assertThat(result.out()).as(result.err()).contains("1 created");
    }

    @Test
    void theRejectsCannotReplaceTheFileThatIsRead() throws IOException {
        Path table = file("name\nAlpha\n");
        Shell.Result result =
                shell.run("import", table.toString(), "--type", "customer", "--rejects", table.toString());
        assertThat(result.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(Files.readString(table)).isEqualTo("name\nAlpha\n");
    }
}
