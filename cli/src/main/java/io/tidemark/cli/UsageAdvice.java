package io.tidemark.cli;

import io.tidemark.cli.terminal.ExitCode;
import io.tidemark.cli.terminal.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What a person is told whose command line cannot be understood: one sentence with the nearest word that there is, and
/// where to read on. The whole help comes only when no more than a command was left out, because above a page of help
/// nobody sees the sentence. Stateless.
final class UsageAdvice implements IParameterExceptionHandler {
    private static final String ASKED_FOR_HELP = "help";

    private static final Pattern CHOICES = Pattern.compile("expected one of \\[[A-Z_, ]+]");

    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        List<String> unmatched =
                problem instanceof UnmatchedArgumentException unknown ? unknown.getUnmatched() : List.of();
        if (!unmatched.isEmpty() && unmatched.getFirst().equals(ASKED_FOR_HELP)) {
            named(args, command.getCommandSpec().root().commandLine()).usage(command.getOut());
            return ExitCode.DONE;
        }
        String name = command.getCommandSpec().qualifiedName();
        String sentence = unmatched.isEmpty() ? legible(problem) : unknown(unmatched.getFirst(), command);
        command.getErr().println("tidemark: " + sentence);
        if (unmatched.isEmpty() && !command.getSubcommands().isEmpty()) {
            command.usage(command.getErr());
        } else {
            command.getErr().println("Help: " + name + " --help");
        }
        command.getErr().flush();
        return ExitCode.USAGE;
    }

    private static CommandLine named(String[] words, CommandLine root) {
        CommandLine at = root;
        for (String word : words) {
            at = at.getSubcommands().getOrDefault(word, at);
        }
        return at;
    }

    private static String unknown(String word, CommandLine command) {
        CommandSpec spec = command.getCommandSpec();
        if (word.startsWith("-")) {
            return "There is no option " + word + "."
                    + guess(
                            word,
                            spec.options().stream()
                                    .filter(option -> !option.hidden())
                                    .flatMap(option -> Stream.of(option.names())));
        }
        if (command.getSubcommands().isEmpty()) {
            return "There is one word too many: " + word + ".";
        }
        return "There is no command " + word + "."
                + guess(
                        word,
                        spec.subcommands().values().stream()
                                .map(CommandLine::getCommandSpec)
                                .filter(inner -> !inner.usageMessage().hidden())
                                .map(CommandSpec::names)
                                .flatMap(Collection::stream));
    }

    private static String guess(String word, Stream<String> known) {
        List<String> near = Nearest.of(word, known);
        return near.isEmpty() ? "" : " Did you mean " + near.getFirst() + "?";
    }

    /// The library's sentence without its words for programmers.
    private static String legible(ParameterException problem) {
        String text = CHOICES.matcher(String.valueOf(problem.getMessage()))
                .replaceAll(choices -> choices.group().toLowerCase(Locale.ROOT))
                .replaceAll("is not an? (int|long)$", "is no whole number")
                .replace(" (case-insensitive)", "")
                .replace("option option", "option");
        return text.endsWith(".") ? text : text + ".";
    }
}
