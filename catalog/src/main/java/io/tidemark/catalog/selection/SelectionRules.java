package io.tidemark.catalog.selection;

import java.util.List;
import java.util.Optional;

/// Who should have the objects of a type: everybody whom the account does not limit, if the type says so,
/// and whom one of the rules gives it to; but nobody when a limit for all does not hold, and only everybody
/// when a limit for the rules does not. Data of the type's description. Immutable.
///
/// @param everyone whether users who are not limited have every object that no limit for all takes away
/// @param rules why somebody should have an object
/// @param limits why nobody should, although
public record SelectionRules(boolean everyone, List<Rule> rules, List<Limit> limits) {
    public SelectionRules {
        rules = List.copyOf(rules);
        limits = List.copyOf(limits);
    }

    /// The rule with this name.
    public Optional<Rule> rule(String name) {
        return rules.stream().filter(rule -> rule.name().equals(name)).findFirst();
    }

    /// The windows by the name of the rule or the limit that they belong to.
    public List<Named> windows() {
        return java.util.stream.Stream.concat(
                        rules.stream()
                                .filter(rule -> rule.around().isPresent())
                                .map(rule -> new Named(
                                        rule.name(),
                                        rule.meaning(),
                                        rule.around().get().window())),
                        limits.stream()
                                .filter(limit -> limit.day() != Day.HIDDEN)
                                .map(limit -> new Named(limit.name(), limit.meaning(), limit.window())))
                .toList();
    }

    /// A window.
    ///
    /// @param name of its rule or limit
    /// @param meaning of that, for people
    /// @param window as described
    public record Named(String name, String meaning, Window window) {}

    /// To whom a rule gives an object.
    public enum Gives {
        /// The users whom a field names.
        USERS,
        /// The members of the team that a field names.
        TEAM,
        /// The members of the team of the pool that a field names.
        POOL,
        /// The users whom the account's custom fields name.
        CUSTOM_USERS
    }

    /// Why somebody should have an object.
    ///
    /// @param name one word, unique in the type
    /// @param meaning the rule in a sentence, for people
    /// @param gives to whom
    /// @param field who that is: a field of the object, or of what names it; empty for [Gives#CUSTOM_USERS]
    /// @param through objects that name this one, each of which gives it to somebody; empty when the object itself
    /// does
    /// @param around when; empty for always
    public record Rule(
            String name,
            String meaning,
            Gives gives,
            String field,
            Optional<Through> through,
            Optional<Around> around) {
        /// Under this name the object keeps what the rule must know of objects that name it.
        public String kept() {
            return "." + name;
        }
    }

    /// Objects that name another.
    ///
    /// @param type their type
    /// @param by their field that names the other
    public record Through(String type, String by) {}

    /// Days near today.
    ///
    /// @param field holds the day
    public record Around(String field, Window window) {}

    /// Why nobody should have an object that they otherwise would.
    ///
    /// @param name one word, unique in the type
    /// @param meaning the limit in a sentence, as it is when the object is taken away, for people
    /// @param day of what
    /// @param field which field; empty for [Day#CHANGED]
    /// @param window how far from today that may be
    /// @param forAll whether it also takes the object from users who are not limited
    public record Limit(String name, String meaning, Day day, String field, Window window, boolean forAll) {
        /// Under this name the object keeps the day, where no field holds it.
        public String kept() {
            return "." + name;
        }
    }

    /// Which day a limit looks at.
    public enum Day {
        /// The day in a field, before or after today; an object without one is not limited.
        AROUND,
        /// The day on which a field became 1; an object in which it is 0 is not limited.
        SET,
        /// The day on which somebody changed the object.
        CHANGED,
        /// The day on which the object that a field names was found hidden; as long as it is, whatever the window.
        HIDDEN
    }
}
