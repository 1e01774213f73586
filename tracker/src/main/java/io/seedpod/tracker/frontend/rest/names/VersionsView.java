package io.seedpod.tracker.frontend.rest.names;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/// What a name means and meant.
///
/// @param versions the latest first: the first is what the plain name means
@RegisterForReflection // no method names it as what it returns
public record VersionsView(String name, List<NameView> versions) {}
