/// The heart of Tidemark: one commit-ordered log for each account, the objects it describes, who should have them
/// (audiences), and the
/// handshake that brings them to devices and back.
///
/// Where to start reading:
///
/// 1. [io.tidemark.core.log]: what a change is and how it gets its place in the order;
/// 2. [io.tidemark.core.storage.Storage]: the seam behind which memory, SQLite and PostgreSQL do the same thing;
/// 3. [io.tidemark.core.handshake.Synchronizer]: Sync, one screen;
/// 4. [io.tidemark.core.handshake.Committer]: SyncCommit, item by item;
/// 5. [io.tidemark.core.changes.ChangeLists]: what changed since a date and time;
/// 6. [io.tidemark.core.saving.Saver]: storing one object, field by field.
///
/// What must not be here: HTTP, SQL, a JSON library, a clock, randomness, or anything that knows what a task is. Time
/// and identifiers are
/// parameters; the meaning of an object comes in through [io.tidemark.core.object.ObjectType]. A test in `server` holds
/// these arrows.
@NullMarked
package io.tidemark.core;

import org.jspecify.annotations.NullMarked;
