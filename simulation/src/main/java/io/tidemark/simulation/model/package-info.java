/// The reference model of the handshake (meeting API 5.4 to 5.8) as plain data: rounds with what they
/// delivered, and what was shown under them. Naive on purpose, and without a line of the engine's code.
///
/// Start with [io.tidemark.simulation.model.ReferenceModel]. `ExhaustiveHandshakeTest` walks it and the engine
/// through every short history and compares what they say; where it goes beyond the letter of the
/// specification, the comment says why.
@NullMarked
package io.tidemark.simulation.model;

import org.jspecify.annotations.NullMarked;
