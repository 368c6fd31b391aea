package io.tidemark.api.meeting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.catalog.json.JsonValues;
import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.core.audience.Principal;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.object.StoredObject;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// MyMeetings List (meeting API 2.6, paging 1.6): the user's own single meetings, by start and then id.
/// Repeating meetings are not among them, since they have no one start. Thread-safe.
final class MeetingList {
    /// The longest page; a longer one that is asked for is cut, and says so with `paging-next`.
    static final int PAGE_MAX = 1_000;

    private final Storage storage;

    MeetingList(Storage storage) {
        this.storage = storage;
    }

    private record Place(String start, String id, ObjectNumber number) {}

    Answer answer(Caller caller, OptionalInt maxResults, OptionalInt skip) {
        if (maxResults.orElse(1) < 1 || skip.orElse(0) < 0) {
            throw new SyncException(
                    ErrorCode.MALFORMED_REQUEST, "maxResults is a number from 1, skip a number from 0.");
        }
        int from = skip.orElse(0);
        int length = Math.min(maxResults.orElse(PAGE_MAX), PAGE_MAX);
        return storage.read(caller.account(), tx -> page(tx, Principal.of(caller.user()), from, length));
    }

    private static Answer page(ReadTransaction tx, Principal principal, int from, int length) {
        List<Place> places = places(tx, principal);
        long to = Math.min((long) from + length, places.size());
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write('[');
        for (int i = from; i < to; i++) {
            if (i > from) {
                body.write(',');
            }
            StoredObject meeting = tx.object(places.get(i).number()).orElseThrow();
            body.writeBytes(meeting.body());
            body.writeBytes(MeetingType.FIELDS
                    .tail(JsonValues.instant(meeting.modifiedAt()))
                    .getBytes(UTF_8));
        }
        body.write(']');
        Map<String, String> headers = to < places.size() ? Map.of("paging-next", Long.toString(to)) : Map.of();
        return Answer.of(200, headers, body.toByteArray());
    }

    private static List<Place> places(ReadTransaction tx, Principal principal) {
        List<Place> places = new ArrayList<>();
        Optional<ObjectNumber> next = Optional.of(new ObjectNumber(ObjectNumber.BEFORE_ALL));
        while (next.isPresent()) {
            next = tx.scan(
                    principal,
                    MeetingType.ID,
                    tx.head().sequence(),
                    next.get(),
                    ReadTransaction.PageLimit.STREAMING,
                    (number, version, modifiedAtMillis, body) -> places.add(place(number, body)));
        }
        places.sort(Comparator.comparing(Place::start).thenComparing(Place::id));
        return places;
    }

    /// Canonical instants sort as text.
    private static Place place(long number, byte[] body) {
        var fields = MeetingType.FIELDS.split(body);
        return new Place(
                Optional.ofNullable(fields.get("Start")).orElse(""),
                Optional.ofNullable(fields.get("Id")).orElse(""),
                new ObjectNumber(number));
    }
}
