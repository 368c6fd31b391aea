/**
 * The wire vocabulary of both protocols: what may be said, not what it means.
 *
 * <p>{@link io.tidemark.protocol.json} is the machinery that both share: shapes as data, a strict and bounded reader, a
 * canonical writer. {@link io.tidemark.protocol.meeting} describes the messages of the meeting API with it. {@link
 * io.tidemark.protocol.command} holds the envelopes of the command API, {@link io.tidemark.protocol.command.value} what
 * its fields may hold.
 *
 * <p>No rule of synchronization, no HTTP and no storage belong here. The module compiles for Java 17, because the client
 * library uses it too.
 */
@NullMarked
package io.tidemark.protocol;

import org.jspecify.annotations.NullMarked;
