package io.seedpod.tracker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/// The walls of this module.
@AnalyzeClasses(
        packages = "io.seedpod.tracker",
        importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String ROOT = "io.seedpod.tracker.";
    private static final String[] PURE = {ROOT + "core", ROOT + "policy", ROOT + "swarm"};

    @ArchTest
    static final ArchRule pureRoomsKnowOnlyValuesAndEachOther =
            classes()
                    .that()
                    .resideInAnyPackage(PURE)
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            ROOT + "core",
                            ROOT + "policy",
                            ROOT + "swarm",
                            "io.seedpod.model.id",
                            "io.seedpod.model.tracker",
                            "java.lang",
                            "java.lang.annotation",
                            "java.lang.invoke",
                            "java.lang.runtime",
                            "java.util",
                            "org.jspecify.annotations");

    @ArchTest
    static final ArchRule pureRoomsHaveNoClockNoThreadAndNoChance =
            noClasses()
                    .that()
                    .resideInAnyPackage(PURE)
                    .should()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.lang.Thread")
                    .orShould()
                    .dependOnClassesThat()
                    .haveFullyQualifiedName("java.util.Random")
                    .orShould()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .callMethod(Math.class, "random");

    @ArchTest
    static final ArchRule policyAndSwarmDoNotKnowTheCore =
            noClasses()
                    .that()
                    .resideInAnyPackage(ROOT + "policy", ROOT + "swarm..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ROOT + "core", ROOT + "catalogue", ROOT + "frontend..");

    @ArchTest
    static final ArchRule theCoreKnowsNoRegistryInParticular =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "core")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(ROOT + "swarm.memory");

    @ArchTest
    static final ArchRule theMemoryRegistryUsesNoFramework =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "swarm.memory")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.quarkus..", "io.vertx..", "io.netty..", "java.nio..");

    @ArchTest
    static final ArchRule theCatalogueKnowsNeitherSwarmsNorFrontends =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "catalogue")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            ROOT + "core", ROOT + "policy", ROOT + "swarm..", ROOT + "frontend..");

    @ArchTest
    static final ArchRule theFrontendsAreStrangers =
            slices().matching(ROOT + "frontend.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule theFrontendsDoNotReachPastTheCore =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "frontend..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(ROOT + "policy", ROOT + "swarm.memory", ROOT + "wiring");

    @ArchTest
    static final ArchRule theUdpFrontendUsesNoFramework =
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "frontend.udp")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.quarkus..", "io.vertx..", "io.netty..");

    @ArchTest
    static final ArchRule nobodyKnowsThePeer =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.seedpod.peer..");
}
