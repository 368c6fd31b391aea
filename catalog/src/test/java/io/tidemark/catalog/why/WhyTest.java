package io.tidemark.catalog.why;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.catalog.why.Explanation.Removal;
import io.tidemark.catalog.why.Explanation.Rule;
import io.tidemark.catalog.why.Explanation.State;
import io.tidemark.catalog.why.Situation.Ending;
import io.tidemark.core.log.LogEntry;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A thousand histories, each of which ends with a task going from Ida in a way that is known: the explanation names
/// it, with the rule and the change.
class WhyTest {
    private static final long SEED = 20_261_126;
    private static final int SITUATIONS = 1_000;
    private static final int EACH_MIN = 20;
    private static final Set<Ending> TIMED = EnumSet.of(
            Ending.NEXT_ACTION_PASSED,
            Ending.CLOSED_LONG_AGO,
            Ending.CLOSED_LONG_AGO_THEN_EDITED,
            Ending.CLOSED_LONG_AGO_THEN_PLAN_PASSED,
            Ending.UNCHANGED_FOR_LONG,
            Ending.PLAN_PASSED);
    /// The kind of the entry says it, or the object as it is.
    private static final Set<Cause> KNOWN_ANYWAY = Set.of(Cause.DELETED, Cause.HIDDEN);

    private static final List<Ending> ENDINGS = List.of(Ending.values());

    @Test
    void theTrueCauseIsNamed() {
        Random random = new Random(SEED);
        Map<Ending, Integer> seen = new EnumMap<>(Ending.class);
        for (int i = 0; i < SITUATIONS; i++) {
            Ending ending = ENDINGS.get(i % ENDINGS.size());
            seen.merge(ending, 1, Integer::sum);
            check(new Situation(ending, new Random(random.nextLong())), "situation " + i + ", " + ending, random);
        }
        assertThat(seen).hasSize(ENDINGS.size());
        assertThat(seen.values()).allMatch(count -> count >= EACH_MIN);
    }

    /// When the log has forgotten what the change replaced, the answer says so, and still when it went and by whom.
    @Test
    void aForgottenCauseIsSaidToBeForgotten() {
        Random random = new Random(SEED);
        for (Ending ending : ENDINGS) {
            Situation situation = new Situation(ending, new Random(random.nextLong()));
            Workshop shop = situation.shop;
            Explanation before = shop.why(shop.ida, situation.task);
            shop.forget();
            Explanation after = shop.why(shop.ida, situation.task);
            assertThat(after.state()).as("%s", ending).isEqualTo(before.state());
            assertThat(after.object().title())
                    .as("%s", ending)
                    .isEqualTo(ending == Ending.DELETED ? "" : before.object().title());
            assertThat(after.removal().map(Removal::cause))
                    .as("%s", ending)
                    .isEqualTo(before.removal()
                            .map(Removal::cause)
                            .map(cause -> KNOWN_ANYWAY.contains(cause) ? cause : Cause.FORGOTTEN));
            assertThat(after.removal().map(removal -> removal.entry().sequence()))
                    .as("%s", ending)
                    .isEqualTo(before.removal().map(removal -> removal.entry().sequence()));
            if (ending != Ending.NEVER) {
                Explanation then = shop.why(shop.ida, situation.task, situation.there);
                assertThat(then.state()).as("%s, before", ending).isEqualTo(State.FORGOTTEN);
                assertThat(then.remembered()).as("%s, before", ending).isPresent();
            }
        }
    }

    private static void check(Situation situation, String name, Random random) {
        Workshop shop = situation.shop;
        if (situation.ending == Ending.NEVER) {
            Explanation never = shop.why(shop.ida, situation.task);
            assertThat(never.state()).as(name).isEqualTo(State.NEVER);
            assertThat(never.removal()).as(name).isEmpty();
            assertThat(never.seen())
                    .as(name)
                    .noneMatch(one -> !one.isLimit() && one.isUsers() && one.holds())
                    .extracting(one -> one.rule().name())
                    .contains("team", "pool", "responsible", "additional", "customfield", "planned", "everybody");
            return;
        }
        if (random.nextBoolean()) {
            situation.aftermath();
        }
        Explanation gone = shop.why(shop.ida, situation.task);
        assertThat(gone.state())
                .as(name)
                .isEqualTo(
                        switch (situation.ending) {
                            case DELETED -> State.DELETED;
                            case HIDDEN -> State.HIDDEN;
                            default -> State.LEFT;
                        });
        assertThat(gone.isSelected()).as(name).isFalse();
        named(situation, gone, name);

        Explanation then = shop.why(shop.ida, situation.task, situation.there);
        assertThat(then.state()).as("%s, before", name).isEqualTo(State.SELECTED);
        assertThat(then.reasons()).as("%s, before", name).isNotEmpty();
        assertThat(then.since()).as("%s, before", name).isPresent();
        if (TIMED.contains(situation.ending)) {
            assertThat(then.until()).as("%s, before", name).isPresent();
        }
        if (random.nextInt(4) == 0 && situation.comesBack()) {
            Explanation back = shop.why(shop.ida, situation.task);
            assertThat(back.state()).as("%s, back", name).isEqualTo(State.SELECTED);
            assertThat(back.reasons())
                    .as("%s, back", name)
                    .anyMatch(reason -> reason.rule()
                            .filter(rule -> rule.name().equals("responsible"))
                            .isPresent());
            assertThat(back.since().orElseThrow().sequence())
                    .as("%s, back", name)
                    .isGreaterThan(back.removal().orElseThrow().entry().sequence());
            named(situation, back, name + ", back");
        }
    }

    private static void named(Situation situation, Explanation explanation, String name) {
        Removal removal = explanation.removal().orElseThrow(() -> new AssertionError(name));
        LogEntry truth = situation.truth.orElseThrow();
        assertThat(removal.cause()).as(name).isEqualTo(situation.ending.cause);
        assertThat(removal.by().sequence()).as(name).isEqualTo(truth.sequence());
        assertThat(removal.by().by().map(Explanation.Person::id))
                .as(name)
                .isEqualTo(java.util.Optional.ofNullable(truth.origin().user()));
        assertThat(removal.rules().stream().map(Rule::name))
                .as(name)
                .containsExactlyElementsOf(situation.ending.rules());
    }
}
