package io.seedpod.tracker.config;

import java.util.List;

/// Settings that belong together, under one heading of the help text.
///
/// An area is a file: a record of the values, the `Setting`s they come from, and how they are read.
/// To add one, write that file and name it in the three places of `TrackerSettings`.
public record Area(String heading, List<Setting> settings) {
    public Area {
        settings = List.copyOf(settings);
    }

    public static Area of(String heading, Setting... settings) {
        return new Area(heading, List.of(settings));
    }
}
