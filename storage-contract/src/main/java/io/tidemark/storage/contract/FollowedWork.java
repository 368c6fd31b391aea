package io.tidemark.storage.contract;

import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.follow.LogWork;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.storage.Change;
import io.tidemark.core.storage.WriteTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Works of followers that a test steers. Confined to one thread.
final class FollowedWork {
    private FollowedWork() {}

    /// What a work throws that was told to fail.
    static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /// Notes the ids of the objects that it was given.
    static final class Outside implements LogWork.Outside {
        private final Predicate<LogEntry> concerns;
        private final List<String> done = new ArrayList<>();
        private Bookmark from = Bookmark.BEGINNING;
        private @Nullable Progress answer;
        private boolean failing;
        private Runnable meanwhile = () -> {};

        Outside() {
            this(entry -> true);
        }

        Outside(Predicate<LogEntry> concerns) {
            this.concerns = concerns;
        }

        List<String> done() {
            return done;
        }

        Bookmark from() {
            return from;
        }

        void failNext() {
            failing = true;
        }

        void answerNext(Progress progress) {
            answer = progress;
        }

        void meanwhile(Runnable action) {
            meanwhile = action;
        }

        @Override
        public boolean concerns(LogEntry entry) {
            return concerns.test(entry);
        }

        @Override
        public Progress work(AccountId account, Bookmark from, List<LogEntry> entries) {
            this.from = from;
            entries.forEach(entry -> done.add(entry.key().id()));
            meanwhile.run();
            if (failing) {
                failing = false;
                throw new Failure();
            }
            Progress told = answer;
            answer = null;
            return told == null ? Progress.to(Bookmark.after(entries.getLast().sequence())) : told;
        }
    }

    /// Creates a copy of each object that is no copy.
    static final class Inside implements LogWork.Inside {
        private boolean failing;

        void failNext() {
            failing = true;
        }

        @Override
        public boolean concerns(LogEntry entry) {
            return !entry.key().id().endsWith(" copied");
        }

        @Override
        public Progress work(AccountId account, WriteTransaction transaction, Bookmark from, List<LogEntry> entries) {
            List<Change> copies = entries.stream()
                    .map(entry -> Scenario.created(entry.key().id() + " copied", "{}"))
                    .toList();
            transaction.append(copies, Scenario.NOON);
            if (failing) {
                failing = false;
                throw new Failure();
            }
            return Progress.to(Bookmark.after(entries.getLast().sequence()));
        }
    }
}
