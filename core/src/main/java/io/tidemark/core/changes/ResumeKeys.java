package io.tidemark.core.changes;

import io.tidemark.core.changes.ResumeKey.Stage;
import io.tidemark.core.error.ErrorCode;
import io.tidemark.core.error.SyncException;
import io.tidemark.core.log.Sequence;
import java.nio.ByteBuffer;
import java.time.Instant;

/// Writes and opens the resume keys of one question: opaque text of 86 characters ([Seal]).
///
/// Thread-safe.
final class ResumeKeys {
    private static final byte FORMAT = 2;
    private static final int BODY_BYTES = 2 + Integer.BYTES + 5 * Long.BYTES;
    private static final String LABEL = "resume key";

    private final Seal seal;

    /// @param accountKey the account's signing key
    ResumeKeys(byte[] accountKey, ChangeQuestion question) {
        this.seal = new Seal(
                accountKey,
                LABEL,
                Long.toString(question.user().value()),
                question.only() == null ? "" : question.only().name(),
                question.type().value(),
                question.since().toString(),
                question.goneSince().equals(Instant.MAX) ? "" : "gone",
                question.filters());
    }

    String write(ResumeKey resume) {
        return seal.seal(ByteBuffer.allocate(BODY_BYTES)
                .put(FORMAT)
                .put(resume.stage().letter())
                .putInt(resume.place())
                .putLong(resume.epoch())
                .putLong(resume.received().getEpochSecond())
                .putLong(resume.from().value())
                .putLong(resume.to().value())
                .putLong(resume.after())
                .array());
    }

    /// @throws SyncException with `RESUME_KEY_MISMATCH` when it was not written for this question
    ResumeKey open(String text) {
        byte[] body = seal.open(text)
                .filter(bytes -> bytes.length == BODY_BYTES && bytes[0] == FORMAT)
                .orElseThrow(ResumeKeys::mismatch);
        ByteBuffer parts = ByteBuffer.wrap(body, 1, BODY_BYTES - 1);
        Stage stage = Stage.of(parts.get()).orElseThrow(ResumeKeys::mismatch);
        int place = parts.getInt();
        return new ResumeKey(
                parts.getLong(),
                Instant.ofEpochSecond(parts.getLong()),
                stage,
                place,
                new Sequence(parts.getLong()),
                new Sequence(parts.getLong()),
                parts.getLong());
    }

    private static SyncException mismatch() {
        return new SyncException(
                ErrorCode.RESUME_KEY_MISMATCH,
                "This resume key goes with another question. Ask again without it, with the date and time that you had.");
    }
}
