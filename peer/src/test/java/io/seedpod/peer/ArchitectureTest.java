package io.seedpod.peer;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/// The walls of this module. Each house has a section; add yours below.
@AnalyzeClasses(packages = "io.seedpod.peer", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    // The engine: one thread, no I/O, no clock, no chance of its own.

    @ArchTest
    static final ArchRule THE_ENGINE_USES_ITSELF_AND_THE_MODEL_ALONE =
            classes()
                    .that()
                    .resideInAPackage("io.seedpod.peer.engine..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.seedpod.peer.engine..",
                            "io.seedpod.model..",
                            "org.jspecify.annotations",
                            "java.lang..",
                            "java.util",
                            "java.util.function",
                            "java.util.random",
                            "java.util.stream");

    @ArchTest
    static final ArchRule THE_ENGINE_ASKS_NEITHER_CLOCK_NOR_CHANCE =
            noClasses()
                    .that()
                    .resideInAPackage("io.seedpod.peer.engine..")
                    .should()
                    .callCodeUnitWhere(asksClockOrChance());

    @ArchTest
    static final ArchRule THE_ENGINE_HAS_NO_THREADS =
            noClasses()
                    .that()
                    .resideInAPackage("io.seedpod.peer.engine..")
                    .should()
                    .dependOnClassesThat()
                    .haveNameMatching(
                            "java\\.lang\\.(Thread|ThreadLocal|Process|ProcessBuilder|Runtime)(\\..*)?"
                                    + "|java\\.util\\.(Timer|TimerTask)");

    /// The rooms meet in `Torrent` and nowhere else; what is said to it speaks of their values.
    @ArchTest
    static final ArchRule ROOMS_DO_NOT_KNOW_EACH_OTHER =
            slices().matching("io.seedpod.peer.engine.(*)..")
                    .namingSlices("room $1")
                    .should()
                    .notDependOnEachOther()
                    .ignoreDependency(
                            resideInAPackage("io.seedpod.peer.engine.talk"), alwaysTrue());

    @ArchTest
    static final ArchRule ROOMS_DO_NOT_KNOW_THE_TORRENT =
            noClasses()
                    .that()
                    .resideInAPackage("io.seedpod.peer.engine.*..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.seedpod.peer.engine");

    // All of it.

    /// Who reads one package need not read all others first.
    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("io.seedpod.peer.(**)").should().beFreeOfCycles();

    // The session: a façade over rooms, which do not know it.

    @ArchTest
    static final ArchRule ROOMS_DO_NOT_KNOW_THE_SESSION =
            noClasses()
                    .that()
                    .resideInAPackage("io.seedpod.peer.session.*..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("io.seedpod.peer.session");

    /// A rule that finds no class would hold by itself.
    @ArchTest
    static void theRoomsAreLookedAt(JavaClasses classes) {
        var packages = classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        for (String room :
                Set.of(
                        "picker",
                        "choker",
                        "connection",
                        "announcer",
                        "peers",
                        "metadata",
                        "blame",
                        "talk")) {
            assertTrue(packages.contains("io.seedpod.peer.engine." + room), room);
        }
    }

    private static DescribedPredicate<JavaCall<?>> asksClockOrChance() {
        return DescribedPredicate.describe(
                "ask the clock, chance or the process",
                call -> {
                    var owner = call.getTargetOwner();
                    String name = call.getTarget().getName();
                    boolean unseeded =
                            (owner.isEquivalentTo(Random.class)
                                            || owner.getSimpleName().equals("SplittableRandom"))
                                    && name.equals("<init>")
                                    && call.getTarget().getRawParameterTypes().isEmpty();
                    boolean system =
                            owner.isEquivalentTo(System.class) && !name.equals("arraycopy");
                    boolean chance =
                            (owner.isEquivalentTo(Math.class) && name.equals("random"))
                                    || name.equals("randomUUID")
                                    || (owner.getSimpleName().equals("RandomGenerator")
                                            && Set.of("getDefault", "of").contains(name));
                    boolean shuffle =
                            name.equals("shuffle")
                                    && call.getTarget().getRawParameterTypes().size() == 1;
                    return unseeded || system || chance || shuffle;
                });
    }
}
