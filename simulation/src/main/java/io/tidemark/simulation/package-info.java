/// A small world to try the engine in: a clock that only moves when told, counted ids, two toy types, users,
/// devices that hold notes and lose answers.
///
/// Start with [io.tidemark.simulation.World] (the server side) and
/// [io.tidemark.simulation.SimulatedDevice] (the other side). [io.tidemark.simulation.model] is the reference
/// model that the engine is compared with.
///
/// What must not be here: rules of the engine. The world only asks and records; what is right is stated in
/// `docs/spec/convergence.md` and checked by the tests of this module.
@NullMarked
package io.tidemark.simulation;

import org.jspecify.annotations.NullMarked;
