package io.tidemark.api.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.catalog.command.CommandTypes;
import io.tidemark.catalog.command.reference.CommandReference;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.AccountId;
import io.tidemark.protocol.command.CommandEnvelope;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.tree.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CommandApiTest {
    private static final Account ACME =
            new Account(new AccountId(7), "acme", "Acme", ZoneId.of("Europe/Copenhagen"), new byte[32]);
    private static final Caller IDA = new Caller(
            Optional.of(ACME),
            Optional.of(new UserId(12)),
            "",
            "127.0.0.1",
            "r-1",
            Instant.parse("2031-07-01T22:30:59.9Z"));
    private static final String RECEIVED = "\"date\":\"2031-07-02\",\"time\":\"00:30:59\"}";

    /// Echo with an input, the others without.
    private static final CommandReference DESCRIBED =
            CommandReference.of(CommandTypes.standard(), Map.of("test.json", """
                    {"chapter": "test", "title": "Test", "meaning": "Commands of a test.", "commands": [
                     {"name": "Echo", "mark": "ours", "meaning": "Echoes.",
                      "inputs": [{"name": "text", "kind": "any", "required": true, "meaning": "Anything"}]},
                     %s]}
                    """.formatted(Stream.of(
                            "GetCurrentUserID",
                            "Works",
                            "GetTodosByLastChange",
                            "GetToolsByLastChange",
                            "Breaks",
                            "IsForbidden",
                            "IsBusy",
                            "BreaksWhileWriting",
                            "Streams",
                            "Open")
                    .map(name -> "{\"name\": \"" + name + "\", \"mark\": \"ours\", \"meaning\": \"Works.\"}")
                    .collect(Collectors.joining(", ")))));

    private final List<String> ran = new ArrayList<>();
    private final List<String> seen = new ArrayList<>();
    private final CommandApi api = new CommandApi(
            Commands.of(
                    DESCRIBED,
                    List.of(
                            new Echo(),
                            new GetCurrentUserId(),
                            command("Works", () -> CommandResult.of(JsonObject.EMPTY)),
                            command("GetTodosByLastChange", () -> CommandResult.of(JsonObject.EMPTY)),
                            command("GetToolsByLastChange", () -> CommandResult.of(JsonObject.EMPTY)),
                            command("Breaks", () -> {
                                throw new IllegalStateException("a defect");
                            }),
                            command("IsForbidden", () -> {
                                throw new SyncException(ErrorCode.RULE_FORBIDS, "The meeting was held.");
                            }),
                            command("IsBusy", () -> {
                                throw new SyncException(ErrorCode.BUSY, "Come again.");
                            }),
                            command("BreaksWhileWriting", () -> out -> {
                                throw new SyncException(ErrorCode.STORAGE_UNAVAILABLE, "Gone.");
                            }),
                            command("Streams", () -> out -> {
                                out.write("{\"status\":1,\"todos\":[".getBytes(UTF_8));
                                for (int i = 0; i < 3; i++) {
                                    out.write(((i == 0 ? "" : ",") + "{\"id\":" + i + "}").getBytes(UTF_8));
                                }
                                out.write("]}".getBytes(UTF_8));
                            }),
                            new Command() {
                                @Override
                                public String name() {
                                    return "Open";
                                }

                                @Override
                                public boolean open() {
                                    return true;
                                }

                                @Override
                                public CommandResult run(Caller caller, Inputs inputs) {
                                    throw new CommandException(CommandError.NOT_FOUND, "Nothing there.");
                                }
                            })),
            1_000,
            () -> (command, status) -> seen.add(command + " " + status));

    private interface Work {
        CommandResult run();
    }

    private Command command(String name, Work work) {
        return new Command() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public CommandResult run(Caller caller, Inputs inputs) {
                ran.add(name);
                return work.run();
            }
        };
    }

    private static CommandEnvelope envelope(String json) {
        return CommandEnvelope.from(new TreeReader(ReadLimits.DEFAULT).read(json.replace('\'', '"')));
    }

    private static CommandEnvelope of(String... names) {
        return envelope("{'commands':[{'command':'" + String.join("'},{'command':'", names) + "'}]}");
    }

    private String answer(CommandEnvelope envelope) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        api.run(envelope, IDA).writeTo(out);
        return out.toString(UTF_8);
    }

    private static String failure(String error, String message) {
        return "{\"status\":0,\"msg\":\"" + message + "\",\"error\":\"" + error + "\"}";
    }

    @Test
    void resultsStandInTheOrderOfTheCommandsAndTheTimeIsTheAccounts() throws IOException {
        assertThat(
                        answer(
                                envelope(
                                        "{'commands':[{'command':'Echo','text':'æ\\n','unheard-of':1},{'command':'GetCurrentUserID'}]}")))
                .isEqualTo("{\"status\":1,\"msg\":\"OK\",\"results\":[{\"status\":1,\"answer\":\"æ\\n\"},"
                        + "{\"status\":1,\"userid\":12}]," + RECEIVED);
    }

    @Test
    void noCommandsHaveNoResults() throws IOException {
        assertThat(answer(envelope("{'commands':[]}")))
                .isEqualTo("{\"status\":1,\"msg\":\"OK\",\"results\":[]," + RECEIVED);
    }

    @Test
    void namesAreFoundWithoutRegardToCase() throws IOException {
        assertThat(answer(of("ECHO", "getcurrentuserid")))
                .contains("\"userid\":12")
                .contains("missingfield");
    }

    @Test
    void aFailureDoesNotStopTheOthersAndTheFirstOneSpeaksForAll() throws IOException {
        assertThat(answer(of("Works", "GetMoonPhase", "IsForbidden", "Works")))
                .isEqualTo("{\"status\":0,\"msg\":\"Unknown command: GetMoonPhase\",\"results\":[{\"status\":1},"
                        + failure("unknowncommand", "Unknown command: GetMoonPhase") + ","
                        + failure("conflict", "The meeting was held.") + ",{\"status\":1}]," + RECEIVED);
        assertThat(ran).containsExactly("Works", "IsForbidden", "Works");
    }

    @Test
    void haltOnErrorEndsWithTheFirstFailure() throws IOException {
        assertThat(answer(envelope("{'haltonerror':'1','commands':[{'command':'Works'},{'command':'IsForbidden'},"
                        + "{'command':'Works'}]}")))
                .contains("[{\"status\":1}," + failure("conflict", "The meeting was held.") + "]");
        assertThat(ran).containsExactly("Works", "IsForbidden");
    }

    @Test
    void aDefectFailsItsCommandAloneAndHasAReference() throws IOException {
        assertThat(answer(of("Breaks", "Works")))
                .contains(
                        "[" + failure("internal", "Something broke in the server. Reference: r-1") + ",{\"status\":1}]")
                .doesNotContain("a defect");
        assertThat(answer(of("IsBusy"))).contains(failure("internal", "Come again. Reference: r-1"));
    }

    @Test
    void ofSeveralChangeListsTheFirstIsRun() throws IOException {
        String refused = failure(
                "notcombinable",
                "A request may hold one Get…ByLastChange command. Send this one in a request of its own.");
        assertThat(answer(of("Works", "gettodosbylastchange", "GetToolsByLastChange", "GetTodosByLastChange", "Works")))
                .contains("[{\"status\":1},{\"status\":1}," + refused + "," + refused + ",{\"status\":1}]");
        assertThat(ran).containsExactly("Works", "GetTodosByLastChange", "Works");
    }

    @Test
    void aChangeListThatNobodyKnowsTakesNoPlace() throws IOException {
        assertThat(answer(of("GetMoonsByLastChange", "GetTodosByLastChange"))).contains("},{\"status\":1}]");
    }

    @Test
    void whatIsNoCommandFailsAlone() throws IOException {
        assertThat(answer(envelope("{'commands':[7,[],{},{'command':5},{'command':'GetCurrentUserID'}]}")))
                .contains("["
                        + failure(
                                "badvalue", "Each element of the field commands must be a set with the field command."))
                .contains(failure("missingfield", "The field command is missing.")
                        + "," + failure("missingfield", "The field command is missing.")
                        + "," + failure("badvalue", "The field command must be the name of a command.")
                        + ",{\"status\":1,\"userid\":12}]");
    }

    @Test
    void aStrangeNameIsNotRepeated() throws IOException {
        assertThat(answer(of("<script>"))).contains(failure("unknowncommand", "Unknown command"));
    }

    @Test
    void aThousandCommandsAreRunAndOneMoreIsRefusedWhole() throws IOException {
        String thousand = "{'command':'Works'},".repeat(999) + "{'command':'Works'}";
        assertThat(answer(envelope("{'commands':[" + thousand + "]}"))).startsWith("{\"status\":1");
        assertThat(ran).hasSize(1_000);

        assertThat(answer(envelope("{'commands':[{}," + thousand + "]}")))
                .startsWith("{\"status\":0,\"msg\":\"A request may hold at most 1000 commands. Send them in several"
                        + " requests.\",\"error\":\"badrequest\",\"results\":[],");
        assertThat(ran).hasSize(1_000);
    }

    @Test
    void aResultCanBeWrittenPieceByPiece() throws IOException {
        assertThat(answer(of("Streams", "Works")))
                .contains("[{\"status\":1,\"todos\":[{\"id\":0},{\"id\":1},{\"id\":2}]},{\"status\":1}]");
    }

    @Test
    void aFailureWhileWritingIsNeverWrittenAsAResult() {
        assertThatThrownBy(() -> answer(of("BreaksWhileWriting"))).isInstanceOf(SyncException.class);
        assertThat(ran).containsExactly("BreaksWhileWriting");
    }

    @Test
    void everyCommandIsSeenByItsNameInTheReferenceOrAsUnknown() throws IOException {
        answer(of("works", "MoonPhase", "Breaks", "IsBusy", "Streams", "Open"));
        assertThat(seen)
                .containsExactly(
                        "unknown unknowncommand",
                        "Breaks internal",
                        "IsBusy internal",
                        "Open notfound",
                        "Works ok",
                        "Streams ok");
        seen.clear();
        assertThatThrownBy(() -> answer(of("BreaksWhileWriting"))).isInstanceOf(SyncException.class);
        assertThat(seen).containsExactly("BreaksWhileWriting cut");
    }

    @Test
    void allCommandsAreDecidedBeforeTheFirstByte() {
        CommandAnswer answer = api.run(of("Streams", "Works"), IDA);

        assertThat(ran).containsExactly("Streams", "Works");
        assertThatThrownBy(() -> answer.writeTo(new ByteArrayOutputStream() {
                    @Override
                    public void write(byte[] bytes) throws IOException {
                        throw new IOException("the reader is gone");
                    }
                }))
                .isInstanceOf(IOException.class);
    }

    @Test
    void onlyRequestsOfNothingButOpenCommandsNeedNoLogin() {
        assertThat(api.needsNoLogin(of("open"))).isTrue();
        assertThat(api.needsNoLogin(of("Open", "Open"))).isTrue();
        assertThat(api.needsNoLogin(of("Open", "Echo"))).isFalse();
        assertThat(api.needsNoLogin(of("Open", "Unheard-of"))).isFalse();
        assertThat(api.needsNoLogin(envelope("{'commands':[]}"))).isFalse();
        assertThat(api.needsNoLogin(envelope("{'commands':[7]}"))).isFalse();
    }

    @Test
    void twoCommandsOfOneNameAreADefect() {
        assertThatThrownBy(() -> Commands.of(DESCRIBED, List.of(new Echo(), command("ECHO", () -> null))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aCommandThatIsNotDescribedIsADefect() {
        assertThatThrownBy(() -> Commands.of(DESCRIBED, List.of(command("Dances", () -> null))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Dances");
    }
}
