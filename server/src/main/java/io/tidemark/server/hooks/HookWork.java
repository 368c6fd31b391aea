package io.tidemark.server.hooks;

import io.tidemark.catalog.command.EventHook;
import io.tidemark.catalog.command.EventText;
import io.tidemark.core.changes.UserPrincipals;
import io.tidemark.core.connect.Connection;
import io.tidemark.core.connect.Hook;
import io.tidemark.core.connect.LostDelivery;
import io.tidemark.core.directory.Account;
import io.tidemark.core.directory.User;
import io.tidemark.core.follow.Bookmark;
import io.tidemark.core.follow.LogWork;
import io.tidemark.core.log.LogEntry;
import io.tidemark.core.object.AccountId;
import io.tidemark.core.object.ObjectNumber;
import io.tidemark.core.storage.ReadTransaction;
import io.tidemark.core.storage.Storage;
import io.tidemark.server.login.AppTokens;
import io.tidemark.server.metrics.ServerMetrics;
import io.tidemark.server.metrics.ServerMetrics.HookResult;
import io.tidemark.server.outgoing.OutgoingCalls;
import io.tidemark.server.outgoing.Reply;
import io.tidemark.server.outgoing.WebAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells one connection its events: one call in each step, in the order of the log and then of the connection's
/// hooks.
///
/// A call that fails is repeated after pauses, and given up in the end, which is noted for the operator. What
/// is told is known by its delivery id: a server that stopped between a call and the bookmark makes the same
/// call once more. When the session of the connection has ended, so has the connection. Confined to the thread
/// of its follower.
final class HookWork implements LogWork.Outside {
    /// The header that is the same for every repetition of a call, and differs between calls.
    static final String DELIVERY_HEADER = "X-Tidemark-Delivery";

    /// Notes about lost deliveries of one connection; an operator wants to know that, since when and why.
    private static final int LOST_KEPT = 200;

    private static final Logger LOG = LoggerFactory.getLogger(HookWork.class);

    private final Account account;
    private final Connection connection;
    private final Parts parts;
    private final List<Told> told;

    /// What all connections share.
    ///
    /// @param storage where changes and connections are
    /// @param text writes what is sent
    /// @param calls makes the calls
    /// @param settings how calls are repeated
    /// @param metrics counts them
    /// @param clock the time
    record Parts(
            Storage storage,
            EventText text,
            OutgoingCalls calls,
            HookSettings settings,
            ServerMetrics metrics,
            InstantSource clock) {}

    HookWork(Account account, Connection connection, Parts parts) {
        this.account = account;
        this.connection = connection;
        this.parts = parts;
        this.told = told(connection);
    }

    private static List<Told> told(Connection connection) {
        List<Told> told = new ArrayList<>();
        for (int place = 0; place < connection.hooks().size(); place++) {
            int at = place;
            Hook hook = connection.hooks().get(place);
            EventHook.named(hook.modcode(), hook.name())
                    .ifPresent(event ->
                            WebAddress.parse(hook.url()).ifPresent(url -> told.add(new Told(at, hook, event, url))));
        }
        return told;
    }

    /// Whether there is anything that this connection is ever told.
    boolean tellsAnything() {
        return !told.isEmpty();
    }

    @Override
    public boolean concerns(LogEntry entry) {
        return told.stream().anyMatch(one -> one.event().isCausedBy(entry));
    }

    @Override
    public Progress work(AccountId ignored, Bookmark from, List<LogEntry> entries) {
        LogEntry entry = entries.getFirst();
        HookPlace place = HookPlace.parse(from.place());
        List<Told> due = told.stream()
                .filter(one -> one.place() >= place.hook() && one.event().isCausedBy(entry))
                .toList();
        Bookmark done = Bookmark.after(entry.sequence());
        if (due.isEmpty()) {
            return Progress.to(done);
        }
        Told first = due.getFirst();
        Message message = parts.storage().read(account.id(), tx -> message(tx, first, entry));
        Bookmark next =
                due.size() == 1 ? done : from.in(new HookPlace(due.get(1).place(), 0).text());
        return switch (message) {
            case Message.Withdrawn _ -> withdraw(done);
            case Message.Hidden _ -> Progress.to(done);
            case Message.Form(Map<String, String> fields) -> {
                int failures = first.place() == place.hook() ? place.failures() : 0;
                yield call(first, entry, fields, failures, from, next);
            }
        };
    }

