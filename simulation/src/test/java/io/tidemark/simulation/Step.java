package io.tidemark.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// One step of a history of two devices and the office.
///
/// @param verb what happens
/// @param device which device, 1 or 2; 0 for the office
/// @param note which note, or empty
record Step(Verb verb, int device, String note) {
    /// What can happen.
    enum Verb {
        SYNC,
        SYNC_ANSWER_LOST,
        COMMIT,
        COMMIT_ANSWER_LOST,
        COMMIT_WITHOUT_ONE,
        COMMIT_UNDERWAY,
        UNDERWAY_ARRIVES,
        LAST_COMMIT_AGAIN,
        BACK_TO_EARLIER,
        EDIT_TITLE,
        EDIT_PLACE,
        REMOVE,
        CREATE,
        OFFICE_TITLE,
        OFFICE_PLACE,
        OFFICE_SHARE,
        OFFICE_DELETE
    }

    static Step of(Verb verb, int device) {
        return new Step(verb, device, "");
    }

    /// Everything that devices and office can do with some notes.
    static List<Step> all(List<Integer> devices, List<String> notes) {
        List<Step> steps = new ArrayList<>();
        for (Verb verb : Verb.values()) {
            switch (verb) {
                case EDIT_TITLE, EDIT_PLACE, REMOVE ->
                    devices.forEach(device -> notes.forEach(note -> steps.add(new Step(verb, device, note))));
                case OFFICE_TITLE, OFFICE_PLACE, OFFICE_SHARE, OFFICE_DELETE ->
                    notes.forEach(note -> steps.add(new Step(verb, 0, note)));
                default -> devices.forEach(device -> steps.add(Step.of(verb, device)));
            }
        }
        return steps;
    }

    /// Steps from the text that [#text] makes.
    static List<Step> parse(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.split(" "))
                .map(part -> new Step(Verb.valueOf(part[0]), Integer.parseInt(part[1]), part.length > 2 ? part[2] : ""))
                .toList();
    }

    static String text(List<Step> steps) {
        return steps.stream().map(Step::toString).collect(Collectors.joining("\n"));
    }

    @Override
    public String toString() {
        return (verb + " " + device + " " + note).strip();
    }
}
