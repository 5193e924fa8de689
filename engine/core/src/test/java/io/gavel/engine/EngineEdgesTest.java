package io.gavel.engine;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls inside the engine: which package may know what. Each rule says what to do instead. */
final class EngineEdgesTest {
    private static final String[] DECIDING = {
        "io.gavel.engine.book..", "io.gavel.engine.auction..", "io.gavel.engine.account..", "io.gavel.engine.market.."
    };

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.gavel.wire", "io.gavel.engine");

    @Test
    void whatDecidesKnowsNoDisruptorAndNoPort() {
        noClasses()
                .that()
                .resideInAnyPackage(DECIDING)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.lmax..", "io.gavel.engine.ring..", "io.gavel.engine.view..", "io.gavel.engine.scenario..")
                .because("the market is told and never asks: io.gavel.engine.ring carries commands in and events out")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void whatDecidesKnowsNoThreadsClocksLoggersOrFiles() {
        noClasses()
                .that()
                .resideInAnyPackage(DECIDING)
                .should()
                .dependOnClassesThat(describe(
                        "are threads, clocks, loggers, files or sockets",
                        (JavaClass to) -> Stream.of(
                                                "java.util.concurrent.",
                                                "java.time.",
                                                "java.io.",
                                                "java.nio.file.",
                                                "java.nio.channels.",
                                                "java.net.",
                                                "java.sql.",
                                                "org.slf4j.",
                                                "java.util.logging.",
                                                "java.util.Random",
                                                "java.util.UUID",
                                                "java.lang.Thread")
                                        .anyMatch(to.getName()::startsWith)
                                && !to.getName().equals("java.io.Serializable")))
                .because(
                        "time comes with the command, snapshots go to a sink, and what went wrong is a refusal or a halt")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void theWordsImportNothingOfOurs() {
        noClasses()
                .that()
                .resideInAPackage("io.gavel.wire..")
                .should()
                .dependOnClassesThat(describe(
                        "are ours and not in io.gavel.wire",
                        (JavaClass to) -> to.getPackageName().startsWith("io.gavel.")
                                && !to.getPackageName().startsWith("io.gavel.wire")))
                .because("clients link the words alone: what both sides need goes into io.gavel.wire")
                .check(CLASSES);
    }

    @Test
    void theEngineImportsOnlyTheWords() {
        noClasses()
                .that()
                .resideInAPackage("io.gavel.engine..")
                .should()
                .dependOnClassesThat(describe(
                        "are ours and neither words nor engine",
                        (JavaClass to) -> to.getPackageName().startsWith("io.gavel.")
                                && !to.getPackageName().startsWith("io.gavel.wire")
                                && !to.getPackageName().startsWith("io.gavel.engine")))
                .because("imports run one way: give the engine a port in io.gavel.engine.ring instead")
                .check(CLASSES);
    }

    @Test
    void packagesOfTheEngineFormNoCircle() {
        slices().matching("io.gavel.engine.(*)..")
                .should()
                .beFreeOfCycles()
                .because("one package is one vocabulary: move the shared word into the lower one")
                .check(CLASSES);
    }

    @Test
    void roomsOfTheMarketKnowOnlyTheRoomsBelow() {
        layeredArchitecture()
                .consideringOnlyDependenciesInLayers()
                .layer("market")
                .definedBy("io.gavel.engine.market")
                .layer("orders")
                .definedBy("io.gavel.engine.market.orders..")
                .layer("auctions")
                .definedBy("io.gavel.engine.market.auctions..")
                .layer("facts")
                .definedBy("io.gavel.engine.market.facts..")
                .layer("command")
                .definedBy("io.gavel.engine.market.command..")
                .layer("state")
                .definedBy("io.gavel.engine.market.state..")
                .whereLayer("market")
                .mayNotBeAccessedByAnyLayer()
                .whereLayer("orders")
                .mayOnlyBeAccessedByLayers("market")
                .whereLayer("auctions")
                .mayOnlyBeAccessedByLayers("market")
                .whereLayer("facts")
                .mayOnlyBeAccessedByLayers("market", "orders", "auctions")
                .whereLayer("command")
                .mayOnlyBeAccessedByLayers("market", "orders", "auctions", "facts")
                .because("orders and auctions share state and facts and nothing else: move the shared word down")
                .check(CLASSES);
    }

    @Test
    void onlyTheRingKnowsTheDisruptor() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.gavel.engine.ring..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.lmax..")
                .because("the pipeline is one file: offer commands to io.gavel.engine.ring.Pipeline")
                .check(CLASSES);
    }

    @Test
    void whatIsPublicSaysNothingOfTheDisruptor() {
        methods()
                .that()
                .arePublic()
                .and()
                .areDeclaredInClassesThat()
                .arePublic()
                .should(sayNothingOf("com.lmax."))
                .because("who embeds the engine sees commands, events and two ports: wrap it in io.gavel.engine.ring")
                .check(CLASSES);
    }

    private static ArchCondition<JavaMethod> sayNothingOf(String packagePrefix) {
        return new ArchCondition<>("say nothing of " + packagePrefix) {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean implementsIt = method.getModifiers().contains(JavaModifier.SYNTHETIC)
                        || method.getOwner().getAllRawInterfaces().stream()
                                .anyMatch(type -> type.getName().startsWith(packagePrefix));
                boolean says = Stream.concat(
                                method.getRawParameterTypes().stream(), Stream.of(method.getRawReturnType()))
                        .anyMatch(type -> type.getName().startsWith(packagePrefix));
                if (says && !implementsIt) {
                    events.add(SimpleConditionEvent.violated(method, method.getFullName() + " names " + packagePrefix));
                }
            }
        };
    }
}
