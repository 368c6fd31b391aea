/// Commands over what people write to each other: threads and their messages, instant messages, messages between users,
/// notifications (command API 2.8, 3.7).
///
/// Start with [io.tidemark.api.command.threads.ThreadCommands], the list of them. [Posting] is how a message
/// gets into a thread, [Unread] who has not read it, [ThreadText] how both go out. Other packages use
/// [io.tidemark.api.command.threads.Notes] and [io.tidemark.api.command.threads.FlaggedThreads] inside works
/// of their own.
@NullMarked
package io.tidemark.api.command.threads;

import org.jspecify.annotations.NullMarked;
