package io.tidemark.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/// The documents say nothing that the repository does not hold.
class DocumentationTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final int ROOT_ENTRIES_MAX = 14;
    private static final int LOSS_CLASSES = 34;
    private static final int README_LINES_MAX = 150;

    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern FIRST_CELL = Pattern.compile("^\\| `([^`]+)`", Pattern.MULTILINE);
    private static final Pattern LOSS_CLASS_ROW = Pattern.compile("^\\| (\\d+) \\|", Pattern.MULTILINE);
    private static final Pattern NAMED_TEST = Pattern.compile("`(\\w+)#(\\w+)`");
    private static final Pattern NAMED_DECISION = Pattern.compile("ADR (\\d{4})");
    private static final Pattern FENCED = Pattern.compile("```.*?```", Pattern.DOTALL);

    // ---- dependencies ----

    @Test
    void everyDependencyAndPluginHasALineAndEveryLineIsUsed() throws Exception {
        Set<String> used = new TreeSet<>();
        for (Path pom : poms()) {
            Element project = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(pom.toFile())
                    .getDocumentElement();
            used.addAll(artifacts(project, "dependency", false));
            used.addAll(artifacts(project, "plugin", true));
            used.addAll(artifacts(project, "path", true));
            if (project.getElementsByTagName("palantirJavaFormat").getLength() > 0) {
                used.add("palantir-java-format");
            }
        }
        assertThat(firstCells("docs/dependencies.md")).containsExactlyInAnyOrderElementsOf(used);
    }

    private static List<Path> poms() throws IOException {
        try (Stream<Path> modules = Files.list(ROOT)) {
            return modules.map(module -> module.endsWith("pom.xml") ? module : module.resolve("pom.xml"))
                    .filter(Files::exists)
                    .toList();
        }
    }

    /// The artifacts of other projects that a pom uses; what it only manages does not count, except for plugins.
    private static List<String> artifacts(Element project, String tag, boolean managedToo) {
        List<String> artifacts = new ArrayList<>();
        NodeList elements = project.getElementsByTagName(tag);
        for (int i = 0; i < elements.getLength(); i++) {
            Element element = (Element) elements.item(i);
            boolean ours = text(element, "groupId").equals("io.tidemark");
            if (!ours && (managedToo || !isManaged(element))) {
                artifacts.add(text(element, "artifactId"));
            }
        }
        return artifacts;
    }

    private static boolean isManaged(Node element) {
        for (Node node = element; node != null; node = node.getParentNode()) {
            if (node.getNodeName().equals("dependencyManagement")) {
                return true;
            }
        }
        return false;
    }

    private static String text(Element element, String tag) {
        for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
            if (child.getNodeName().equals(tag)) {
                return child.getTextContent();
            }
        }
        return "";
    }

    private static List<String> firstCells(String page) throws IOException {
        return FIRST_CELL
                .matcher(read(page))
                .results()
                .map(cell -> cell.group(1))
                .toList();
    }

    // ---- links ----

    @Test
    void everyRelativeLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : pages()) {
            String prose = FENCED.matcher(Files.readString(page)).replaceAll("");
            for (MatchResult link : LINK.matcher(prose).results().toList()) {
                String target = link.group(1).replaceFirst("#.*", "");
                if (target.isEmpty() || target.matches("[a-z]+:.*")) {
                    continue;
                }
                links++;
                if (!Files.exists(page.resolveSibling(target))) {
                    broken.add(ROOT.relativize(page) + " -> " + target);
                }
            }
        }
        assertThat(links).isGreaterThan(50);
        assertThat(broken).isEmpty();
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> root = Files.list(ROOT);
                Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(root, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }

    // ---- shape of the repository ----

    @Test
    void decisionsAreNumberedWithoutGapsAndSayTheirNumber() throws IOException {
        List<Path> records;
        try (Stream<Path> files = Files.list(ROOT.resolve("docs/adr"))) {
            records = files.sorted().toList();
        }
        assertThat(records)
                .extracting(record ->
                        Integer.parseInt(record.getFileName().toString().substring(0, 4)))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, records.size()).boxed().toList());
        int number = 1;
        for (Path record : records) {
            assertThat(Files.readString(record))
                    .startsWith("# " + number + ". ")
                    .contains("\nStatus: ");
            number++;
        }
    }

    @Test
    void everyDecisionThatTheCodeNamesIsRecorded() throws IOException {
        Set<String> named = new TreeSet<>();
        try (Stream<Path> sources = Files.find(
                ROOT, Integer.MAX_VALUE, (file, attributes) -> file.toString().endsWith(".java"))) {
            for (Path source : sources.toList()) {
                NAMED_DECISION.matcher(Files.readString(source)).results().forEach(name -> named.add(name.group(1)));
            }
        }
        Set<String> recorded;
        try (Stream<Path> records = Files.list(ROOT.resolve("docs/adr"))) {
            recorded = records.map(record -> record.getFileName().toString().substring(0, 4))
                    .collect(Collectors.toSet());
        }
        assertThat(named).isNotEmpty().isSubsetOf(recorded);
    }

    @Test
    void theRootHoldsLittleBesidesTheModules() throws IOException {
        Set<String> ignored =
                read(".gitignore").lines().map(line -> line.replace("/", "")).collect(Collectors.toSet());
        List<String> entries;
        try (Stream<Path> files = Files.list(ROOT)) {
            entries = files.filter(file -> !Files.exists(file.resolve("pom.xml")))
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.equals(".git") && !ignored.contains(name))
                    .sorted()
                    .toList();
        }
        assertThat(entries).contains("README.md", "LICENSE").hasSizeLessThanOrEqualTo(ROOT_ENTRIES_MAX);
    }

    @Test
    void theFrontPageIsShort() throws IOException {
        assertThat(read("README.md").lines().count()).isLessThanOrEqualTo(README_LINES_MAX);
    }

    // ---- loss classes ----

    @Test
    void everyLossClassHasOneRow() throws IOException {
        assertThat(LOSS_CLASS_ROW
                        .matcher(read("docs/loss-classes.md"))
                        .results()
                        .map(row -> Integer.parseInt(row.group(1))))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, LOSS_CLASSES).boxed().toList());
    }

    @Test
    void everyTestThatAPageNamesExists() throws IOException {
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Path page : pages()) {
            for (MatchResult test :
                    NAMED_TEST.matcher(Files.readString(page)).results().toList()) {
                named++;
                if (sources(test.group(1)).noneMatch(source -> declares(source, test.group(2)))) {
                    missing.add(ROOT.relativize(page) + " names " + test.group());
                }
            }
        }
        assertThat(named).isGreaterThan(20);
        assertThat(missing).isEmpty();
    }

    private static Stream<Path> sources(String type) throws IOException {
        try (Stream<Path> files = Files.find(
                ROOT,
                Integer.MAX_VALUE,
                (file, attributes) -> attributes.isRegularFile()
                        && file.getFileName().toString().equals(type + ".java"))) {
            return files.toList().stream();
        }
    }

    private static boolean declares(Path source, String method) {
        try {
            return Pattern.compile("void " + method + "\\(")
                    .matcher(Files.readString(source))
                    .find();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String read(String page) throws IOException {
        return Files.readString(ROOT.resolve(page));
    }
}
