package io.tidemark.cli.admin;

import io.tidemark.catalog.command.CommandField;
import io.tidemark.catalog.command.TypeDescriptionException;
import io.tidemark.catalog.own.OwnTypeRegister;
import io.tidemark.catalog.own.OwnTypeRegister.Described;
import io.tidemark.catalog.own.OwnTypes;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Listing;
import io.tidemark.cli.terminal.Nearest;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.RandomIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `tidemark admin type`: the types of objects that an account adds to those of the reference.
@Command(name = "type", description = "Types of objects that an account has added.")
public final class TypeCommands {
    private static final int USERS_READ_MAX = 1_000;

    private final Terminal terminal;
    private final InstantSource clock;

    /// Commands that talk to this terminal.
    public TypeCommands(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(
            name = "put",
            description = {
                "Adds the types that a file describes, or describes them anew.",
                "",
                "With a mistake in it nothing is changed. While there are objects of a type, its fields stay; others can"
                        + " be added."
            },
            footer = {"", "Example:", "  tidemark admin type put vehicle.json --account acme"})
    int put(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "FILE", description = "JSON with the descriptions; - reads them from the input.")
                    String file) {
        String json = read(file);
        String source =
                file.equals("-") ? "input" : String.valueOf(Path.of(file).getFileName());
        List<String> names = run(options, (register, account, actor) -> register.put(account, actor, source, json));
        terminal.print("Described: " + String.join(", ", names) + ".", Map.of("types", names), options.json());
        return ExitCode.DONE;
    }

    @Command(name = "list", description = "Lists the types that the account has added.")
    int list(@Mixin AdminOptions options) {
        List<List<?>> rows = new ArrayList<>();
        for (Described type : all(options)) {
            rows.add(List.of(
                    type.type().name(),
                    type.type().fields().size(),
                    type.used(),
                    type.type().meaning()));
        }
        terminal.print(new Listing(List.of("name", "fields", "used", "meaning"), rows), options.json());
        return ExitCode.DONE;
    }

    @Command(
            name = "show",
            description = "Shows the fields and the commands of a type, or its description with --json.")
    int show(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "NAME", description = "The type's name.") String name) {
        Described type = find(all(options), name);
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", type.type().name());
        object.put("used", type.used());
        object.put("commands", type.commands());
        object.put("description", type.json());
        terminal.print(text(type), object, options.json());
        return ExitCode.DONE;
    }

    private static String text(Described type) {
        List<String> lines = new ArrayList<>();
        lines.add(type.type().name() + ": " + type.type().meaning());
        for (CommandField field : type.type().fields()) {
            lines.add("  " + field.name() + "  " + field.kindName() + "  " + field.meaning());
        }
        lines.addAll(type.commands());
        return String.join(System.lineSeparator(), lines);
    }

    @Command(name = "remove", description = "Removes a type of which there was never an object.")
    int remove(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "NAME", description = "The type's name.") String name) {
        run(options, (register, account, actor) -> {
            register.remove(account, actor, name.strip());
            return true;
        });
        terminal.print("The type " + name.strip() + " is removed.", Map.of("name", name.strip()), options.json());
        return ExitCode.DONE;
    }

    private static Described find(List<Described> types, String name) {
        return types.stream()
                .filter(type -> type.type().name().equals(name.strip()))
                .findFirst()
                .orElseThrow(() -> new CommandFailure("This account has added no type " + name + ". "
                        + (types.isEmpty()
                                ? "It has added none."
                                : Nearest.sentence(
                                        name,
                                        types.stream()
                                                .map(type -> type.type().name())
                                                .toList()))));
    }

    private List<Described> all(AdminOptions options) {
        return options.run((storage, account) -> register(storage).all(account));
    }

    private OwnTypeRegister register(Storage storage) {
        return new OwnTypeRegister(storage, new OwnTypes(), clock, new RandomIds());
    }

    /// Changes something, for the first user who may log in: an operator is no user.
    private <T> T run(AdminOptions options, Work<T> work) {
        try {
            return options.run((storage, account) -> work.in(register(storage), account, actor(storage, account)));
        } catch (TypeDescriptionException e) {
            throw new CommandFailure("Nothing was changed. " + e.getMessage(), e);
        }
    }

    /// What is done with the types of an account.
    @FunctionalInterface
    private interface Work<T> {
        T in(OwnTypeRegister register, Account account, User actor);
    }

    private static User actor(Storage storage, Account account) {
        return storage.read(account.id(), tx -> tx.users(0, USERS_READ_MAX)).stream()
                .filter(User::mayLogIn)
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "There is no user yet who could have done it. Make one with: tidemark admin user add"));
    }

    private String read(String file) {
        int bytesMax = 4 * OwnTypeRegister.DESCRIPTION_CHARS_MAX;
        try {
            if (file.equals("-")) {
                return new String(terminal.in().readNBytes(bytesMax + 1), StandardCharsets.UTF_8);
            }
            if (Files.size(Path.of(file)) > bytesMax) {
                throw new CommandFailure("The file " + file + " is too long to be a description of types.");
            }
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new CommandFailure(
                    "The file " + file + " cannot be read. Check its path and its permissions, and that it is UTF-8.",
                    e);
        }
    }
}
