package io.tidemark.cli.why;

import io.tidemark.catalog.command.CommandType;
import io.tidemark.catalog.command.KnownTypes;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.catalog.why.Explainer;
import io.tidemark.catalog.why.Explanation;
import io.tidemark.catalog.why.ExplanationData;
import io.tidemark.catalog.why.Sentences;
import io.tidemark.cli.data.AccountOptions;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Nearest;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.ObjectType;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.object.TypeId;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.protocol.tree.TreeWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `tidemark why`.
@Command(
        name = "why",
        description =
                "Says why something is on somebody's devices, or not, and since when. Works beside a running server.",
        footer = {
            "",
            "Examples:",
            "  tidemark why --user ida@acme.example --type todo --id 4711",
            "  tidemark why --user ida@acme.example --type todo --id 4711 --at 2026-11-20T10:00",
            "  tidemark why --user ida@acme.example --type meeting --id 0b6a2c0e-6f5f-4a37-9a4e-a1e3c2b7d001 --json"
        })
public final class WhyCommand implements Callable<Integer> {
    private static final String NUMBER = "[0-9]{1,18}";

    private final Terminal terminal;
    private final InstantSource clock;

    @Mixin
    private AccountOptions account = new AccountOptions();

    @Option(names = "--user", required = true, paramLabel = "EMAIL", description = "Whose devices.")
    private String user = "";

    @Option(
            names = "--type",
            required = true,
            paramLabel = "TYPE",
            description = "What it is, such as todo, customer, meeting or task.")
    private String type = "";

    @Option(names = "--id", required = true, paramLabel = "ID", description = "Which one.")
    private String id = "";

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description = "As it was then, on clocks of the account, such as 2026-11-20T10:00 (default: now).")
    private Optional<String> at = Optional.empty();

    @Option(names = "--json", description = "Print the result as JSON.")
    private boolean json;

    /// @param clock what time it is
    public WhyCommand(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Override
    public Integer call() {
        Explanation explanation = account.read(this::explain);
        terminal.print(json ? List.of(TreeWriter.text(ExplanationData.of(explanation))) : Sentences.of(explanation));
        return ExitCode.DONE;
    }

    private Explanation explain(ReadTransaction tx, Account where) {
        User whose = AccountOptions.user(tx, user);
        KnownTypes known = new OwnTypes().known(where.id(), tx);
        TypeId asked = type(known);
        StoredObject object = object(tx, asked);
        Explainer explainer = new Explainer(tx, known);
        Optional<Explanation> explanation = at.isPresent()
                ? explainer.at(whose.id(), object.number(), instant(at.get(), where))
                : explainer.now(whose.id(), object.number(), clock.instant());
        return explanation.orElseThrow(() -> nothing(asked));
    }

    private TypeId type(KnownTypes known) {
        String name = known.types().named(type).map(CommandType::name).orElse(type);
        return known.objects().all().stream()
                .map(ObjectType::id)
                .filter(one -> one.value().equals(name))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("There is no type " + type + ". "
                        + Nearest.sentence(
                                type,
                                known.objects().all().stream()
                                        .map(one -> one.id().value())
                                        .sorted()
                                        .toList())));
    }

    private StoredObject object(ReadTransaction tx, TypeId asked) {
        Optional<StoredObject> byKey = tx.object(new ObjectKey(asked, id));
        if (byKey.isPresent() || !id.matches(NUMBER) || Long.parseLong(id) == 0) {
            return byKey.orElseThrow(() -> nothing(asked));
        }
        StoredObject object = tx.object(new ObjectNumber(Long.parseLong(id))).orElseThrow(() -> nothing(asked));
        if (!object.key().type().equals(asked)) {
            throw new CommandFailure("There is no " + asked.value() + " " + id + " in this account: " + id + " is a "
                    + object.key().type().value() + ".");
        }
        return object;
    }

    private CommandFailure nothing(TypeId asked) {
        return new CommandFailure("There is no " + asked.value() + " " + id + " in this account, and never was.");
    }

    private static Instant instant(String text, Account where) {
        try {
            LocalDateTime local = text.contains("T") || text.contains(" ")
                    ? LocalDateTime.parse(text.replace(' ', 'T'))
                    : LocalDate.parse(text).atTime(LocalTime.MAX);
            return local.atZone(where.zone()).toInstant();
        } catch (DateTimeParseException e) {
            throw new CommandFailure("--at " + text + " is no time. Write it as 2026-11-20T10:00.", e);
        }
    }
}
