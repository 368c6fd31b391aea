package io.tidemark.cli.backup;

import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.Json;
import io.tidemark.core.directory.Account;
import io.tidemark.core.log.Head;
import io.tidemark.protocol.json.ReadLimits;
import io.tidemark.protocol.json.TreeReader;
import io.tidemark.protocol.json.WireException;
import io.tidemark.protocol.tree.JsonArray;
import io.tidemark.protocol.tree.JsonNumber;
import io.tidemark.protocol.tree.JsonObject;
import io.tidemark.protocol.tree.JsonText;
import io.tidemark.protocol.tree.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a backup says of itself, in the file `backup.json`. Immutable.
///
/// @param madeAt when
/// @param databaseHash SHA-256 of the database, in hexadecimal digits
/// @param files contents behind documents, photos and recordings
/// @param bytes of all of them
/// @param accounts what was in it
record Manifest(Instant madeAt, String databaseHash, long files, long bytes, List<Ended> accounts) {
    /// The file in a backup's folder.
    static final String FILE = "backup.json";

    private static final int FORMAT = 1;
    private static final long BYTES_MAX = 16L << 20;

    Manifest {
        accounts = List.copyOf(accounts);
    }

    /// An account, and where its log ended.
    ///
    /// @param change the number of the last change
    /// @param at its instant, or a later one that was promised
    record Ended(String account, long change, Instant at) {
        static Ended of(Account account, Head head) {
            return new Ended(account.name(), head.sequence().value(), head.at());
        }
    }

    String json() {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("format", FORMAT);
        said.put("madeAt", madeAt.toString());
        said.put("databaseHash", databaseHash);
        said.put("files", files);
        said.put("bytes", bytes);
        said.put("accounts", accounts.stream().map(Manifest::said).toList());
        return Json.text(said);
    }

    private static Map<String, Object> said(Ended ended) {
        Map<String, Object> said = new LinkedHashMap<>();
        said.put("account", ended.account());
        said.put("change", ended.change());
        said.put("at", ended.at().toString());
        return said;
    }

    /// Reads the one of a backup.
    ///
    /// @throws CommandFailure when there is none, or it cannot be understood
    static Manifest of(Path backup) {
        Path file = backup.resolve(FILE);
        if (!Files.exists(file)) {
            throw new CommandFailure(backup + " is no whole backup: it has no " + FILE
                    + ". To restore a copy of a database that was made in another way, put it into a folder as"
                    + " tidemark.db, and add --unverified.");
        }
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw damaged(file);
            }
            JsonObject said = new TreeReader(ReadLimits.DEFAULT).read(Files.readString(file));
            if (!said.get("format").equals(Optional.of(JsonNumber.of(FORMAT)))) {
                throw new CommandFailure(
                        file + " is of another version of Tidemark. Restore the backup with that version.");
            }
            return new Manifest(
                    Instant.parse(text(said, "madeAt")),
                    text(said, "databaseHash"),
                    number(said, "files"),
                    number(said, "bytes"),
                    accounts(said));
        } catch (IOException e) {
            throw new CommandFailure(file + " cannot be read: " + e.getMessage(), e);
        } catch (WireException | DateTimeException | IllegalArgumentException e) {
            throw damaged(file);
        }
    }

    private static CommandFailure damaged(Path file) {
        return new CommandFailure(file + " is damaged. Restore another backup.");
    }

    private static List<Ended> accounts(JsonObject said) {
        if (!(said.get("accounts").orElse(JsonText.EMPTY) instanceof JsonArray(List<JsonValue> items))) {
            throw new IllegalArgumentException("no accounts");
        }
        return items.stream()
                .map(item -> item instanceof JsonObject account ? account : JsonObject.EMPTY)
                .map(account -> new Ended(
                        text(account, "account"), number(account, "change"), Instant.parse(text(account, "at"))))
                .toList();
    }

    private static String text(JsonObject object, String name) {
        if (object.get(name).orElse(JsonNumber.ZERO) instanceof JsonText(String text)) {
            return text;
        }
        throw new IllegalArgumentException("no text " + name);
    }

    private static long number(JsonObject object, String name) {
        if (object.get(name).orElse(JsonText.EMPTY) instanceof JsonNumber(String digits)) {
            return Long.parseLong(digits);
        }
        throw new IllegalArgumentException("no number " + name);
    }
}
