package io.tidemark.catalog.command;

import io.tidemark.core.audience.Group;
import io.tidemark.core.object.Counterpart;
import io.tidemark.core.object.Fields;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.RuleContext;
import io.tidemark.protocol.tree.JsonObject;
import java.util.Optional;

/// What the objects of a type do beyond their description: fields that depend on each other by a rule of the
/// business, and another view of the same thing. Thread-safe, without state.
public interface Conduct {
    /// Objects that do nothing beyond their description.
    Conduct PLAIN = new Conduct() {};

    /// The object to store of one that fits its description.
    ///
    /// @param before what was stored; empty if it is new
    /// @param after what fits
    /// @return `after`, or what differs from it only in fields that depend on others
    /// @throws Unfit when the fields do not fit each other
    default JsonObject settled(JsonObject before, JsonObject after, RuleContext context) {
        return after;
    }

    /// Kept: an object's own number ([#keepsNumber]).
    String NUMBER = ".number";

    /// Whether objects keep their own number, which stands in no field, because they make something of it.
    default boolean keepsNumber() {
        return false;
    }

    /// The text field in which people find an object's number as long as nobody gave it another one.
    default Optional<String> numberField() {
        return Optional.empty();
    }

    /// The key of the only object, for types of which an account has one.
    default Optional<ObjectKey> only() {
        return Optional.empty();
    }

    /// The group that an object keeps, if it does: from its creation on, always for the same principal.
    ///
    /// @param fields as they are stored
    default Optional<Group> group(ObjectKey key, Fields fields) {
        return Optional.empty();
    }

    /// The other view of an object, if there is one.
    default Optional<Counterpart> counterpart(ObjectKey key) {
        return Optional.empty();
    }

    /// Fields that do not fit each other. Never leaves the type.
    final class Unfit extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final String sentence;

        /// @param sentence names the fields, and says what would be right
        public Unfit(String sentence) {
            super(sentence, null, false, false);
            this.sentence = sentence;
        }

        String sentence() {
            return sentence;
        }
    }
}
