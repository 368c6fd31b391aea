package io.tidemark.core.connect;

import io.tidemark.core.log.Sequence;
import java.time.Instant;

/// An event that an app was not told, because its address failed every time. Immutable.
///
/// @param connection whose
/// @param sequence the change
/// @param hook the place of the hook among those of the connection, from 0
/// @param at when the server gave up
/// @param reason what happened the last time; a sentence without addresses or anything the app sent
public record LostDelivery(String connection, Sequence sequence, int hook, Instant at, String reason) {}
