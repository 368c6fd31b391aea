package io.tidemark.core.handshake;

import io.tidemark.core.directory.UserId;
import io.tidemark.core.log.Call;
import io.tidemark.core.log.Origin;
import io.tidemark.core.log.Sequence;
import org.jspecify.annotations.Nullable;

/// Where the uploads of a commit come from, and how copies of them are recognised. Confined to one commit.
final class Provenance {
    private final String device;
    private final Call call;
    private final @Nullable SyncToken token;
    private final UploadDigest digests;

    /// @param token the token that the commit came with; null without one
    Provenance(SynchronizationId synchronization, @Nullable SyncToken token, Call call) {
        this.device = device(synchronization);
        this.call = call;
        this.token = token;
        this.digests = new UploadDigest(device
                + (token == null
                        ? ""
                        : "/" + token.round() + "@" + token.position().value()));
    }

    /// What the log calls the device behind a synchronization.
    static String device(SynchronizationId synchronization) {
        return Long.toHexString(synchronization.value());
    }

    String digest(Upload upload) {
        return digests.of(upload);
    }

    /// Whether an upload that says the same as an earlier one is surely a copy of it. Without a token and
    /// without a time of change, only a creation is: a client may well say the same thing again later and mean
    /// it. Outcomes of other uploads are not kept.
    boolean isCopy(Upload upload) {
        return token != null || upload.lastModified() != null || upload.intent() == Upload.Intent.NEW;
    }

    /// Whether the token was given when a version existed already.
    boolean tokenKnows(Sequence version) {
        return token != null && !version.isAfter(token.position());
    }

    Origin origin(UserId user, String digest) {
        return new Origin(user, device, call.name(), digest, call.session());
    }
}
