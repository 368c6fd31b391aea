package io.tidemark.storage.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Every statement of a storage that works with SQL names the account once for every table it touches (invariant I6).
/// Statements are found in the constants of classes.
public interface StatementsContract {
    /// A class of each module whose statements are looked at.
    List<Class<?>> modules();

    /// Whose statements are in no account: the register of accounts, and what is not about data.
    Set<Class<?>> exempt();

    /// What holds the statements of the storage's dialect in its fields.
    Object dialect();

    /// All of them do.
    @Test
    default void everyStatementNamesTheAccountForEveryTable() throws Exception {
        List<String> statements = new ArrayList<>();
        for (Class<?> module : modules()) {
            for (Class<?> type : Inspection.classesBeside(module)) {
                if (!exempt().contains(type)) {
                    statements.addAll(Inspection.statements(type, null));
                }
            }
        }
        List<String> ofDialect = Inspection.statements(dialect().getClass(), dialect());
        statements.addAll(ofDialect);

        assertThat(ofDialect).hasSizeGreaterThan(20);
        assertThat(statements).hasSizeGreaterThan(90);
        assertThat(statements)
                .allSatisfy(
                        sql -> assertThat(Inspection.isInAccount(sql)).as(sql).isTrue());
    }

    /// And one that did not would be found.
    @Test
    default void aStatementThatForgetsTheAccountIsFound() {
        for (String sql : List.of(
                "SELECT body FROM object WHERE number = ?",
                "SELECT 1 FROM log JOIN object ON object.number = log.number WHERE log.account = ?",
                "INSERT INTO edge (principal, account) SELECT ?, 1",
                "DELETE FROM round WHERE round = ?",
                "UPDATE object SET body = ? WHERE key = ?",
                "UPDATE head SET sequence = ?, at = ?")) {
            assertThat(Inspection.isInAccount(sql)).as(sql).isFalse();
        }
    }

    /// Finds statements and reads them.
    final class Inspection {
        private static final Pattern TABLE = Pattern.compile("\\b(?:FROM|JOIN|INTO|UPDATE)\\s+(?!\\()([a-z_]+)");
        /// A key that is made of the account and a number names the account too.
        private static final Pattern ACCOUNT = Pattern.compile("\\b(?:[a-z]+\\.)?account = (?:\\?|[a-z]+\\.account\\b)"
                + "|\\bkey = \\((?:\\?|[a-z]+\\.account) << 40\\)"
                + "|\\([^)]*\\baccount,[^)]*\\)\\s*VALUES");
        private static final Pattern STATEMENT = Pattern.compile("(?s)^(SELECT|INSERT|UPDATE|DELETE)\\b.*\\?.*");
        /// Parts of statements, which are complete only with what is added to them.
        private static final Pattern CONTINUED = Pattern.compile("(?s).*\\b(AND|WHERE)$");

        private Inspection() {}

        static boolean isInAccount(String sql) {
            long tables =
                    TABLE.matcher(sql.replaceAll("DO UPDATE SET", "")).results().count();
            return tables > 0 && ACCOUNT.matcher(sql).results().count() >= tables;
        }

        /// @param holder whose fields are read too; null for those of the class only
        static List<String> statements(Class<?> type, @Nullable Object holder) throws IllegalAccessException {
            List<String> statements = new ArrayList<>();
            for (Field field : type.getDeclaredFields()) {
                if (holder != null || Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    Object value = field.get(holder);
                    Stream<?> texts = value instanceof List<?> list ? list.stream() : Stream.of(value);
                    texts.filter(String.class::isInstance)
                            .map(text -> text.toString().strip())
                            .filter(text -> STATEMENT.matcher(text).matches())
                            .filter(text -> !CONTINUED.matcher(text).matches())
                            .forEach(statements::add);
                }
            }
            return statements;
        }

        /// The classes that were built together with one: in a folder or in an archive.
        static List<Class<?>> classesBeside(Class<?> one) throws Exception {
            Path root = Path.of(
                    one.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(root)) {
                return classesIn(root);
            }
            try (FileSystem archive = FileSystems.newFileSystem(root)) {
                return classesIn(archive.getPath("/"));
            }
        }

        private static List<Class<?>> classesIn(Path root) throws IOException, ClassNotFoundException {
            List<Class<?>> classes = new ArrayList<>();
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                        .filter(path -> !path.toString().endsWith("package-info.class"))
                        .toList()) {
                    String name = root.relativize(file).toString().replace('/', '.');
                    classes.add(Class.forName(name.replaceAll("\\.class$", "")));
                }
            }
            return classes;
        }
    }
}
