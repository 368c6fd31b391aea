package io.tidemark.cli.demo;

import java.util.Locale;

/// How much work the invented company has.
enum DemoScale {
    /// What a company of 40 has in a few months.
    SMALL(2_000),
    /// What it has in years: shows that the cost of a synchronization follows the change.
    LARGE(100_000);

    /// Single meetings; with [#SERIES] 600 meetings altogether.
    static final int MEETINGS = 540;

    /// Repeating meetings.
    static final int SERIES = 60;

    private final int tasks;

    DemoScale(int tasks) {
        this.tasks = tasks;
    }

    int tasks() {
        return tasks;
    }

    /// As it is written on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
