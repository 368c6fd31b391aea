package io.tidemark.calendar.ical;

import io.tidemark.calendar.ical.ParsedComponent.Property;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import net.fortuna.ical4j.data.CalendarParserImpl;
import net.fortuna.ical4j.data.ContentHandler;
import net.fortuna.ical4j.data.ParserException;
import net.fortuna.ical4j.util.Strings;

/** Reads the content lines of one component with ical4j's parser. Stateless. */
final class ComponentParser {
    private static final Pattern PROPERTY = Pattern.compile("[A-Za-z0-9-]+[;:].*", Pattern.DOTALL);
    private static final boolean RELAXED = true;

    private ComponentParser() {}

    static ParsedComponent parse(Component component) throws BrokenComponentException {
        if (component.defect() != null) {
            throw new BrokenComponentException(component.defect());
        }
        List<String> ignored = new ArrayList<>();
        StringBuilder calendar = new StringBuilder("BEGIN:VCALENDAR\nBEGIN:")
                .append(component.name())
                .append('\n');
        for (String line : component.lines()) {
            if (PROPERTY.matcher(line).matches()) {
                calendar.append(line).append('\n');
            } else {
                ignored.add(line);
            }
        }
        calendar.append("END:").append(component.name()).append("\nEND:VCALENDAR\n");
        Tree tree = new Tree();
        try {
            new CalendarParserImpl(RELAXED).parse(new StringReader(calendar.toString()), tree);
        } catch (ParserException | IOException | RuntimeException e) {
            // The parser is given whatever a file holds, and does not promise which exceptions it throws.
            throw new BrokenComponentException("A line of it is not in the form of RFC 5545.");
        }
        return tree.root(ignored);
    }

    /** Collects what the parser tells. */
    private static final class Tree implements ContentHandler {
        private final Deque<ParsedComponent> open = new ArrayDeque<>();
        private final List<ParsedComponent> finished = new ArrayList<>();
        private final Map<String, String> parameters = new LinkedHashMap<>();
        private String value = "";

        ParsedComponent root(List<String> ignored) throws BrokenComponentException {
            if (finished.size() != 1) {
                throw new BrokenComponentException("A line of it is not in the form of RFC 5545.");
            }
            ParsedComponent root = finished.getFirst();
            return new ParsedComponent(
                    root.name(), List.copyOf(root.properties()), List.copyOf(root.children()), List.copyOf(ignored));
        }

        @Override
        public void startCalendar() {}

        @Override
        public void endCalendar() {}

        @Override
        public void startComponent(String name) {
            open.push(new ParsedComponent(upper(name), new ArrayList<>(), new ArrayList<>(), List.of()));
        }

        @Override
        public void endComponent(String name) {
            ParsedComponent component = open.pop();
            (open.isEmpty() ? finished : open.getFirst().children()).add(component);
        }

        @Override
        public void startProperty(String name) {
            parameters.clear();
            value = "";
        }

        @Override
        public void propertyValue(String newValue) {
            value = newValue;
        }

        @Override
        public void endProperty(String name) {
            if (!open.isEmpty()) {
                open.getFirst().properties().add(new Property(upper(name), Map.copyOf(parameters), value));
            }
        }

        @Override
        public void parameter(String name, String newValue) {
            parameters.put(upper(name), Strings.unquote(newValue));
        }

        private static String upper(String name) {
            return name.strip().toUpperCase(Locale.ROOT);
        }
    }
}
