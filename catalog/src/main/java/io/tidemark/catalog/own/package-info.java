/// The types that an account adds to those of the reference, and the commands that they get: data, so that no
/// code is written for them (ADR 0027).
///
/// Start with [io.tidemark.catalog.own.OwnTypes], which says what an account has, and
/// [io.tidemark.catalog.own.OwnTypeRegister], through which an operator describes types.
@NullMarked
package io.tidemark.catalog.own;

import org.jspecify.annotations.NullMarked;