    private Progress call(
            Told one, LogEntry entry, Map<String, String> fields, int failuresBefore, Bookmark from, Bookmark next) {
        String delivery = connection.id() + "-" + entry.sequence().value() + "-" + one.place();
        Reply reply = parts.calls().post(one.url().uri(), form(fields), Map.of(DELIVERY_HEADER, delivery), 0);
        if (reply instanceof Reply.Answered answered && answered.accepted()) {
            parts.metrics().hookCalled(HookResult.DELIVERED);
            return Progress.to(next);
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new IllegalStateException("the server is ending; this call is made again after the next start");
        }
        String reason = switch (reply) {
            case Reply.Answered(int status, String _) -> "It answered with status " + status + ".";
            case Reply.Failed(String sentence) -> sentence;
        };
        int failures = failuresBefore + 1;
        return failures < HookSettings.FAILURES_MAX
                ? later(one, delivery, reason, failures, from)
                : lost(one, delivery, reason, entry, next);
    }

    private Progress later(Told one, String delivery, String reason, int failures, Bookmark from) {
        parts.metrics().hookCalled(HookResult.FAILED);
        LOG.atInfo()
                .addKeyValue("account", account.id().value())
                .addKeyValue("delivery", delivery)
                .addKeyValue("host", one.url().host())
                .addKeyValue("failures", failures)
                .log("a hook could not be called and is called again: {}", reason);
        return Progress.after(
                from.in(new HookPlace(one.place(), failures).text()),
                parts.settings().pause(failures));
    }

    private Progress lost(Told one, String delivery, String reason, LogEntry entry, Bookmark next) {
        parts.metrics().hookCalled(HookResult.LOST);
        LOG.atWarn()
                .addKeyValue("account", account.id().value())
                .addKeyValue("delivery", delivery)
                .addKeyValue("host", one.url().host())
                .log("a hook could not be called and this call is given up: {}", reason);
        LostDelivery lost = new LostDelivery(
                connection.id(), entry.sequence(), one.place(), parts.clock().instant(), reason);
        return Progress.to(next).with(tx -> tx.putLostDelivery(lost, LOST_KEPT));
    }

    /// The bookmark goes too, so the follower has nothing to keep.
    private Progress withdraw(Bookmark done) {
        parts.storage().write(account.id(), tx -> {
            tx.removeBookmark(connection.follower());
            return tx.removeConnection(connection.id());
        });
        LOG.atInfo()
                .addKeyValue("account", account.id().value())
                .addKeyValue("connection", connection.id())
                .log("a connection ended with its session");
        return Progress.to(done);
    }

    private Message message(ReadTransaction tx, Told one, LogEntry entry) {
        if (!isLive(tx)) {
            return new Message.Withdrawn();
        }
        return maySee(tx, entry)
                ? new Message.Form(parts.text()
                        .of(one.event(), entry, tx, new EventText.Recipient(account.zone(), connection.user())))
                : new Message.Hidden();
    }

    private boolean isLive(ReadTransaction tx) {
        return tx.session(connection.session())
                        .filter(session ->
                                !AppTokens.hasEnded(session, parts.clock().instant()))
                        .isPresent()
                && tx.user(connection.user()).filter(User::mayLogIn).isPresent();
    }

    /// Whether the object was in a selection of the connection's user at the change, or left it with it
    /// (invariant I6).
    private boolean maySee(ReadTransaction tx, LogEntry entry) {
        ObjectNumber number = entry.number();
        return number != null && UserPrincipals.of(tx, connection.user()).hadAt(tx, number, entry.sequence());
    }

    private static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /// A hook that is an event.
    private record Told(int place, Hook hook, EventHook event, WebAddress url) {}

    /// What there is to send.
    private sealed interface Message {
        /// A form.
        record Form(Map<String, String> fields) implements Message {}

        /// Nothing: the connection's user may not see the object.
        record Hidden() implements Message {}

        /// Nothing any more: the connection has ended.
        record Withdrawn() implements Message {}
    }
}
