package io.tidemark.e2e.selection;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import io.tidemark.e2e.selection.History.Step;
import io.tidemark.e2e.selection.History.What;
import io.tidemark.storage.sqlite.SqliteOptions;
import io.tidemark.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Long random histories: edits, teams, pools, plans, rules, days and clocks that change, servers that
/// start again, and devices of both APIs that come and go; again and again each device holds exactly what
/// the books say (loss classes 15 to 17). A failing history is cut to the steps that matter, and printed
/// with its seed; `-Dtidemark.seed=N` runs that one alone, `-Dtidemark.histories=N` more of them.
class SelectionSimulationTest {
    private static final int HISTORIES = Integer.getInteger("tidemark.histories", 64);
    private static final int STEPS = 120;

    /// Where and when histories begin: some days before clocks are changed. In São Paulo and Cairo that is done at
    /// midnight, which does not exist on that day; in Apia a whole day was left out.
    private static final List<Era> ERAS = List.of(
            new Era("Europe/Copenhagen", "2031-03-20T07:00:00Z"),
            new Era("America/Sao_Paulo", "2018-10-20T07:00:00Z"),
            new Era("Europe/Copenhagen", "2031-10-15T07:00:00Z"),
            new Era("Africa/Cairo", "2031-04-15T07:00:00Z"),
            new Era("Pacific/Apia", "2011-12-20T07:00:00Z"));

    private record Era(String zone, String begin) {}

    @TempDir
    private Path folder;

    private int files;

    @Test
    void everyDeviceHoldsWhatTheBooksSay() {
        Long only = Long.getLong("tidemark.seed");
        if (only != null) {
            check(only, InMemoryForever::new);
            return;
        }
        for (long seed = 1; seed <= HISTORIES; seed++) {
            check(seed, InMemoryForever::new);
        }
    }

    @Test
    void theSameOnSqlite() {
        for (long seed = 1_001; seed <= 1_000 + Math.max(1, HISTORIES / 12); seed++) {
            check(seed, () -> {
                Path file = folder.resolve("tidemark" + ++files + ".db");
                return () -> SqliteStorage.open(file, SqliteOptions.defaults());
            });
        }
    }

    /// A storage in memory that outlives the servers on it.
    private static final class InMemoryForever implements Supplier<Storage> {
        private final InMemoryStorage kept = new InMemoryStorage();

        @Override
        public Storage get() {
            return new Unclosed(kept);
        }
    }

    private static void check(long seed, Supplier<Supplier<Storage>> storages) {
        List<Step> steps = steps(new Random(seed));
        Optional<Throwable> failure = failure(seed, steps, storages);
        if (failure.isPresent()) {
            List<Step> cut = cut(seed, steps, storages);
            throw new AssertionError(
                    "seed " + seed + " fails; these of its steps are enough:\n"
                            + cut.stream().map(Step::toString).collect(Collectors.joining("\n")),
                    failure(seed, cut, storages).orElse(failure.get()));
        }
    }

    private static List<Step> steps(Random random) {
        List<What> weighted = new ArrayList<>();
        for (What what : What.values()) {
            for (int n = 0; n < what.weight; n++) {
                weighted.add(what);
            }
        }
        List<Step> steps = new ArrayList<>();
        for (int n = 0; n < STEPS; n++) {
            What what = n < 5 ? What.CREATE_TASK : weighted.get(random.nextInt(weighted.size()));
            steps.add(new Step(what, random.nextInt(1_000_000), random.nextInt(1_000_000), random.nextInt(1_000_000)));
        }
        return steps;
    }

    private static Optional<Throwable> failure(long seed, List<Step> steps, Supplier<Supplier<Storage>> storages) {
        Era era = ERAS.get((int) (seed % ERAS.size()));
        try (Company company = new Company(storages.get(), ZoneId.of(era.zone()), Instant.parse(era.begin()))) {
            new History(company).run(steps);
            return Optional.empty();
        } catch (AssertionError | RuntimeException e) {
            return Optional.of(e);
        }
    }

    /// Leaves out parts of the history, halves first, as long as it still fails.
    private static List<Step> cut(long seed, List<Step> steps, Supplier<Supplier<Storage>> storages) {
        List<Step> cut = steps;
        for (int size = cut.size() / 2; size >= 1; size /= 2) {
            for (int at = 0; at < cut.size(); ) {
                List<Step> without = new ArrayList<>(cut.subList(0, at));
                without.addAll(cut.subList(Math.min(cut.size(), at + size), cut.size()));
                if (failure(seed, without, storages).isPresent()) {
                    cut = without;
                } else {
                    at += size;
                }
            }
        }
        return cut;
    }

    @Test
    void everythingThatCanHappenDoes() {
        assertThat(steps(new Random(1)).stream().map(Step::what).distinct().count()
                        + steps(new Random(2)).stream()
                                .map(Step::what)
                                .distinct()
                                .count())
                .isGreaterThan(Arrays.stream(What.values()).count());
    }
}
