/**
 * The messages of the meeting API (spec {@code docs/spec/meeting-api.md}; the section numbers in this package are its).
 *
 * <p>Start with {@link io.tidemark.protocol.meeting.MeetingShapes}, the objects, and {@link
 * io.tidemark.protocol.meeting.SyncShapes}, the envelope in which Sync and SyncCommit carry them. {@link
 * io.tidemark.protocol.meeting.CommitReader} reads that envelope into a {@link io.tidemark.protocol.meeting.MeetingCommit} or
 * {@link io.tidemark.protocol.meeting.TaskCommit}; the records beside them are the smaller messages. {@link io.tidemark.protocol.meeting.SyncWriter} streams the same envelope out of stored bytes.
 *
 * <p>Each shape says where it comes from: <i>[doc]</i> is the vendor's published page, <i>[doc-example]</i> only an example
 * there, <i>[inferred]</i> a reading of ours that may have to change. Limits of length and number are all ours. What a message
 * means, who may send it and what it does belong to the translator and the engine, not here. {@link
 * io.tidemark.protocol.meeting.MeetingProtocol#VERSION} changes with every change of the wire.
 */
@NullMarked
package io.tidemark.protocol.meeting;

import org.jspecify.annotations.NullMarked;
