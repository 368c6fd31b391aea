package io.tidemark.calendar.ical;

import io.tidemark.calendar.ical.Component.CalendarHeader;
import io.tidemark.calendar.ical.ContentLines.Line;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cuts content lines into components. Confined to one thread.
 *
 * <p>Looks at {@code BEGIN} and {@code END} only, so that a component that cannot be read does not take its neighbours with
 * it. Every {@code BEGIN:VEVENT} makes one component, whatever surrounds it.
 */
final class ComponentScanner {
    private static final int EVENTS_MAX = 100_000;
    private static final int NESTING_MAX = 8;

    private final List<Component> components = new ArrayList<>();
    private CalendarHeader calendar = CalendarHeader.EMPTY;
    private boolean hasCalendar;
    private int events;

    private final List<String> lines = new ArrayList<>();
    private final Deque<String> open = new ArrayDeque<>();
    private int beginLine;
    private @Nullable String defect;

    private ComponentScanner() {}

    /** Throws {@link CalendarFileException} if there is no calendar in the lines, or too much. */
    static List<Component> scan(List<Line> lines) {
        ComponentScanner scanner = new ComponentScanner();
        lines.forEach(scanner::accept);
        scanner.close("The file ends before the component does.");
        if (!scanner.hasCalendar) {
            throw new CalendarFileException("The file is not a calendar: it has no BEGIN:VCALENDAR.");
        }
        return List.copyOf(scanner.components);
    }

    private void accept(Line line) {
        String upper = line.text().strip().toUpperCase(Locale.ROOT);
        if (upper.startsWith("BEGIN:")) {
            begin(upper.substring("BEGIN:".length()).strip(), line);
        } else if (upper.startsWith("END:")) {
            end(upper.substring("END:".length()).strip(), line);
        } else if (!open.isEmpty()) {
            lines.add(line.text());
        } else if (upper.startsWith("X-WR-TIMEZONE:")) {
            calendar = new CalendarHeader(afterColon(line), calendar.method());
        } else if (upper.startsWith("METHOD:")) {
            calendar = new CalendarHeader(calendar.zoneName(), afterColon(line).toUpperCase(Locale.ROOT));
        }
    }

    private void begin(String name, Line line) {
        if (name.equals("VCALENDAR")) {
            close("The component is not closed.");
            hasCalendar = true;
            calendar = CalendarHeader.EMPTY;
            return;
        }
        if (name.equals("VEVENT")) {
            close("The component is not closed.");
            events++;
            if (events > EVENTS_MAX) {
                throw new CalendarFileException("The file has more than " + EVENTS_MAX + " events.");
            }
        }
        if (open.isEmpty()) {
            beginLine = line.number();
        } else {
            lines.add("BEGIN:" + name);
        }
        open.push(name);
        if (open.size() > NESTING_MAX) {
            defect = "Components are nested more than " + NESTING_MAX + " deep.";
        }
    }

    private void end(String name, Line line) {
        if (open.isEmpty()) {
            return;
        }
        if (name.equals("VCALENDAR")) {
            close("The component is not closed.");
        } else if (name.equals(open.peekFirst())) {
            if (open.size() == 1) {
                finish();
            } else {
                open.pop();
                lines.add("END:" + name);
            }
        } else {
            defect = "END:" + name + " in line " + line.number() + " closes what is not open.";
            if (name.equals(open.peekLast())) {
                finish();
            }
        }
    }

    private void close(String reason) {
        if (!open.isEmpty()) {
            defect = reason;
            finish();
        }
    }

    private void finish() {
        components.add(new Component(open.getLast(), beginLine, List.copyOf(lines), calendar, defect));
        open.clear();
        lines.clear();
        defect = null;
    }

    private static String afterColon(Line line) {
        return line.text().substring(line.text().indexOf(':') + 1).strip();
    }
}
