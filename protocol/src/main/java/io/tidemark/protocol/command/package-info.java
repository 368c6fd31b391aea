/**
 * The envelopes of the command API: one request holds many commands, one answer their results.
 *
 * <p>Start with {@link io.tidemark.protocol.command.CommandEnvelope}, what is read, and
 * {@link io.tidemark.protocol.command.AnswerEnvelope}, what is written around the results. What may go wrong is in
 * {@link io.tidemark.protocol.command.CommandError}. Section numbers in comments ("command API 2") are those of
 * {@code docs/spec/command-api.md}.
 *
 * <p>What must not be here: what a command means, who may call it, and HTTP.
 */
@NullMarked
package io.tidemark.protocol.command;

import org.jspecify.annotations.NullMarked;
