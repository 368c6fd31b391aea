package io.tidemark.postgres.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Runs programs, as somebody who is not root where PostgreSQL asks for that.
final class Programs {
    private static final boolean IS_ROOT = "root".equals(System.getProperty("user.name"));

    private Programs() {}

    /// Runs a program to its end and returns what it said.
    static String run(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new IllegalStateException(command[0] + " could not be run", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A command that is run by [#unprivileged], whoever runs the tests.
    static List<String> unprivileged(List<String> command) {
        List<String> whole = new ArrayList<>();
        if (IS_ROOT) {
            whole.addAll(List.of("runuser", "-u", user(), "--"));
        }
        whole.addAll(command);
        return whole;
    }

    /// Gives a folder to whom PostgreSQL runs as.
    static void giveAway(String folder) {
        if (IS_ROOT) {
            run("chown", user(), folder);
        }
    }

    private static String user() {
        return Stream.of("postgres", "nobody")
                .filter(name -> {
                    try {
                        run("id", name);
                        return true;
                    } catch (IllegalStateException none) {
                        return false;
                    }
                })
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "PostgreSQL does not run as root, and there is neither a user postgres nor nobody."));
    }
}
