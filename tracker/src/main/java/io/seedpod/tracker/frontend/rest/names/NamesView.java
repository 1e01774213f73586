package io.seedpod.tracker.frontend.rest.names;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Optional;

/// A page of names.
///
/// @param next to be said as `after` for the next page; absent on the last
@JsonInclude(JsonInclude.Include.NON_ABSENT)
@RegisterForReflection // no method names it as what it returns
public record NamesView(List<NameView> names, Optional<String> next) {}
