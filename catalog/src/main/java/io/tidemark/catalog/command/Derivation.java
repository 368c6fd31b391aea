package io.tidemark.catalog.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the server makes the value of a field of other fields. Immutable.
public sealed interface Derivation {
    /// The label of the object to which the first of these fields refers that refers to any
    /// ([CommandType#label]).
    record TextOf(List<String> fields) implements Derivation {
        public TextOf {
            fields = List.copyOf(fields);
        }
    }

    /// These texts with a space between them, empty ones left out.
    record Joined(List<String> fields) implements Derivation {
        public Joined {
            fields = List.copyOf(fields);
        }
    }

    /// That text as HTML, whenever a client writes the text and not the HTML.
    record HtmlOf(String field) implements Derivation {}

    /// Whether the number in that field is the user to whom the object is sent.
    ///
    /// @param field a number that refers to a user
    record IsCaller(String field) implements Derivation {}

    /// What the objects of a type that name this one tell: their number, or the number in one of their fields.
    ///
    /// @param type their type
    /// @param field their field that names it
    /// @param told their field that is listed; empty for their own number
    record ListOf(String type, String field, Optional<String> told) implements Derivation {}

    /// A text made when the object is sent: a word and the object's number.
    record Numbered(String word) implements Derivation {}

    /// What only the user who asks can be told, made when the object is sent by whoever sends it ([SentText#begin]).
    /// Where nobody makes it, what stands in a new object.
    record PerCaller() implements Derivation {}

    /// A set made when the object is sent: the value of a field for each member.
    ///
    /// @param fields by the member's name
    record Members(Map<String, String> fields) implements Derivation {
        public Members {
            fields = Map.copyOf(fields);
        }
    }
}
