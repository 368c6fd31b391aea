package io.tidemark.api.command;

import io.tidemark.core.error.SyncException;
import io.tidemark.protocol.command.AnswerEnvelope;
import io.tidemark.protocol.command.CommandEnvelope;
import io.tidemark.protocol.command.CommandError;
import io.tidemark.protocol.command.CommandException;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.lang.System.Logger;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The command API without HTTP: runs the commands of a request one after the other, in their order (command API 3.1).
///
/// The commands of a request are no transaction: what an earlier one did stays done when a later one fails. All of them
/// are decided before the first byte of the answer is written, so the envelope can begin with its status, and a client
/// that goes away while it reads does not leave commands unrun.
///
/// Thread-safe.
public final class CommandApi {
    private static final Logger LOG = System.getLogger(CommandApi.class.getName());

    /// Change lists by date and time cannot be combined: each answers with the moment from which the client goes on.
    private static final Pattern CHANGE_LIST = Pattern.compile("get.+bylastchange");

    /// What of a name that nobody knows is repeated in an answer.
    private static final Pattern REPEATABLE_NAME = Pattern.compile("[A-Za-z0-9_]{1,64}");

    private final Commands commands;
    private final int commandsMax;
    private final CommandWatch watch;

    /// @param commands those that there are
    /// @param commandsMax most commands in one request
    /// @param watch sees what is run
    public CommandApi(Commands commands, int commandsMax, CommandWatch watch) {
        this.commands = commands;
        this.commandsMax = commandsMax;
        this.watch = watch;
    }

    /// Whether a request can be run for somebody who has not logged in: it has commands, and all of them are open.
    public boolean needsNoLogin(CommandEnvelope envelope) {
        return !envelope.commands().isEmpty()
                && envelope.commands().size() <= commandsMax
                && envelope.commands().stream()
                        .allMatch(element -> nameIn(element)
                                .flatMap(commands::find)
                                .filter(served -> served.command().open())
                                .isPresent());
    }

    /// Runs a request. The caller is logged in, or the request [#needsNoLogin].
    public CommandAnswer run(CommandEnvelope envelope, Caller caller) {
        if (envelope.commands().size() > commandsMax) {
            return CommandAnswer.refused(
                    CommandError.BAD_REQUEST,
                    "A request may hold at most " + commandsMax + " commands. Send them in several requests.",
                    caller);
        }
        Run run = new Run(caller);
        for (JsonValue element : envelope.commands()) {
            boolean succeeded = run.next(element);
            if (!succeeded && envelope.haltOnError()) {
                break;
            }
        }
        return run.answer();
    }

    private static Optional<String> nameIn(JsonValue element) {
        return element instanceof JsonObject set && set.get("command").orElse(null) instanceof JsonText(String name)
                ? Optional.of(name.strip())
                : Optional.empty();
    }

    /// One request on its way through its commands. Confined to one thread, used once.
    private final class Run {
        private final Caller caller;
        private final List<CommandResult> results = new ArrayList<>();
        private boolean changeListSeen;
        private @Nullable String firstFailure;

        Run(Caller caller) {
            this.caller = caller;
        }

        /// @return whether the command succeeded
        boolean next(JsonValue element) {
            CommandWatch.Running running = watch.began();
            try {
                results.add(new WatchedResult(execute(element), nameOf(element), running));
                return true;
            } catch (CommandException e) {
                return failed(element, running, e.error(), e.sentence());
            } catch (SyncException e) {
                if (e.getCause() != null) {
                    LOG.log(Logger.Level.WARNING, "A command was refused for a reason that an operator should see", e);
                }
                return failed(
                        element,
                        running,
                        ErrorTranslation.ofCommand(e.code()),
                        ErrorTranslation.message(e, caller.requestId()));
            } catch (RuntimeException e) {
                LOG.log(Logger.Level.ERROR, "A command ended with a defect", e);
                return failed(element, running, CommandError.INTERNAL, ErrorTranslation.defect(caller.requestId()));
            }
        }

        private CommandResult execute(JsonValue element) {
            JsonObject set = set(element);
            if (set.get("command").isEmpty()) {
                throw CommandException.missing("command");
            }
            String name = nameIn(element)
                    .orElseThrow(() -> CommandException.badValue("command", "must be the name of a command."));
            Commands.Served served = commands.find(name, caller).orElseThrow(() -> unknown(name));
            if (CHANGE_LIST.matcher(Commands.fold(name)).matches()) {
                if (changeListSeen) {
                    throw new CommandException(
                            CommandError.NOT_COMBINABLE,
                            "A request may hold one Get…ByLastChange command. Send this one in a request of its own.");
                }
                changeListSeen = true;
            }
            return served.command().run(caller, Inputs.of(served.description(), set));
        }

        private String nameOf(JsonValue element) {
            return nameIn(element)
                    .flatMap(commands::find)
                    .map(served -> served.description().name())
                    .orElse(CommandWatch.UNKNOWN);
        }

        private boolean failed(JsonValue element, CommandWatch.Running running, CommandError error, String message) {
            running.ended(nameOf(element), error.text());
            JsonObject outputs = nameIn(element)
                    .flatMap(commands::find)
                    .map(served -> served.command().outputsOfFailure())
                    .orElse(JsonObject.EMPTY);
            results.add(CommandResult.failed(error, message, outputs));
            if (firstFailure == null) {
                firstFailure = message;
            }
            return false;
        }

        CommandAnswer answer() {
            LocalDateTime receivedAt = results.stream()
                    .flatMap(result -> result.receivedAt().stream())
                    .findFirst()
                    .orElse(caller.receivedLocally());
            return new CommandAnswer(
                    firstFailure == null
                            ? AnswerEnvelope.ok(receivedAt)
                            : AnswerEnvelope.failed(firstFailure, receivedAt),
                    results);
        }
    }

    /// A server written in PHP writes an empty set as `[]`.
    private static JsonObject set(JsonValue element) {
        if (element instanceof JsonObject set) {
            return set;
        }
        if (element.equals(JsonArray.EMPTY)) {
            return JsonObject.EMPTY;
        }
        throw new CommandException(
                CommandError.BAD_VALUE, "Each element of the field commands must be a set with the field command.");
    }

    private static CommandException unknown(String name) {
        return new CommandException(
                CommandError.UNKNOWN_COMMAND,
                REPEATABLE_NAME.matcher(name).matches() ? "Unknown command: " + name : "Unknown command");
    }
}
