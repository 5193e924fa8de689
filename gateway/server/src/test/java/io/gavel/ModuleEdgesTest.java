package io.gavel;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The walls between the modules: {@code wire <- core <- log <- settlement <- server}, and {@code wire <- client}. The
 * poms make most of it impossible; this says why, and keeps each library behind the one door that it came in by.
 */
final class ModuleEdgesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // Once packaged, what other modules' tests share lies in an archive, no longer in a folder of tests.
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.gavel");

    enum Room {
        WIRE("io.gavel.wire", List.of(), "clients link the words alone: what both sides need goes into io.gavel.wire"),
        CORE("io.gavel.engine", List.of("io.gavel.wire"), "give the engine a port in io.gavel.engine.ring"),
        LOG(
                "io.gavel.journal",
                List.of("io.gavel.wire", "io.gavel.engine"),
                "readers of the journal come to JournalReader, the journal goes to nobody"),
        SETTLEMENT(
                "io.gavel.settlement",
                List.of("io.gavel.wire", "io.gavel.engine", "io.gavel.journal"),
                "settlement knows the journal only: what it needs has to be in the events"),
        CLIENT("io.gavel.client", List.of("io.gavel.wire"), "the client's users carry wire and Netty, nothing else"),
        SERVER(
                "io.gavel.gateway",
                List.of(
                        "io.gavel.wire",
                        "io.gavel.engine",
                        "io.gavel.journal",
                        "io.gavel.settlement",
                        "io.gavel.client"),
                "perf measures from outside: nothing imports it");

        private final String name;
        private final List<String> mayImport;
        private final String instead;

        Room(String name, List<String> mayImport, String instead) {
            this.name = name;
            this.mayImport = mayImport;
            this.instead = instead;
        }

        boolean forbids(JavaClass to) {
            return isIn(to, "io.gavel")
                    && !isIn(to, name)
                    && mayImport.stream().noneMatch(allowed -> isIn(to, allowed));
        }
    }

    @ParameterizedTest
    @EnumSource(Room.class)
    void importsRunOneWay(Room room) {
        noClasses()
                .that()
                .resideInAPackage(room.name + "..")
                .should()
                .dependOnClassesThat(describe("are behind the wall of " + room, room::forbids))
                .because(room.instead)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void onlyTheGatewayAndTheClientSpeakNetty() {
        staysIn("io.netty", "send bytes through io.gavel.gateway", "io.gavel.gateway", "io.gavel.client");
    }

    @Test
    void onlyTheRingKnowsTheDisruptor() {
        staysIn("com.lmax", "offer commands to io.gavel.engine.ring.Pipeline", "io.gavel.engine.ring");
    }

    @Test
    void onlyTheJournalKnowsChronicle() {
        staysIn("net.openhft", "read through io.gavel.journal.JournalReader", "io.gavel.journal");
    }

    @Test
    void onlySettlementAndTheCommandLineSpeakSql() {
        staysIn("java.sql", "ask io.gavel.settlement", "io.gavel.settlement", "io.gavel.gateway.cli");
    }

    @Test
    void onlyTheCommandLineReadsItsFlags() {
        staysIn("picocli", "pass settings as values", "io.gavel.gateway.cli");
    }

    @Test
    void theClientNeedsNoJvmFlag() {
        noClasses()
                .that()
                .resideInAPackage("io.gavel.client..")
                .should()
                .dependOnClassesThat(describe("are Agrona's", (JavaClass to) -> isIn(to, "org.agrona")))
                .because("Agrona's buffers want --add-exports on the user's command line: read JSON from strings")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static void staysIn(String library, String instead, String... doors) {
        noClasses()
                .that(describe(
                        "are outside of " + String.join(", ", doors),
                        (JavaClass from) -> Stream.of(doors).noneMatch(door -> isIn(from, door))))
                .should()
                .dependOnClassesThat(describe("are of " + library, (JavaClass to) -> isIn(to, library)))
                .because(instead)
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static boolean isIn(JavaClass type, String packageName) {
        return type.getPackageName().equals(packageName)
                || type.getPackageName().startsWith(packageName + ".");
    }
}
