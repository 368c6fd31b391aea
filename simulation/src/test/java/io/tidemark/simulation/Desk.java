package io.tidemark.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.core.directory.User;
import io.tidemark.core.handshake.DeliveryState;
import io.tidemark.core.handshake.Outcome;
import io.tidemark.core.handshake.Upload.Intent;
import io.tidemark.core.object.Fields;
import io.tidemark.core.storage.Storage;
import io.tidemark.core.storage.memory.InMemoryStorage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A world of two users for tests that are written out step by step.
final class Desk {
    final World world;
    final Office office;
    final User anna;
    final User ben;

    Desk() {
        this(new InMemoryStorage());
    }

    Desk(Storage storage) {
        this(World.on(storage, "desk", 2));
    }

    Desk(World world) {
        this.world = world;
        this.office = world.office();
        this.anna = world.user(1);
        this.ben = world.user(2);
    }

    Desk withNotes(String... ids) {
        for (String id : ids) {
            office.create(id, "T0", "P0", List.of(anna, ben));
        }
        return this;
    }

    Answer sync(String token) {
        return world.sync(anna, token);
    }

    Answer sync(Answer before) {
        return world.sync(anna, before.token());
    }

    List<Outcome> commit(Answer answer, Item... items) {
        return world.commit(anna, answer.token(), List.of(items));
    }

    /// Confirms everything that an answer told.
    List<Outcome> confirm(Answer answer) {
        return confirm(answer, answer.ids().toArray(String[]::new));
    }

    /// Confirms some of what an answer told.
    List<Outcome> confirm(Answer answer, String... ids) {
        List<Item> items = answer.items().stream()
                .filter(told -> Arrays.asList(ids).contains(told.id()))
                .map(told -> told.state() == DeliveryState.DELETED
                        ? Item.gone(told.id(), null)
                        : Item.note(Intent.MODIFIED, told.id(), null, told.fields()))
                .toList();
        return world.commit(anna, answer.token(), items);
    }

    /// Starts a synchronization of Anna's and confirms everything.
    Answer settled() {
        Answer first = sync((String) null);
        confirm(first);
        return first;
    }

    /// An edit that says everything about a note.
    Item whole(String id, String title, String place) {
        return Item.note(
                Intent.MODIFIED,
                id,
                null,
                Fields.NONE.with(NoteType.TITLE, title).with(NoteType.PLACE, place));
    }

    Item named(Intent intent, String clientId, String title, String place) {
        return Item.note(
                intent, null, clientId, Fields.NONE.with(NoteType.TITLE, title).with(NoteType.PLACE, place));
    }

    String title(String id) {
        return office.note(id).orElseThrow().get(NoteType.TITLE);
    }

    String place(String id) {
        return office.note(id).orElseThrow().get(NoteType.PLACE);
    }

    static Map<String, DeliveryState> told(Answer answer) {
        return answer.items().stream().collect(Collectors.toMap(Answer.Told::id, Answer.Told::state));
    }

    static void assertTells(Answer answer, String id, DeliveryState state) {
        assertThat(told(answer)).containsEntry(id, state);
    }

    static void assertTellsNothing(Answer answer) {
        assertThat(answer.items()).isEmpty();
    }

    static Outcome.Kind kind(List<Outcome> outcomes) {
        return outcomes.getFirst().kind();
    }
}
