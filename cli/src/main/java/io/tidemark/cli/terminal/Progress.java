package io.tidemark.cli.terminal;

import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/// How far a long work is, on standard error: a bar for a person, a line for every tenth elsewhere. Confined to one
/// thread.
public abstract sealed class Progress implements AutoCloseable {
    /// Shorter works are not worth lines.
    private static final long TOTAL_MIN = 5_000;

    private static final long BYTES_MIN = 1_000_000;

    private Progress() {}

    /// Begins to show a work.
    ///
    /// @param title what is being done, for instance `Writing tasks`
    /// @param total how many steps there are
    public static Progress of(Terminal terminal, String title, long total) {
        return terminal.console().isPresent()
                ? new Bar(title, total, "", 1)
                : new Lines(terminal, title, total, TOTAL_MIN, false);
    }

    /// Begins to show the reading of a file.
    ///
    /// @param bytes how long it is; -1 if that is not known
    public static Progress ofBytes(Terminal terminal, String title, long bytes) {
        return terminal.console().isPresent()
                ? new Bar(title, bytes, " MB", 1_000_000)
                : new Lines(terminal, title, bytes, BYTES_MIN, true);
    }

    /// Shows that some steps are done.
    public abstract void step(long steps);

    /// Ends the show, done or not.
    @Override
    public abstract void close();

    private static final class Bar extends Progress {
        private final ProgressBar bar;

        Bar(String title, long total, String unit, long unitSize) {
            this.bar = new ProgressBarBuilder()
                    .setTaskName(title)
                    .setInitialMax(total)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(unit, unitSize)
                    .setUpdateIntervalMillis(200)
                    .build();
        }

        @Override
        public void step(long steps) {
            bar.stepBy(steps);
        }

        @Override
        public void close() {
            bar.close();
        }
    }

    private static final class Lines extends Progress {
        private static final int PARTS = 10;

        private final Terminal terminal;
        private final String title;
        private final long total;
        private final long least;
        private final boolean inPercent;
        private final long begunNanos = System.nanoTime();
        private long done;

        Lines(Terminal terminal, String title, long total, long least, boolean inPercent) {
            this.terminal = terminal;
            this.title = title;
            this.total = total;
            this.least = least;
            this.inPercent = inPercent;
        }

        @Override
        public void step(long steps) {
            long before = PARTS * done / Math.max(total, 1);
            done += steps;
            if (total >= least && PARTS * done / total > before) {
                String percent = 100 * done / total + " %";
                terminal.note(title + ": "
                        + (inPercent ? percent : done + " of " + total + ", " + percent + ", " + seconds() + " s"));
            }
        }

        private long seconds() {
            return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begunNanos);
        }

        @Override
        public void close() {}
    }
}
