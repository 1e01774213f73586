package io.seedpod.k8s;

import java.util.List;
import java.util.stream.Stream;

/// Something that must hold of manifests.
interface Rule {
    /// Each violation in words; empty when it holds.
    Stream<String> violations(Manifests manifests);

    /// Every rule there is.
    static List<Rule> all() {
        return List.of(
                new SelectorRule(),
                new PortRule(),
                new ProgramRule(),
                new ReferenceRule(),
                new RestrictedRule(),
                new HabitRule());
    }

    static List<String> check(Manifests manifests) {
        return all().stream().flatMap(rule -> rule.violations(manifests)).toList();
    }

    /// The message, unless the claim is true.
    static Stream<String> unless(boolean claim, String message) {
        return claim ? Stream.empty() : Stream.of(message);
    }
}
