package io.tidemark.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

/// The arrows between modules and packages: they only point inwards.
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tidemark");

    @Test
    void allModulesAreSeenByThisTest() {
        for (String name : new String[] {
            "io.tidemark.core.storage.Storage",
            "io.tidemark.protocol.json.ReadLimits",
            "io.tidemark.catalog.Catalog",
            "io.tidemark.api.meeting.MeetingApi",
            "io.tidemark.api.command.CommandApi",
            "io.tidemark.storage.sql.SqlTransaction",
            "io.tidemark.storage.sqlite.SqliteStorage",
            "io.tidemark.storage.postgres.PostgresStorage",
            "io.tidemark.storage.files.FileContents",
            "io.tidemark.server.http.HttpServer"
        }) {
            assertThat(ALL.contain(name)).as(name).isTrue();
        }
    }

    @Test
    void theCoreSeesTheJdkAndNothingElse() {
        classes()
                .that()
                .resideInAPackage("io.tidemark.core..")
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage("io.tidemark.core..", "java..", "javax.crypto..", "org.jspecify.."))
                .check(ALL);
    }

    @Test
    void theCoreSeesNoDatabaseAndNoNetworkOfTheJdk() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.core..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("java.sql..", "java.net..", "java.nio.file..", "java.util.logging.."))
                .check(ALL);
    }

    @Test
    void theCoreReadsNoClockAndNoRandomness() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.core..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Random.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadLocalRandom.class)
                .check(ALL);
    }

    @Test
    void theProtocolSeesNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.protocol..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.tidemark..").and(resideOutside("io.tidemark.protocol..")))
                .check(ALL);
    }

    @Test
    void translatorsSeeNeitherServerNorStorages() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.api..")
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage("io.tidemark.server..", "io.tidemark.storage..", "io.helidon.."))
                .check(ALL);
    }

    @Test
    void translatorsDoNotKnowEachOther() {
        slices().matching("io.tidemark.api.(*)..")
                .should()
                .notDependOnEachOther()
                .check(ALL);
    }

    @Test
    void storagesSeeTheCoreAndNoOtherModule() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.storage..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.tidemark..")
                        .and(resideOutside("io.tidemark.core.."))
                        .and(resideOutside("io.tidemark.storage..")))
                .check(ALL);
    }

    @Test
    void storagesDoNotKnowEachOther() {
        for (String engine : new String[] {"sqlite", "postgres", "files"}) {
            noClasses()
                    .that()
                    .resideInAPackage("io.tidemark.storage." + engine + "..")
                    .should()
                    .dependOnClassesThat(resideInAPackage("io.tidemark.storage..")
                            .and(resideOutside("io.tidemark.storage.sql.."))
                            .and(resideOutside("io.tidemark.storage." + engine + "..")))
                    .check(ALL);
        }
    }

    @Test
    void whatTheEnginesShareKnowsNoneOfThemAndIsKnownByNobodyElse() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.storage.sql..")
                .should()
                .dependOnClassesThat(
                        resideInAPackage("io.tidemark.storage..").and(resideOutside("io.tidemark.storage.sql..")))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("org.sqlite..", "org.postgresql..", "com.zaxxer.."))
                .check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tidemark.storage..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.tidemark.storage.sql.."))
                .check(ALL);
    }

    @Test
    void onePackageKnowsTheWebServer() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tidemark.server.http..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.helidon.webserver..", "io.helidon.http.."))
                .check(ALL);
    }

    @Test
    void onePackageCallsOthers() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tidemark.server.outgoing..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("org.apache.hc..", "java.net.http.."))
                .check(ALL);
    }

    @Test
    void onePackageKnowsTheConfigurationLibraryAndOneThePasswordLibrary() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tidemark.server.config..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.helidon.config.."))
                .check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tidemark.server.login..")
                .should()
                .dependOnClassesThat(resideInAPackage("com.password4j.."))
                .check(ALL);
    }

    @Test
    void packagesOutsideTheCoreHaveNoCycles() {
        slices().matching("io.tidemark.api.(*)..").should().beFreeOfCycles().check(ALL);
        slices().matching("io.tidemark.server.(*)..").should().beFreeOfCycles().check(ALL);
        slices().matching("io.tidemark.catalog.(*)..").should().beFreeOfCycles().check(ALL);
    }

    /// The packages of the core name each other's values; what works with them is known by nobody.
    @Test
    void insideTheCoreNobodyKnowsTheEngineOrAnEngineOfStorage() {
        noClasses()
                .that()
                .resideInAPackage("io.tidemark.core..")
                .and()
                .resideOutsideOfPackage("io.tidemark.core.handshake..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(".*\\.(Engine|Synchronizer|Committer|SyncPlanner|TokenDesk)")
                .check(ALL);
        noClasses()
                .that()
                .resideInAPackage("io.tidemark..")
                .and()
                .resideOutsideOfPackage("io.tidemark.core.storage.memory..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.tidemark.core.storage.memory.."))
                .check(ALL);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tidemark.core.content.memory..")
                .should()
                .dependOnClassesThat(resideInAPackage("io.tidemark.core.content.memory.."))
                .check(ALL);
    }

    @Test
    void namesSayWhatAThingIs() {
        noClasses()
                .should()
                .haveSimpleNameEndingWith("Impl")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Helpers")
                .orShould()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .check(ALL);
        noClasses()
                .should()
                .resideInAnyPackage("..util..", "..utils..", "..common..", "..shared..", "..misc..")
                .check(ALL);
    }

    private static DescribedPredicate<JavaClass> resideOutside(String packages) {
        return DescribedPredicate.not(resideInAPackage(packages));
    }
}
