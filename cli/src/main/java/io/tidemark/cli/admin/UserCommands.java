package io.tidemark.cli.admin;

import io.tidemark.catalog.Catalog;
import io.tidemark.catalog.command.UserProfile;
import io.tidemark.cli.data.AccountOptions;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Listing;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.Patch;
import io.tidemark.core.saving.Saver;
import io.tidemark.core.storage.DirectoryReader;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.RandomIds;
import io.tidemark.server.login.Credentials;
import io.tidemark.server.login.Passwords;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `tidemark admin user`.
@Command(name = "user", description = "The people of an account.")
public final class UserCommands {
    private static final String EMAIL = "The user's email.";
    private static final int USERS_PER_PAGE = 1_000;

    /// As long as a device may send one.
    private static final int EMAIL_CHARS_MAX = 320;

    private final Terminal terminal;
    private final InstantSource clock;

    /// Commands that talk to this terminal.
    public UserCommands(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    @Command(
            name = "add",
            description = {
                "Adds a user who can log in, or a guest who cannot. Somebody who was invited as a guest becomes",
                "a user, and finds the meetings that he was invited to.",
                "The password is asked for twice without echo, or read from the first line of standard input."
            },
            footer = {
                "",
                "Examples:",
                "  tidemark admin user add ida@acme.example --name \"Ida Holm\" --title Technician",
                "  tidemark admin user add lars@acme.example --name \"Lars Bo\" < password.txt"
            })
    int add(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "EMAIL", description = EMAIL) String email,
            @Option(names = "--name", required = true, paramLabel = "TEXT", description = "Display name.") String name,
            @Option(names = "--title", paramLabel = "TEXT", description = "Job title.", defaultValue = "") String title,
            @Option(names = "--guest", description = "Known by invitation only; has no password.") boolean guest) {
        String address = email(email);
        String called = GivenText.required("the user", name);
        String job = GivenText.optional("the job", title);
        User added = options.run((storage, account) -> {
            Optional<User> invited = storage.read(account.id(), tx -> tx.userByEmail(address));
            requireFree(invited.filter(known -> guest || !known.guest()));
            if (guest) {
                return add(storage, account, address, called, job, true);
            }
            char[] password = new PasswordPrompt(terminal).read();
            User user = invited.map(known -> promote(storage, account, known, called, job))
                    .orElseGet(() -> add(storage, account, address, called, job, false));
            setPassword(storage, account, user.id(), password);
            return user;
        });
        terminal.print(
                "User " + added.email() + " has number " + added.id().value() + ".", described(added), options.json());
        return ExitCode.DONE;
    }

    private static User add(Storage storage, Account account, String email, String name, String title, boolean guest) {
        String wireId = new RandomIds().objectId();
        return storage.write(
                account.id(), tx -> tx.addUser(new User(new UserId(1), wireId, name, email, title, true, guest)));
    }

    /// Makes a guest a user, who finds the meetings that he was invited to.
    private static User promote(Storage storage, Account account, User guest, String name, String title) {
        User user = new User(guest.id(), guest.wireId(), name, guest.email(), title, true, false);
        return storage.write(account.id(), tx -> {
            tx.updateUser(user);
            return user;
        });
    }

    private static void requireFree(Optional<User> known) {
        known.ifPresent(user -> {
            throw new CommandFailure("There is a user " + user.email() + " already.");
        });
    }

    private static String email(String text) {
        String email = text.strip().toLowerCase(Locale.ROOT);
        int at = email.indexOf('@');
        if (at < 1
                || at == email.length() - 1
                || email.length() > EMAIL_CHARS_MAX
                || email.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new CommandFailure("That is no email: " + text + ". Write it like ida@acme.example.");
        }
        return email;
    }

    @Command(name = "list", description = "Lists the users, guests too.")
    int list(@Mixin AdminOptions options) {
        List<User> users = options.run((storage, account) -> storage.read(account.id(), UserCommands::all));
        terminal.print(
                new Listing(
                        List.of("number", "email", "name", "title", "enabled", "guest"),
                        users.stream()
                                .<List<?>>map(
                                        user -> List.copyOf(described(user).values()))
                                .toList()),
                options.json());
        return ExitCode.DONE;
    }

    private static List<User> all(DirectoryReader people) {
        List<User> users = new ArrayList<>();
        List<User> page = people.users(0, USERS_PER_PAGE);
        while (!page.isEmpty()) {
            users.addAll(page);
            page = people.users(page.getLast().id().value(), USERS_PER_PAGE);
        }
        return users;
    }

