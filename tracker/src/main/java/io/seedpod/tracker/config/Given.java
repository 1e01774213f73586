package io.seedpod.tracker.config;

/// A value as an operator gave it.
///
/// @param from where: a flag, a variable, or a file and its line
public record Given(String text, String from) {}
