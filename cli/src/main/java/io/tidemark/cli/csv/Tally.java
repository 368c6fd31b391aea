package io.tidemark.cli.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Counts what becomes of entries, and keeps why some were refused: the first for the terminal, all in a file if one is
/// wanted. Confined to one thread.
final class Tally<E extends Entry> {
    private static final int SHOWN_MAX = 20;

    private final String unit;
    private final Optional<Rejects<E>> rejects;
    private final List<CsvReport.Refused> first = new ArrayList<>();
    private long created;
    private long changed;
    private long unchanged;
    private long refused;

    /// @param unit what entries are counted by, such as `line`
    /// @param rejects where refused ones are written
    Tally(String unit, Optional<Rejects<E>> rejects) {
        this.unit = unit;
        this.rejects = rejects;
    }

    void created() {
        created++;
    }

    void changed() {
        changed++;
    }

    void unchanged() {
        unchanged++;
    }

    void refused(Refusal<E> refusal) {
        refused++;
        if (first.size() < SHOWN_MAX) {
            first.add(new CsvReport.Refused(refusal.entry().place(), refusal.field(), refusal.sentence()));
        }
        rejects.ifPresent(file -> file.add(refusal));
    }

    /// For whoever has to be told that the import ended early.
    String soFar() {
        return "Until then: " + report().sentence(false) + " That stays.";
    }

    CsvReport report() {
        return new CsvReport(unit, created, changed, unchanged, refused, first);
    }
}
