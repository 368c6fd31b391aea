package io.tidemark.server.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import io.tidemark.server.config.ServerConfig;
import java.nio.charset.StandardCharsets;
import org.slf4j.ILoggerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.bridge.SLF4JBridgeHandler;

/// Sets up the log of this process: where lines go (standard error, since
/// standard output is for what a command was asked for), how they look, and how many there are. Logging
/// through `System.Logger` and `java.util.logging` ends up in the same place.
public final class ServerLog {
    private static final String TEXT =
            "%d{HH:mm:ss.SSS} %-5level %msg %kvp%replace( request=%X{request}){' request=$',''}%n%ex";

    /// Libraries that announce themselves at INFO.
    private static final String[] TALKATIVE = {"io.helidon", "com.password4j"};

    /// Libraries that also write what they throw, with its trace: who catches it says it in a sentence.
    private static final String[] REPEATING = {"org.flywaydb"};

    /// Libraries that write at DEBUG what goes over the wire: addresses and tokens, which belong in no log.
    private static final String[] INDISCREET = {"org.apache.hc"};

    private ServerLog() {}

    /// Applies the settings to the whole process; to be called once, before anything is started.
    public static void configure(ServerConfig.Log settings) {
        SLF4JBridgeHandler.removeHandlersForRootLogger();
        SLF4JBridgeHandler.install();
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            throw new IllegalStateException("another logging library than Logback is on the class path");
        }
        context.reset();
        ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
        console.setContext(context);
        console.setTarget("System.err");
        console.setEncoder(encoder(settings, context));
        console.start();
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.toLevel(settings.level().name()));
        root.addAppender(console);
        for (String name : INDISCREET) {
            context.getLogger(name).setLevel(Level.WARN);
        }
        if (settings.level() != ServerConfig.LogLevel.DEBUG) {
            for (String name : TALKATIVE) {
                context.getLogger(name).setLevel(Level.WARN);
            }
            for (String name : REPEATING) {
                context.getLogger(name).setLevel(Level.OFF);
            }
        }
    }

    private static Encoder<ILoggingEvent> encoder(ServerConfig.Log settings, LoggerContext context) {
        Encoder<ILoggingEvent> encoder = switch (settings.format()) {
            case JSON -> new JsonLineEncoder();
            case TEXT -> {
                PatternLayoutEncoder text = new PatternLayoutEncoder();
                text.setPattern(TEXT);
                text.setCharset(StandardCharsets.UTF_8);
                yield text;
            }
        };
        encoder.setContext(context);
        encoder.start();
        return encoder;
    }
}
