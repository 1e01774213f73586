package io.seedpod.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.seedpod.model.id.InfoHash;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/// The walls of this module: it turns bytes into meaning and back, and touches nothing.
@AnalyzeClasses(packages = "io.seedpod.model", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    /// What a room needs to reach the world: sockets, files, channels, threads, locks, clocks,
    /// processes.
    private static final String WORLD =
            "java\\.net\\..*"
                    + "|java\\.nio\\.(file|channels)\\..*"
                    + "|java\\.io\\.(File|RandomAccess|Console|PipedInput|PipedOutput).*"
                    + "|java\\.util\\.concurrent\\..*"
                    + "|java\\.lang\\.(Thread|ThreadLocal|InheritableThreadLocal|Process|ProcessBuilder|Runtime)(\\..*)?"
                    + "|java\\.time\\..*|java\\.util\\.(Date|Calendar|Timer|TimerTask|GregorianCalendar)"
                    + "|java\\.security\\.SecureRandom|java\\.util\\.logging\\..*|java\\.lang\\.System\\.Logger";

    @ArchTest
    static final ArchRule NOTHING_REACHES_THE_WORLD =
            noClasses().should().dependOnClassesThat().haveNameMatching(WORLD);

    @ArchTest
    static final ArchRule NOTHING_ASKS_THE_CLOCK_OR_CHANCE =
            noClasses().should().callCodeUnitWhere(asksClockOrChance());

    @ArchTest
    static final ArchRule ONLY_THE_PLATFORM_IS_USED =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage("io.seedpod.model..", "java..", "org.jspecify.annotations");

    @ArchTest
    static final ArchRule PACKAGES_ARE_NULL_MARKED = classes().should(bePartOfANullMarkedPackage());

    /// A rule that finds no class would hold by itself.
    @ArchTest
    static void theRoomsAreLookedAt(JavaClasses classes) {
        assertTrue(classes.contain(InfoHash.class));
        var packages = classes.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());
        assertTrue(
                packages.containsAll(
                        Set.of(
                                "io.seedpod.model.id",
                                "io.seedpod.model.bencode",
                                "io.seedpod.model.metainfo",
                                "io.seedpod.model.wire")),
                packages::toString);
    }

    /// Tests run on the class path; the compiler's descriptor lies beside the classes.
    @ArchTest
    static void theModuleRequiresNothingButAnnotations(JavaClasses classes) throws Exception {
        var classesFolder =
                Path.of(InfoHash.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        try (var descriptor = Files.newInputStream(classesFolder.resolve("module-info.class"))) {
            var requires =
                    ModuleDescriptor.read(descriptor).requires().stream()
                            .filter(each -> !each.modifiers().contains(Requires.Modifier.STATIC))
                            .map(Requires::name)
                            .collect(Collectors.toSet());
            assertEquals(Set.of("java.base"), requires);
        }
    }

    private static DescribedPredicate<JavaCall<?>> asksClockOrChance() {
        var system = Set.of("nanoTime", "currentTimeMillis", "getenv", "getProperty", "exit");
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
                    return unseeded
                            || (owner.isEquivalentTo(System.class) && system.contains(name))
                            || (owner.isEquivalentTo(Math.class) && name.equals("random"))
                            || (owner.getSimpleName().equals("UUID") && name.equals("randomUUID"))
                            || (owner.getSimpleName().equals("RandomGenerator")
                                    && (name.equals("getDefault") || name.equals("of")));
                });
    }

    private static ArchCondition<JavaClass> bePartOfANullMarkedPackage() {
        return new ArchCondition<>("be part of a @NullMarked package") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                boolean moduleInfo = item.getSimpleName().equals("module-info");
                if (!marked && !moduleInfo) {
                    events.add(
                            SimpleConditionEvent.violated(
                                    item, item.getName() + " is not null-marked"));
                }
            }
        };
    }
}
