package io.tidemark.server.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tidemark.api.command.CommandWatch;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/// The counters of one server. Thread-safe.
public final class ServerMetrics implements AutoCloseable {
    /// Upper bounds of the histogram: from an idle sync to a first synchronization over a bad network.
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofMillis(2_500),
        Duration.ofSeconds(10),
        Duration.ofSeconds(60)
    };

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics garbageCollection = new JvmGcMetrics();
    private final AtomicInteger active = new AtomicInteger();

    private final Counter liveLooks = Counter.builder("tidemark.live.looks")
            .description("Looks at the log for devices that wait for changes")
            .register(registry);
    private final Timer liveTold = Timer.builder("tidemark.live.told")
            .description("From hearing of a change until a waiting device was told")
            .serviceLevelObjectives(BUCKETS)
            .register(registry);

    /// Counters at zero, and those of the JVM.
    public ServerMetrics() {
        garbageCollection.bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        Gauge.builder("tidemark.requests.active", active, AtomicInteger::get)
                .description("Requests at work")
                .register(registry);
        for (LoginResult result : LoginResult.values()) {
            logins(result);
        }
        for (HookResult result : HookResult.values()) {
            hookCalls(result);
        }
    }

    /// What became of an attempt to log in or to refresh.
    public enum LoginResult {
        /// Tokens were given.
        OK,
        /// Wrong password or bad refresh token.
        REFUSED,
        /// Too many failures before.
        THROTTLED
    }

    /// What became of a call to a hook of a connected app.
    public enum HookResult {
        /// The app took it.
        DELIVERED,
        /// It failed and is made again.
        FAILED,
        /// It failed once too often and is given up.
        LOST
    }

    /// A request begins; [#requestEnded] must follow.
    public void requestBegan() {
        active.incrementAndGet();
    }

    /// A request ended.
    ///
    /// @param route template of the path
    /// @param status what was answered, or `cut` when the connection was cut inside the answer
    /// @param bodyBytes length of the answer
    /// @param took from the head of the request to the end of the answer
    public void requestEnded(String route, String status, long bodyBytes, Duration took) {
        active.decrementAndGet();
        Timer.builder("tidemark.requests")
                .description("Requests by route and status")
                .tags("route", route, "status", status)
                .serviceLevelObjectives(BUCKETS)
                .register(registry)
                .record(took);
        DistributionSummary.builder("tidemark.response.bytes")
                .description("Bytes of answers, before compression")
                .baseUnit("bytes")
                .tags("route", route)
                .register(registry)
                .record((double) bodyBytes);
    }

    /// A command of the command API begins.
    public CommandWatch.Running commandBegan() {
        Timer.Sample begun = Timer.start(registry);
        return (command, status) -> begun.stop(Timer.builder("tidemark.commands")
                .description("Commands by name and status, until their result is written")
                .tags("command", command, "status", status)
                .register(registry));
    }

    /// Somebody tried to log in.
    public void login(LoginResult result) {
        logins(result).increment();
    }

    /// Shows how many works wait for a storage.
    public void storageQueue(IntSupplier length) {
        Gauge.builder("tidemark.storage.queue", length, IntSupplier::getAsInt)
                .description("Works that wait for the storage")
                .strongReference(true)
                .register(registry);
    }

    /// Shows how many requests wait for their turn.
    public void requestQueue(IntSupplier length) {
        Gauge.builder("tidemark.requests.waiting", length, IntSupplier::getAsInt)
                .description("Requests that wait for their turn")
                .strongReference(true)
                .register(registry);
    }

    /// Shows how far followers of the log are behind; once for each kind.
    ///
    /// @param kind the followers that are shown together
    /// @param lag the longest time for which one of them has not been at the end of the log
    /// @param behind entries that they have before them
    public void followerLag(String kind, Supplier<Duration> lag, LongSupplier behind) {
        Gauge.builder("tidemark.follower.lag", lag, supplier -> supplier.get().toMillis() / 1000.0)
                .description("For how long a follower of the log has not been at its end")
                .baseUnit("seconds")
                .tags("follower", kind)
                .strongReference(true)
                .register(registry);
        Gauge.builder("tidemark.follower.behind", behind, LongSupplier::getAsLong)
                .description("Entries of the log that followers have before them")
                .tags("follower", kind)
                .strongReference(true)
                .register(registry);
        followerFailures(kind);
    }

    /// A step of a follower of the log failed.
    public void followerFailed(String kind) {
        followerFailures(kind).increment();
    }

    /// Shows how many devices wait for changes.
    public void waitingDevices(IntSupplier count) {
        Gauge.builder("tidemark.live.devices", count, IntSupplier::getAsInt)
                .description("Devices that wait for changes")
                .strongReference(true)
                .register(registry);
    }

    /// A request rests until there is something to tell; [#requestGoesOn] must follow.
    public void requestRests() {
        active.decrementAndGet();
    }

    /// A request that rested is at work again.
    public void requestGoesOn() {
        active.incrementAndGet();
    }

    /// The log of an account was looked at for the devices that wait in it.
    public void liveLooked() {
        liveLooks.increment();
    }

    /// A waiting device was told to synchronize.
    ///
    /// @param took since this server heard of the change, until what it sent had been handed to the network
    public void liveTold(Duration took) {
        liveTold.record(took);
    }

    /// A hook of a connected app was called.
    public void hookCalled(HookResult result) {
        hookCalls(result).increment();
    }

    private Counter hookCalls(HookResult result) {
        return Counter.builder("tidemark.hook.calls")
                .description("Calls to hooks of connected apps")
                .tags("result", result.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }

    private Counter followerFailures(String kind) {
        return Counter.builder("tidemark.follower.failures")
                .description("Steps of followers of the log that failed and are tried again")
                .tags("follower", kind)
                .register(registry);
    }

    /// All counters in the text format of Prometheus.
    public String scrape() {
        return registry.scrape();
    }

    @Override
    public void close() {
        garbageCollection.close();
        registry.close();
    }

    private Counter logins(LoginResult result) {
        return Counter.builder("tidemark.logins")
                .description("Attempts to log in or to refresh")
                .tags("result", result.name().toLowerCase(Locale.ROOT))
                .register(registry);
    }
}
