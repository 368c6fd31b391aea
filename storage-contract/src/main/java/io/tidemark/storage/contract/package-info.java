/// What every storage must do, as tests: the specification of [io.tidemark.core.storage.Storage].
///
/// A storage implements [io.tidemark.storage.contract.StorageContract] in a test class and so inherits every
/// test; one that keeps its data also implements [io.tidemark.storage.contract.ReopenContract] and
/// [io.tidemark.storage.contract.DifferentialContract]. Start with [io.tidemark.storage.contract.LogContract].
/// Tests named `lossClass…` prove the class of that number in `docs/loss-classes.md`.
///
/// What must not be here: anything that knows one storage. A deviation of a storage is an overridden test with a
/// reason, in that storage's module.
@NullMarked
package io.tidemark.storage.contract;

import org.jspecify.annotations.NullMarked;
