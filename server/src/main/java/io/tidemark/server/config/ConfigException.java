package io.tidemark.server.config;

import java.util.List;

/// The settings cannot be used. Holds one sentence for each thing to mend, all of them at once, so that an operator
/// needs one attempt. Immutable.
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    /// @param problems at least one sentence
    public ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    /// One sentence for each thing to mend.
    public List<String> problems() {
        return problems;
    }
}
