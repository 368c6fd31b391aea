package io.tidemark.catalog.command;

import io.tidemark.protocol.tree.TreeWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// The page `docs/spec/command-types.md`, made from [CommandTypes].
final class CommandTypesPage {
    private static final String HEAD = """
            # The object types of the command API

            What an object of each type holds. An own type of an account has a description of the same form; custom fields
            (`custom34`) stand beside the fields listed here.

            | Column | What it says |
            | --- | --- |
            | Kind | what the field holds; every kind has one canonical form, which is stored and sent |
            | By | who decides the value: *client*; *server*, and the reference says so; *server\\**, and the reference does not say so; *id*: it says which object is meant, 0 a new one. What a client sends for a field of the server is ignored |
            | Known | *doc*: from the reference's description of the type; *command*: from the description of a command; *client*: from a working client; *inferred*: the name is ours |
            | Meaning | in brief, with what a number refers to (→) and what stands in a new object when it is not the empty value of the kind |

            A number that refers to something is 0 when it refers to nothing. One that refers to an object that is not there is
            refused (`badvalue`), unless it was stored before. Other limits than those of the kinds are named with the field.

            | Kind | Clients may write | Stored and sent |
            | --- | --- | --- |
            | `string` | at most 255 characters | the same |
            | `lstring` | at most 16,777,215 characters | line breaks as `\\n` |
            | `number` | a whole number of 64 bits, also as text | a JSON number |
            | `float` | a decimal number with a point, also as text | a JSON number |
            | `boolean` | `true`, `1`, `yes`, `false`, `0`, `no`; as text in any case | `1` or `0` |
            | `email` | one address, or empty | the same |
            | `date` | `2026-03-04`; `04-03-2026`, `4-3-2026`, `04/03/2026` with the day first; for none `""`, `null`, `0000-00-00` | `2026-03-04` or `""` |
            | `time` | `18:45:00`, `18:45`, `18.45`; for none `""`, `null` | `18:45:00` or `""` |
            | `binary` | base64, with or without line breaks | base64 |
            | `set` | a JSON object; `[]` for an empty one | a JSON object |
            | `collection`, `collection[X]` | a JSON array of at most 10,000 items | a JSON array |

            This page is generated from the descriptions of the types.
            """;

    private CommandTypesPage() {}

    static String of(CommandTypes types) {
        StringBuilder page = new StringBuilder(HEAD);
        for (CommandType type : types.all()) {
            page.append("\n## ")
                    .append(type.name())
                    .append("\n\n")
                    .append(type.meaning())
                    .append('\n');
            for (String fact : facts(type)) {
                page.append("\n* ").append(fact);
            }
            page.append("\n\n| Field | Kind | By | Known | Meaning |\n| --- | --- | --- | --- | --- |\n");
            for (CommandField field : type.fields()) {
                page.append("| `%s` | `%s` | %s | %s | %s |%n"
                        .formatted(field.name(), field.kindName(), by(type, field), known(field), meaning(field)));
            }
        }
        return page.toString();
    }

    private static List<String> facts(CommandType type) {
        List<String> facts = new ArrayList<>();
        facts.add("A collection of them is called `" + type.plural() + "`.");
        if (type.offline()) {
            facts.add("The app keeps them without a network.");
        }
        facts.add(
                type.written()
                        ? "Clients create and change them."
                        : "They are set up on the server, or made for an answer.");
        for (List<String> group : type.required()) {
            facts.add("A new one needs " + codes(group, " or ") + ".");
        }
        if (!type.label().isEmpty()) {
            facts.add("Its text for people is " + codes(type.label(), " and ") + ".");
        }
        if (!type.words().isEmpty()) {
            facts.add("Fields such as `objecttype` name it " + codes(type.words(), ", also ") + ".");
        }
        type.customFields()
                .ifPresent(use -> facts.add("Its custom fields are those of " + code(use.objectType()) + "; "
                        + code(use.decidingField()) + " decides which."));
        type.deletion().ifPresent(deletion -> facts.add(code(deletion.field()) + " is 1: " + deletion.means()));
        return facts;
    }

    private static String by(CommandType type, CommandField field) {
        return switch (field.access()) {
            case WRITTEN -> type.takes(field) ? "client" : "id";
            case READONLY -> "server";
            case COMPUTED -> "server\\*";
        };
    }

    private static String known(CommandField field) {
        return field.marks().stream().map(Mark::code).collect(Collectors.joining(", "));
    }

    private static String meaning(CommandField field) {
        StringBuilder meaning = new StringBuilder(field.meaning());
        field.reference().ifPresent(reference -> meaning.append(" → ").append(target(reference)));
        field.derivation().ifPresent(derivation -> meaning.append(". ").append(source(derivation)));
        if (!field.oneOf().isEmpty()) {
            meaning.append(". One of ").append(field.oneOf().toString().replaceAll("[\\[\\]]", ""));
        }
        if (field.preset()) {
            meaning.append(". New: the preset");
        } else if (!field.start().equals(field.kind().empty())) {
            meaning.append(". New: ").append(code(TreeWriter.text(field.start())));
        }
        if (!field.sent()) {
            meaning.append(". Not sent");
        }
        return meaning.toString();
    }

    private static String target(Reference reference) {
        return switch (reference) {
            case Reference.ToType(String type, boolean replaced) ->
                "[" + type + "](#" + type + ")" + (replaced ? ", or else the preset" : "");
            case Reference.ByWord(String word) -> "the type in " + code(word);
        };
    }

    private static String source(Derivation derivation) {
        return switch (derivation) {
            case Derivation.TextOf(List<String> fields) -> "Text of " + codes(fields, " or ");
            case Derivation.Joined(List<String> fields) -> "Made of " + codes(fields, " and ");
            case Derivation.HtmlOf(String field) -> "Made of " + code(field) + " whenever that alone is written";
            case Derivation.ListOf(String type, String field, var told) ->
                told.map(their -> "The " + code(their) + " of each ").orElse("Each ") + "[" + type + "](#" + type
                        + ") whose " + code(field) + " is this";
            case Derivation.IsCaller(String field) -> "1 when " + code(field) + " is the user who asks";
            case Derivation.PerCaller() -> "For the user who asks";
            case Derivation.Numbered(String word) -> "Made of " + code(word) + " and the number";
            case Derivation.Members members ->
                "Holds "
                        + members.fields().entrySet().stream()
                                .map(member -> code(member.getKey()) + " (" + code(member.getValue()) + ")")
                                .sorted()
                                .collect(Collectors.joining(", "));
        };
    }

    private static String codes(List<String> fields, String separator) {
        return fields.stream().map(CommandTypesPage::code).collect(Collectors.joining(separator));
    }

    private static String code(String text) {
        return "`" + text + "`";
    }
}