    private static Map<String, Object> described(User user) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("number", user.id().value());
        object.put("email", user.email());
        object.put("name", user.name());
        object.put("title", user.title());
        object.put("enabled", user.enabled());
        object.put("guest", user.guest());
        return object;
    }

    @Command(name = "disable", description = "Keeps a user from logging in, and ends all logins of that user.")
    int disable(@Mixin AdminOptions options, @Parameters(paramLabel = "EMAIL", description = EMAIL) String email) {
        return change(
                options,
                email,
                "is disabled; all logins have ended",
                change -> change.credentials()
                        .setEnabled(change.account().id(), change.user().id(), false));
    }

    @Command(name = "enable", description = "Lets a user log in again.")
    int enable(@Mixin AdminOptions options, @Parameters(paramLabel = "EMAIL", description = EMAIL) String email) {
        return change(
                options,
                email,
                "is enabled",
                change -> change.credentials()
                        .setEnabled(change.account().id(), change.user().id(), true));
    }

    @Command(
            name = "set-password",
            description = {
                "Sets a password, and ends all logins of that user.",
                "It is asked for twice without echo, or read from the first line of standard input."
            },
            footer = {"", "Example:", "  tidemark admin user set-password ida@acme.example < password.txt"})
    int setPassword(@Mixin AdminOptions options, @Parameters(paramLabel = "EMAIL", description = EMAIL) String email) {
        return change(options, email, "has a new password; all logins have ended", change -> {
            if (change.user().guest()) {
                throw new CommandFailure(change.user().email() + " is a guest, and guests cannot log in.");
            }
            setPassword(change.storage(), change.account(), change.user().id(), new PasswordPrompt(terminal).read());
        });
    }

    @Command(
            name = "rename",
            description = "Changes name, job title or email of a user; what is not given stays.",
            footer = {
                "",
                "Example:",
                "  tidemark admin user rename ida@acme.example --name \"Ida Bech\" --email ida.bech@acme.example"
            })
    int rename(
            @Mixin AdminOptions options,
            @Parameters(paramLabel = "EMAIL", description = EMAIL) String email,
            @Option(names = "--name", paramLabel = "TEXT", description = "New display name.") Optional<String> name,
            @Option(names = "--title", paramLabel = "TEXT", description = "New job title.") Optional<String> title,
            @Option(names = "--email", paramLabel = "EMAIL", description = "New email.") Optional<String> newEmail) {
        if (name.isEmpty() && title.isEmpty() && newEmail.isEmpty()) {
            throw new CommandFailure("Say what to change, with --name, --title or --email.");
        }
        Optional<String> called = name.map(text -> GivenText.required("the user", text));
        Optional<String> job = title.map(text -> GivenText.optional("the job", text));
        return change(options, email, "was changed", change -> {
            User old = change.user();
            String address = newEmail.map(UserCommands::email).orElse(old.email());
            if (!address.equals(old.email())) {
                requireFree(change.storage().read(change.account().id(), tx -> tx.userByEmail(address)));
            }
            User renamed = new User(
                    old.id(),
                    old.wireId(),
                    called.orElse(old.name()),
                    address,
                    job.orElse(old.title()),
                    old.enabled(),
                    old.guest());
            // through the log, so that the texts that show the name follow
            Saver saver = new Saver(change.storage(), Catalog.types(), clock, new RandomIds());
            saver.change(change.account(), renamed, "admin user rename", saving -> {
                        saving.context().transaction().updateUser(renamed);
                        UserProfile.save(saving, renamed, Patch.NOTHING);
                    })
                    .ifPresent(refused -> {
                        throw new CommandFailure(refused.sentence());
                    });
        });
    }

    private void setPassword(Storage storage, Account account, UserId user, char[] password) {
        try (Passwords passwords = Passwords.recommended()) {
            new Credentials(storage, passwords, clock).setPassword(account.id(), user, password);
        } finally {
            Arrays.fill(password, ' ');
        }
    }

    /// A user who is about to be changed, and what to change him with.
    private record Change(Storage storage, Account account, User user, Credentials credentials) {}

    private int change(AdminOptions options, String email, String done, Consumer<Change> work) {
        User changed = options.run((storage, account) -> {
            User user = storage.read(account.id(), tx -> AccountOptions.user(tx, email));
            try (Passwords passwords = Passwords.recommended()) {
                work.accept(new Change(storage, account, user, new Credentials(storage, passwords, clock)));
            }
            return storage.read(account.id(), tx -> tx.user(user.id())).orElseThrow();
        });
        terminal.print("User " + changed.email() + " " + done + ".", described(changed), options.json());
        return ExitCode.DONE;
    }
}
