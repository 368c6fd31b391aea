package io.tidemark.cli.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.cli.Shell;
import io.tidemark.cli.Shell.Result;
import io.tidemark.core.log.Epoch;
import io.tidemark.core.log.Head;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteReader;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `tidemark backup` and `tidemark restore`, as an operator types them.
class BackupTest {
    private static final AccountId ACME = new AccountId(1);
    private static final Instant WRITTEN = Instant.parse("2031-03-01T00:00:00Z");

    @TempDir
    Path folder = Path.of("");

    private Path data = Path.of("");
    private Path backup = Path.of("");
    private Shell shell = new Shell(data);

    @BeforeEach
    void makeACompany() throws IOException {
        data = folder.resolve("data");
        backup = folder.resolve("monday");
        shell = new Shell(data);
        done(shell.run("admin", "account", "add", "acme", "--title", "Acme"));
        done(shell.given("correct-horse-9\n", "admin", "user", "add", "ida@acme.example", "--name", "Ida Holm"));
        customer("North");
        content("1/ab/cd01", "a photo");
        content("1/ab/cd02", "a recording");
        content("1/incoming/7", "half a fi");
    }

    private static Result done(Result result) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        return result;
    }

    private static String refused(Result result) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        return result.err();
    }

    private void customer(String name) throws IOException {
        Path file = Files.writeString(folder.resolve("customers.csv"), "name\n" + name + "\n");
        done(shell.run("import", file.toString(), "--type", "customer", "--user", "ida@acme.example"));
    }

    private void content(String place, String text) throws IOException {
        Path file = data.resolve("content").resolve(place);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
    }

    private Result backUp(String... more) {
        return shell.run(Stream.concat(Stream.of("backup", "--to", backup.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private Result restore(String... more) {
        return shell.run(Stream.concat(Stream.of("restore", backup.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    private Head head(Path of) {
        try (SqliteReader reader = SqliteReader.open(of.resolve("tidemark.db"), SqliteOptions.defaults())) {
            return reader.read(ACME, ReadTransaction::head);
        }
    }

    @Test
    void aBackupIsTakenBesideAServerAndPutBack() throws IOException {
        Head before = head(data);
        try (Storage server = SqliteStorage.open(data.resolve("tidemark.db"), SqliteOptions.defaults())) {
            server.probe();
            assertThat(done(backUp()).out())
                    .contains("Backed up to " + backup + ": 1 account, 2 files", "tidemark restore " + backup);
        }
        customer("South");
        assertThat(head(data).sequence()).isNotEqualTo(before.sequence());
        content("1/ab/cd03", "later");
        Files.delete(data.resolve("content/1/ab/cd01"));

        String told = done(restore("--replace")).out();

        assertThat(told)
                .contains("acme: all up to change " + before.sequence().value() + ", ")
                .contains("The database that was there is in " + data.resolve("before-restore-20310402-073000"));
        Head after = head(data);
        assertThat(after.sequence()).isEqualTo(before.sequence());
        assertThat(after.epoch()).isEqualTo(Shell.NOW.getEpochSecond());
        assertThat(data.resolve("content/1/ab/cd01")).hasContent("a photo");
        assertThat(data.resolve("content/1/ab/cd03")).hasContent("later");
        assertThat(Files.getLastModifiedTime(data.resolve("content/1/ab/cd01")).toInstant())
                .isEqualTo(WRITTEN);
        assertThat(backup.resolve("content/1/incoming")).doesNotExist();
        assertThat(head(data.resolve("before-restore-20310402-073000")).sequence())
                .as("the way back")
                .isGreaterThan(before.sequence());
        assertThat(data.resolve("restoring")).doesNotExist();
        customer("East");
    }

    @Test
    void twoRestoresOfOneBackupAreTwoEpochs() {
        done(backUp());
        done(restore("--replace"));
        try (Storage server = SqliteStorage.open(data.resolve("tidemark.db"), SqliteOptions.defaults())) {
            assertThat(server.read(ACME, ReadTransaction::epochs))
                    .extracting(Epoch::number)
                    .containsExactly(Shell.NOW.getEpochSecond());
        }
        done(shell.run("backup", "--to", folder.resolve("tuesday").toString()));
        backup = folder.resolve("tuesday");
        done(restore("--replace"));
        assertThat(head(data).epoch()).isEqualTo(Shell.NOW.getEpochSecond() + 1);
        assertThat(data.resolve("before-restore-20310402-073000")).isDirectory();
        assertThat(data.resolve("before-restore-20310402-073000-2")).isDirectory();
    }

    @Test
    void aBackupGoesIntoAnEmptyFolderWithItsSettings() throws IOException {
        Files.writeString(data.resolve("tidemark.yaml"), "http:\n  port: 8123\n");
        done(backUp());
        shell = new Shell(folder.resolve("elsewhere"));
        assertThat(done(restore()).out()).doesNotContain("before-restore");
        assertThat(folder.resolve("elsewhere/tidemark.yaml")).hasContent("http:\n  port: 8123\n");
        assertThat(done(shell.run("admin", "account", "list")).out()).contains("acme");
    }

    @Test
    void nothingIsWrittenOver() {
        done(backUp());
        Head before = head(data);
        assertThat(refused(backUp())).contains("exists already");
        assertThat(refused(restore())).contains("add --replace");
        assertThat(head(data)).isEqualTo(before);
    }

    @Test
    void aServerThatRunsIsNotReplaced() {
        done(backUp());
        try (Storage server = SqliteStorage.open(data.resolve("tidemark.db"), SqliteOptions.defaults())) {
            assertThat(refused(restore("--replace"))).contains("has this database open", "Stop it first");
            server.probe();
        }
    }

    @Test
    void whatAnEarlierBackupHasTakesNoSpaceAgain() throws IOException {
        done(backUp());
        Path monday = backup;
        backup = folder.resolve("tuesday");
        content("1/ab/cd03", "new");
        done(backUp("--previous", monday.toString()));
        assertThat(Files.getAttribute(backup.resolve("content/1/ab/cd01"), "unix:ino"))
                .isEqualTo(Files.getAttribute(monday.resolve("content/1/ab/cd01"), "unix:ino"));
        assertThat(backup.resolve("content/1/ab/cd03")).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
                .as("it holds secrets")
                .isEqualTo("rwx------");

        FileTree.remove(monday);
        done(restore("--replace"));
    }

    @Test
    void aDamagedBackupIsRefusedAndChangesNothing() throws IOException {
        done(backUp());
        Head before = head(data);
        try (RandomAccessFile file =
                new RandomAccessFile(backup.resolve("tidemark.db").toFile(), "rw")) {
            file.seek(20_000);
            file.write("damage".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        assertThat(refused(restore("--replace"))).contains("the backup is damaged");
        assertThat(head(data)).isEqualTo(before);

        FileTree.remove(backup);
        done(backUp());
        Files.delete(backup.resolve("content/1/ab/cd02"));
        assertThat(refused(restore("--replace"))).contains("should have 2 files in content, and has 1");
        assertThat(head(data)).isEqualTo(before);

        FileTree.remove(backup);
        done(backUp());
        Files.writeString(backup.resolve("backup.json"), "{\"format\":1,\"madeAt\":");
        assertThat(refused(restore("--replace"))).contains("backup.json is damaged");
        Files.delete(backup.resolve("backup.json"));
        assertThat(refused(restore("--replace"))).contains("is no whole backup", "--unverified");
        done(restore("--replace", "--unverified"));
    }

    @Test
    void afterARefusedRestoreTheServerStartsAsBefore() throws IOException {
        done(backUp());
        Files.delete(backup.resolve("content/1/ab/cd02"));
        refused(restore("--replace"));
        assertThat(data.resolve("restore-unfinished")).doesNotExist();
        done(shell.run("admin", "account", "list"));
    }

    /// Killed at the worst moment: the old database is moved away, the new one is not there yet.
    @Test
    void aRestoreThatWasKilledIsNoticedAndDoneAgain() throws IOException {
        done(backUp());
        Files.createDirectories(data.resolve("restoring"));
        Files.move(data.resolve("tidemark.db"), data.resolve("restoring/old.db"));
        assertThat(refused(shell.run("admin", "account", "add", "other")))
                .as("no empty database is made")
                .contains("A restore into this folder was interrupted. Run it again");
        done(restore("--replace"));
        assertThat(done(shell.run("admin", "account", "list")).out()).contains("acme");
    }

    @Test
    void programsGetData() {
        assertThat(done(backUp("--json")).out())
                .isEqualTo("{\"backup\":\"" + backup + "\",\"accounts\":1,\"files\":2,\"bytes\":18}\n");
        assertThat(done(restore("--replace", "--json")).out())
                .contains("\"account\":\"acme\"", "\"kept\":")
                .startsWith("{\"folder\":");
    }

    @Test
    void whatIsNoDataFolderIsSaid() {
        shell = new Shell(folder.resolve("nothing"));
        assertThat(refused(backUp())).contains("There is no Tidemark data in");
        assertThat(refused(restore())).contains("There is no backup in");
        assertThat(List.of(folder.resolve("nothing").toFile().exists())).containsExactly(false);
    }
}
