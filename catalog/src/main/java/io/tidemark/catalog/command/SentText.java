package io.tidemark.catalog.command;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.object.StoredObject;
import io.tidemark.protocol.command.value.BasicKind;
import io.tidemark.protocol.tree.TreeWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Writes objects of one type as they go out, around their stored bytes: the number before them, the time of
/// change and the sets that are made of the number after them. Confined to one thread.
public final class SentText {
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private static final String CHANGE_DATE = "changedate";
    private static final String CHANGE_TIME = "changetime";

    private final CommandType type;
    private final ZoneId zone;
    private final UserId caller;
    private final List<Made> made;
    private final byte[] nothingPerCaller;
    private final @Nullable Member hidden;
    private final @Nullable Emptied emptied;
    private final byte[] begin;
    private final String quote;
    private final boolean dated;
    private byte[] changed = new byte[0];
    private long changedSecond = Long.MIN_VALUE;

    /// @param type a type whose objects have a number of their own
    /// @param zone the account's time zone
    /// @param caller to whom objects go
    public SentText(CommandType type, ZoneId zone, UserId caller) {
        this.type = type;
        this.zone = zone;
        this.caller = caller;
        this.made = type.fields().stream()
                .filter(field ->
                        field.derivation().filter(SentText::isMadeWhenSent).isPresent() && !isPerCaller(field))
                .map(this::made)
                .toList();
        this.nothingPerCaller = type.fields().stream()
                .filter(SentText::isPerCaller)
                .map(field -> ",\"" + field.name() + "\":" + TreeWriter.text(field.start()))
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        this.hidden = type.deletion()
                .map(deletion -> new Member(deletion.field(), "1"))
                .orElse(null);
        this.emptied = type.deletion()
                .filter(deletion -> deletion.leaves().isPresent())
                .map(deletion -> Emptied.of(type, deletion))
                .orElse(null);
        String key = type.key().orElseThrow();
        boolean isText = type.field(key)
                .filter(field -> field.kind() == BasicKind.STRING)
                .isPresent();
        this.quote = isText ? "\"" : "";
        this.begin = ("{\"" + key + "\":").getBytes(StandardCharsets.UTF_8);
        this.dated = type.field(CHANGE_DATE).isPresent();
    }

    /// The fields that are added when an object goes out, and so are not stored.
    static Set<String> added(CommandType type) {
        Set<String> added = new LinkedHashSet<>(Set.of(CHANGE_DATE, CHANGE_TIME));
        type.key().ifPresent(added::add);
        for (CommandField field : type.fields()) {
            if (!field.sent()
                    || field.derivation().filter(SentText::isMadeWhenSent).isPresent()) {
                added.add(field.name());
            }
        }
        return added;
    }

    /// An object as it is stored now.
    public void present(SentBytes out, StoredObject object) {
        present(out, object.number().value(), object.modifiedAt().toEpochMilli(), object.body());
    }

    /// An object.
    public void present(SentBytes out, long number, long modifiedAtMillis, byte[] body) {
        begin(out, number, modifiedAtMillis, body);
        out.writeBytes(nothingPerCaller);
        out.write('}');
    }

    /// An object as it is stored now, as [#begin].
    public void begin(SentBytes out, StoredObject object) {
        begin(out, object.number().value(), object.modifiedAt().toEpochMilli(), object.body());
    }

    /// An object but for the fields that are made for the user who asks ([Derivation.PerCaller]): each must
    /// follow, with a comma before it, and then the brace.
    public void begin(SentBytes out, long number, long modifiedAtMillis, byte[] body) {
        out.writeBytes(begin);
        byte[] digits = id(number).getBytes(StandardCharsets.US_ASCII);
        out.writeBytes(digits);
        if (emptied != null && isHidden(body)) {
            out.writeBytes(emptied.of(body));
        } else {
            out.write(body, 0, StoredText.sentLength(body));
        }
        if (dated) {
            out.writeBytes(changed(modifiedAtMillis));
        }
        for (Made field : made) {
            out.writeBytes(field.text(number, body));
        }
    }

    private static boolean isPerCaller(CommandField field) {
        return field.derivation().orElse(null) instanceof Derivation.PerCaller;
    }

    /// A number as the id of an object: a text where the type has one.
    private String id(long number) {
        return quote + number + quote;
    }

    private static boolean isMadeWhenSent(Derivation derivation) {
        return switch (derivation) {
            case Derivation.Members _, Derivation.Numbered _, Derivation.IsCaller _, Derivation.PerCaller _ -> true;
            case Derivation.TextOf _, Derivation.Joined _, Derivation.HtmlOf _, Derivation.ListOf _ -> false;
        };
    }

    /// A field that is made when an object is sent.
    private interface Made {
        byte[] text(long number, byte[] body);
    }

    private Made made(CommandField field) {
        byte[] name = (",\"" + field.name() + "\":").getBytes(StandardCharsets.UTF_8);
        return switch (field.derivation().orElseThrow()) {
            case Derivation.Members members ->
                (number, body) -> joined(name, members(members, number).getBytes(StandardCharsets.UTF_8));
            case Derivation.Numbered(String word) ->
                (number, body) -> joined(name, ("\"" + word + number + "\"").getBytes(StandardCharsets.UTF_8));
            case Derivation.IsCaller(String user) -> {
                Member member = new Member(user, Long.toString(caller.value()));
                byte[] yes = joined(name, new byte[] {'1'});
                byte[] no = joined(name, new byte[] {'0'});
                yield (number, body) -> member.isIn(body) ? yes : no;
            }
            case Derivation.TextOf _, Derivation.Joined _, Derivation.HtmlOf _, Derivation.ListOf _ ->
                throw new IllegalStateException("such a value is stored");
            case Derivation.PerCaller _ -> throw new IllegalStateException("such a field is made by who sends it");
        };
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /// Whether an object says of itself that clients should hide it.
    public boolean isHidden(byte[] body) {
        return hidden != null && hidden.isIn(body);
    }

    /// An object that the client should hide: its number, and the field that says so.
    public void gone(SentBytes out, long number) {
        Optional<CommandType.Deletion> deletion = type.deletion();
        out.writeBytes(begin);
        out.writeBytes(
                (id(number) + ",\"" + deletion.map(CommandType.Deletion::field).orElse("isdeleted") + "\":1}")
                        .getBytes(StandardCharsets.UTF_8));
    }

    /// Objects of one import have one time of change: its text is made once a second.
    private byte[] changed(long modifiedAtMillis) {
        long second = Math.floorDiv(modifiedAtMillis, 1000);
        if (second != changedSecond) {
            changedSecond = second;
            LocalDateTime at = LocalDateTime.ofInstant(Instant.ofEpochSecond(second), zone);
            changed = (",\"" + CHANGE_DATE + "\":\"" + DateTimeFormatter.ISO_LOCAL_DATE.format(at) + "\",\""
                            + CHANGE_TIME + "\":\"" + TIME.format(at) + "\"")
                    .getBytes(StandardCharsets.UTF_8);
        }
        return changed;
    }

    private String members(Derivation.Members members, long number) {
        String inner = String.join(
                ",",
                members.fields().entrySet().stream()
                        .filter(member -> type.key().equals(Optional.of(member.getValue())))
                        .map(member -> "\"" + member.getKey() + "\":" + number)
                        .sorted()
                        .toList());
        return "{" + inner + "}";
    }
}
