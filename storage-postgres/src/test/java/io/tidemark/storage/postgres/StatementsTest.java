package io.tidemark.storage.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every statement of this module names the account once for every table it touches (invariant I6).
class StatementsTest {
    /// The register of accounts, and what is not about data.
    private static final Set<Class<?>> EXEMPT = Set.of(
            PostgresAccounts.class, PostgresSession.class, Schema.class, PostgresStorage.class, PostgresNode.class);

    private static final Pattern TABLE = Pattern.compile("\\b(?:FROM|JOIN|INTO|UPDATE)\\s+(?!\\()([a-z_]+)");
    private static final Pattern ACCOUNT = Pattern.compile(
            "\\b(?:[a-z]+\\.)?account = (?:\\?|[a-z]+\\.account\\b)|\\([^)]*\\baccount,[^)]*\\)\\s*VALUES");
    private static final Pattern STATEMENT = Pattern.compile("(?s)^(SELECT|INSERT|UPDATE|DELETE)\\b.*\\?.*");
    /// Parts of statements, which are complete only with what is added to them.
    private static final Pattern CONTINUED = Pattern.compile("(?s).*\\bAND$");

    @Test
    void everyStatementNamesTheAccountForEveryTable() throws Exception {
        List<String> statements = statements();

        assertThat(statements).hasSizeGreaterThan(60);
        assertThat(statements).allSatisfy(StatementsTest::assertInAccount);
    }

    @Test
    void aStatementThatForgetsTheAccountIsFound() {
        for (String sql : List.of(
                "SELECT body FROM object WHERE number = ?",
                "SELECT 1 FROM log JOIN object ON object.number = log.number WHERE log.account = ?",
                "INSERT INTO edge (principal, account) SELECT ?, 1",
                "DELETE FROM round WHERE round = ?",
                "UPDATE head SET sequence = ?, at = ?")) {
            assertThat(inAccount(sql)).as(sql).isFalse();
        }
    }

    private static void assertInAccount(String sql) {
        assertThat(inAccount(sql)).as(sql).isTrue();
    }

    private static boolean inAccount(String sql) {
        long tables =
                TABLE.matcher(sql.replaceAll("DO UPDATE SET", "")).results().count();
        return tables > 0 && ACCOUNT.matcher(sql).results().count() >= tables;
    }

    private static List<String> statements() throws Exception {
        List<String> statements = new ArrayList<>();
        for (Class<?> type : classesOfThisModule()) {
            for (Field field : EXEMPT.contains(type) ? new Field[0] : type.getDeclaredFields()) {
                if (Modifier.isStatic(field.getModifiers())) {
                    field.setAccessible(true);
                    Object value = field.get(null);
                    Stream<?> texts = value instanceof List<?> list ? list.stream() : Stream.of(value);
                    texts.filter(String.class::isInstance)
                            .map(text -> text.toString().strip())
                            .filter(text -> STATEMENT.matcher(text).matches())
                            .filter(text -> !CONTINUED.matcher(text).matches())
                            .forEach(statements::add);
                }
            }
        }
        return statements;
    }

    private static List<Class<?>> classesOfThisModule() throws Exception {
        Path root = Path.of(PostgresStorage.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class"))
                    .filter(path -> path.toString().contains("postgres"))
                    .toList()) {
                String name = root.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                if (!name.endsWith("package-info") && !name.contains("Test")) {
                    classes.add(Class.forName(name));
                }
            }
        }
        return classes;
    }
}
