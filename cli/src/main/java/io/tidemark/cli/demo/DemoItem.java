package io.tidemark.cli.demo;

import io.tidemark.core.object.Patch;
import io.tidemark.core.object.TypeId;

/// An invented object. Immutable.
///
/// @param actorEmail who made it
/// @param type what it is
/// @param id its id
/// @param content its fields
record DemoItem(String actorEmail, TypeId type, String id, Patch content) {}
