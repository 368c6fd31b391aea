package io.tidemark.cli.ical;

import io.tidemark.calendar.ical.Extra;
import io.tidemark.calendar.ical.ImportedCalendar;
import io.tidemark.calendar.ical.Skipped;
import io.tidemark.cli.ical.EventTranslation.Translated;
import io.tidemark.cli.terminal.CommandFailure;
import io.tidemark.cli.terminal.Progress;
import io.tidemark.cli.terminal.Terminal;
import io.tidemark.core.directory.Account;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.handshake.Importer;
import io.tidemark.core.handshake.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Gatherers;
import java.util.stream.Stream;

/// Takes a calendar over, batch by batch; what is done stays done when it is interrupted, and doing it again changes
/// nothing. Confined to one thread.
final class CalendarImport {
    /// One transaction each.
    private static final int BATCH = 500;

    private final Importer importer;
    private final Account account;
    private final EventTranslation translation;
    private final Terminal terminal;

    CalendarImport(Importer importer, Account account, EventTranslation translation, Terminal terminal) {
        this.importer = importer;
        this.account = account;
        this.translation = translation;
        this.terminal = terminal;
    }

    ImportReport run(ImportedCalendar calendar) {
        List<Loss> losses = new ArrayList<>();
        calendar.skipped().forEach(skipped -> losses.add(loss(skipped)));
        if (translation.wantsContent()) {
            new TreeMap<>(calendar.extras()).forEach((extra, events) -> losses.add(loss(extra, events)));
        }
        List<Translated> events = new ArrayList<>();
        calendar.meetings().forEach(meeting -> events.add(translation.of(meeting)));
        calendar.recurrences().forEach(recurrence -> events.add(translation.of(recurrence)));
        Map<Outcome.Kind, Integer> counts = new EnumMap<>(Outcome.Kind.class);
        try (Progress progress = Progress.of(terminal, "Importing", events.size())) {
            events.stream().gather(Gatherers.windowFixed(BATCH)).forEach(batch -> {
                run(batch, losses, counts);
                progress.step(batch.size());
            });
        } catch (SyncException e) {
            int done = counts.values().stream().mapToInt(Integer::intValue).sum();
            throw new CommandFailure(
                    "The import stopped after " + done + " of " + events.size() + " events, which stay. The next: "
                            + e.getMessage() + " Then import the file again: it carries on.",
                    e);
        }
        return new ImportReport(
                counts.getOrDefault(Outcome.Kind.CREATED, 0),
                counts.getOrDefault(Outcome.Kind.APPLIED, 0),
                counts.getOrDefault(Outcome.Kind.CONFIRMED, 0),
                losses);
    }

    private void run(List<Translated> batch, List<Loss> losses, Map<Outcome.Kind, Integer> counts) {
        List<Translated> taken = new ArrayList<>();
        List<Importer.Item> items = new ArrayList<>();
        for (Translated event : batch) {
            losses.addAll(event.losses());
            event.item().ifPresent(item -> {
                taken.add(event);
                items.add(item);
            });
        }
        List<Outcome> outcomes = items.isEmpty() ? List.of() : importer.run(account, items, "import");
        for (int i = 0; i < outcomes.size(); i++) {
            Outcome outcome = outcomes.get(i);
            counts.merge(outcome.kind(), 1, Integer::sum);
            if (!outcome.kind().confirms()) {
                losses.add(Loss.entire(
                        taken.get(i).event(), Objects.requireNonNullElse(outcome.message(), "It was refused.")));
            }
        }
    }

    private static Loss loss(Extra extra, int events) {
        String what = switch (extra) {
            case REMINDER -> "reminders";
            case ATTACHMENT -> "attachments";
            case CATEGORY -> "categories and colours";
            case LINK -> "links outside the description";
            case PRIVATE_MARK -> "private marks: only the invited see a meeting";
            case TENTATIVE_MARK -> "tentative marks: each takes time like any other";
            case ABSENCE_MARK -> "absence marks: each takes time like any other";
            case IMPORTANCE -> "importance";
            case POSITION -> "positions on maps";
            case COMMENT -> "comments and contacts";
            case FORMATTING -> "formatted descriptions: the plain ones come over";
        };
        return Loss.part(
                events == 1 ? "1 event" : events + " events",
                "Meetings have no " + what + ".",
                "What the " + (events == 1 ? "event has" : "events have") + " of that.");
    }

    private static Loss loss(Skipped skipped) {
        return new Loss(
                skipped.line(),
                Stream.of(Optional.ofNullable(skipped.title()), Optional.ofNullable(skipped.uid()))
                        .flatMap(Optional::stream)
                        .findFirst()
                        .orElse(skipped.component()),
                skipped.extent() == Skipped.Extent.ENTIRE,
                skipped.reason(),
                skipped.lost());
    }
}
