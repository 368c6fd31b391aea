package io.tidemark.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

/// One event of a long simulation. What it means is fixed by its numbers and the state that it meets, so a
/// history can be cut and replayed.
///
/// @param kind what happens
/// @param device which device, from 0
/// @param pick chooses among what is there
/// @param value makes values different, sets filters, moves clocks
record Deed(Kind kind, int device, int pick, int value) {
    /// What can happen, and how often compared with the others.
    enum Kind {
        SYNC(14),
        SYNC_ANSWER_LOST(3),
        COMMIT(14),
        COMMIT_ANSWER_LOST(4),
        COMMIT_IN_PART(4),
        COMMIT_SENT(4),
        COMMIT_ARRIVES(5),
        COMMIT_DROPPED(1),
        COPY_ARRIVES(5),
        OLDER_STATE(2),
        START_OVER(1),
        FILTER(2),
        EDIT_TITLE(8),
        EDIT_PLACE(8),
        FORBIDDEN_TITLE(1),
        UNTIDY_TITLE(1),
        REMOVE(3),
        CREATE(4),
        SLOT(2),
        SLOT_REMOVED(1),
        VANISHED(1),
        WITHOUT_TOKEN(1),
        OFFICE_CREATE(3),
        OFFICE_TITLE(5),
        OFFICE_PLACE(5),
        OFFICE_SHARE(6),
        OFFICE_DELETE(3),
        CLOCK(3),
        FORGET(2);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }
    }

    private static final List<Kind> WEIGHTED = weighted();

    private static List<Kind> weighted() {
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            for (int n = 0; n < kind.weight; n++) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /// A random history.
    static List<Deed> history(long seed, int length, int devices) {
        Random random = new Random(seed);
        List<Deed> deeds = new ArrayList<>();
        for (int n = 0; n < length; n++) {
            deeds.add(new Deed(
                    WEIGHTED.get(random.nextInt(WEIGHTED.size())),
                    random.nextInt(devices),
                    random.nextInt(1 << 16),
                    n + 1));
        }
        return deeds;
    }

    /// A history from the text that [#text] makes.
    static List<Deed> parse(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.split(" "))
                .map(part -> new Deed(
                        Kind.valueOf(part[0]),
                        Integer.parseInt(part[1]),
                        Integer.parseInt(part[2]),
                        Integer.parseInt(part[3])))
                .toList();
    }

    static String text(List<Deed> deeds) {
        return deeds.stream()
                .map(deed -> deed.kind + " " + deed.device + " " + deed.pick + " " + deed.value)
                .collect(Collectors.joining("\n"));
    }
}
