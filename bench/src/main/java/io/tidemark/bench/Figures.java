package io.tidemark.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// The figures of a run, as a table and as JSON.
final class Figures {
    /// One line of the table.
    ///
    /// @param what what was measured
    /// @param value the median of the repetitions
    /// @param unit its unit
    /// @param note what else is worth knowing; may be empty
    record Figure(String what, double value, String unit, String note) {}

    private final List<Figure> figures = new ArrayList<>();

    /// A thing to measure.
    interface Measured {
        void run(int repetition) throws Exception;
    }

    /// The median time of some repetitions, in milliseconds; the first ones warm up and do not count.
    static double medianMillis(int warmups, int repetitions, Measured measured) throws Exception {
        double[] millis = new double[repetitions];
        for (int i = -warmups; i < repetitions; i++) {
            long begin = System.nanoTime();
            measured.run(i + warmups);
            if (i >= 0) {
                millis[i] = (System.nanoTime() - begin) / 1e6;
            }
        }
        Arrays.sort(millis);
        return millis[repetitions / 2];
    }

    void add(String what, double value, String unit, String note) {
        Figure figure = new Figure(what, value, unit, note);
        figures.add(figure);
        System.out.println(line(figure));
    }

    private static String line(Figure figure) {
        return String.format(
                Locale.ROOT, "%-58s %10.2f %-10s %s", figure.what(), figure.value(), figure.unit(), figure.note());
    }

    String table() {
        StringBuilder table = new StringBuilder("| what | value | unit | note |\n|---|---:|---|---|\n");
        figures.forEach(figure -> table.append(String.format(
                Locale.ROOT,
                "| %s | %.2f | %s | %s |%n",
                figure.what(),
                figure.value(),
                figure.unit(),
                figure.note())));
        return table.toString();
    }

    String json() {
        StringBuilder json = new StringBuilder("[");
        for (Figure figure : figures) {
            json.append(json.length() > 1 ? ",\n " : "\n ")
                    .append(String.format(
                            Locale.ROOT,
                            "{\"what\":\"%s\",\"value\":%.4f,\"unit\":\"%s\",\"note\":\"%s\"}",
                            figure.what(),
                            figure.value(),
                            figure.unit(),
                            figure.note()));
        }
        return json.append("\n]\n").toString();
    }
}
