package io.tidemark.api.meeting;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tidemark.catalog.json.JsonFields;
import io.tidemark.catalog.json.JsonValues;
import io.tidemark.catalog.meeting.MeetingRecurrenceType;
import io.tidemark.catalog.meeting.MeetingType;
import io.tidemark.catalog.task.TaskType;
import io.tidemark.core.handshake.DeliveryState;
import io.tidemark.core.handshake.SyncAnswer;
import io.tidemark.core.object.ObjectKey;
import io.tidemark.core.object.TypeId;
import io.tidemark.protocol.meeting.SyncCollection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/// A Sync answer on its way out: the envelope of meeting API 3.2 and 3.3 around bodies that go out as they were
/// stored. Each page is gathered in memory inside a transaction and written after it. Confined to one thread.
final class SyncTranslation implements Answer {
    private static final int FIRST_BYTES = 16 * 1024;

    private final MeetingStream stream;
    private final SyncAnswer answer;

    SyncTranslation(MeetingStream stream, SyncAnswer answer) {
        this.stream = stream;
        this.answer = answer;
    }

    @Override
    public int status() {
        return 200;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        Page page = new Page();
        page.add("{\"SyncToken\":" + JsonValues.text(answer.token()));
        for (TypeId type : stream.stream().types()) {
            page.begin(type);
            writePages(answer.objects(type), page, out);
            page.add("]");
        }
        if (stream == MeetingStream.MEETINGS) {
            page.add(",\"" + SyncCollection.CALENDAR_ENTRIES.wireName() + "\":[],\""
                    + SyncCollection.CALENDAR_RECURRENCES.wireName() + "\":[]");
        }
        page.add("}");
        page.drainTo(out);
    }

    /// Writes page after page; while one goes to the client, the next is read. So at most two are in memory.
    private static void writePages(SyncAnswer.Pages pages, Page page, OutputStream out) throws IOException {
        boolean more = pages.read(page);
        while (more) {
            ByteArrayOutputStream full = page.swap();
            FutureTask<Boolean> next = new FutureTask<>(() -> pages.read(page));
            Thread.ofVirtual().name("page-ahead").start(next);
            full.writeTo(out);
            full.reset();
            more = result(next);
        }
        page.drainTo(out);
    }

    private static boolean result(FutureTask<Boolean> next) throws IOException {
        try {
            return next.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while a page was read");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /// A page of an answer, as bytes.
    private static final class Page implements SyncAnswer.Reader {
        private static final byte[] NEW = "{\"State\":\"NEW\"".getBytes(UTF_8);
        private static final byte[] MODIFIED = "{\"State\":\"MODIFIED\"".getBytes(UTF_8);
        private static final byte[] DELETED = "{\"State\":\"DELETED\"".getBytes(UTF_8);

        private ByteArrayOutputStream bytes = new ByteArrayOutputStream(FIRST_BYTES);
        private @Nullable ByteArrayOutputStream spare;
        private JsonFields fields = MeetingType.FIELDS;
        private byte[] content = new byte[0];
        private byte[] tail = new byte[0];
        private boolean first = true;
        private long tailSecond = Long.MIN_VALUE;

        void begin(TypeId type) {
            SyncCollection collection = MeetingStream.collection(type);
            fields = fieldsOf(type);
            content = (",\"" + collection.contentName() + "\":").getBytes(UTF_8);
            tailSecond = Long.MIN_VALUE;
            first = true;
            add(",\"" + collection.wireName() + "\":[");
        }

        @Override
        public void present(
                DeliveryState state,
                @Nullable String clientId,
                @Nullable Instant lastModified,
                long modifiedAtMillis,
                byte[] body) {
            open(state, clientId, lastModified);
            bytes.writeBytes(body);
            bytes.writeBytes(tail(modifiedAtMillis));
            bytes.write('}');
        }

        @Override
        public void gone(ObjectKey key, @Nullable String clientId, @Nullable Instant lastModified) {
            open(DeliveryState.DELETED, clientId, lastModified);
            String id = "{\"Id\":" + JsonValues.text(key.id()) + "}";
            add(key.type().equals(MeetingRecurrenceType.ID) ? "{\"Meeting\":" + id + "}}" : id + "}");
        }

        private void open(DeliveryState state, @Nullable String clientId, @Nullable Instant lastModified) {
            if (!first) {
                bytes.write(',');
            }
            first = false;
            bytes.writeBytes(
                    switch (state) {
                        case NEW -> NEW;
                        case MODIFIED -> MODIFIED;
                        case DELETED -> DELETED;
                    });
            if (clientId != null) {
                add(",\"ClientSyncId\":" + JsonValues.text(clientId));
            }
            if (lastModified != null) {
                add(",\"LastModified\":" + JsonValues.instant(lastModified));
            }
            bytes.writeBytes(content);
        }

        /// Objects of one import have one time of change: its text is made once a second.
        private byte[] tail(long modifiedAtMillis) {
            long second = Math.floorDiv(modifiedAtMillis, 1000);
            if (second != tailSecond) {
                tailSecond = second;
                tail = fields.tail(JsonValues.instant(Instant.ofEpochSecond(second)))
                        .getBytes(UTF_8);
            }
            return tail;
        }

        void add(String text) {
            bytes.writeBytes(text.getBytes(UTF_8));
        }

        /// What was gathered; from now on it is gathered elsewhere. The caller writes it and resets it before the next
        /// swap.
        ByteArrayOutputStream swap() {
            ByteArrayOutputStream full = bytes;
            bytes = spare == null ? new ByteArrayOutputStream(full.size() + FIRST_BYTES) : spare;
            spare = full;
            return full;
        }

        void drainTo(OutputStream out) throws IOException {
            bytes.writeTo(out);
            bytes.reset();
        }
    }

    /// The fields of a type that is sent.
    static JsonFields fieldsOf(TypeId type) {
        if (type.equals(MeetingRecurrenceType.ID)) {
            return MeetingRecurrenceType.FIELDS;
        }
        return type.equals(TaskType.ID) ? TaskType.FIELDS : MeetingType.FIELDS;
    }
}
