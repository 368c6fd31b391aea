package io.tidemark.cli.demo;

import java.util.Locale;

/// How much the invented company of 40 people has.
public enum DemoScale {
    /// A tenth: is there in a few seconds.
    SMALL(10),
    /// The whole company.
    NORMAL(100),
    /// Ten times as much: shows that the cost of a synchronization follows the change.
    LARGE(1_000);

    private static final int TASKS = 20_000;

    /// Single meetings; with [#SERIES] 600 meetings altogether.
    static final int MEETINGS = 540;

    /// Repeating meetings.
    static final int SERIES = 60;

    private final int percent;

    DemoScale(int percent) {
        this.percent = percent;
    }

    /// How many there are of what the whole company has so many of.
    public int of(int normal) {
        return Math.toIntExact((long) normal * percent / 100);
    }

    /// How many tasks there are.
    public int tasks() {
        return of(TASKS);
    }

    /// As it is written on the command line.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
