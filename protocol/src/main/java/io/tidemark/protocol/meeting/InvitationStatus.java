package io.tidemark.protocol.meeting;

/** An attendee's answer, spec 4: {@code PENDING} [doc-example], the others [inferred]. */
public enum InvitationStatus {
    PENDING,
    ACCEPTED,
    DECLINED,
    TENTATIVE
}
