package io.seedpod.simulation;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.seedpod.peer.engine.Torrent;

/// The simulation sees both programs, and of both only what is pure. (`tracker.swarm.memory` is
/// there as the registry.)
@AnalyzeClasses(packages = "io.seedpod.simulation")
class ArchitectureTest {
    @ArchTest
    static final ArchRule ONLY_PURE_ROOMS_ARE_TOUCHED =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "io.seedpod.simulation..",
                            "io.seedpod.model..",
                            "io.seedpod.peer.engine..",
                            "io.seedpod.tracker.core..",
                            "io.seedpod.tracker.policy..",
                            "io.seedpod.tracker.swarm",
                            "io.seedpod.tracker.swarm.memory",
                            "java.lang..",
                            "java.io",
                            "java.util",
                            "java.util.function",
                            "java.util.random",
                            "java.util.stream",
                            "org.jspecify.annotations",
                            "org.junit..",
                            "com.tngtech.archunit..");

    @ArchTest
    static void theSimulationIsLookedAt(JavaClasses classes) {
        assertTrue(classes.contain(World.class));
        assertTrue(
                classes.get(Node.class).getDirectDependenciesFromSelf().stream()
                        .anyMatch(
                                dependency ->
                                        dependency.getTargetClass().isEquivalentTo(Torrent.class)));
    }
}
