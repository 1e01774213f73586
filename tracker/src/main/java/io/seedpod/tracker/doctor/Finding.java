package io.seedpod.tracker.doctor;

import io.seedpod.tracker.config.ExitCode;

/// What a check has found.
///
/// @param check what was looked at
/// @param what was found
/// @param why it matters; empty if nothing is wrong
/// @param toDo against it; empty if nothing is wrong
/// @param exitCode with which a start would end because of it, OK if it would not
record Finding(String check, Level level, String what, String why, String toDo, ExitCode exitCode) {
    enum Level {
        OK,
        /// The tracker works, and not as well as it could.
        WARNING,
        /// The tracker would not start, or not work.
        WRONG
    }

    static Finding ok(String check, String what) {
        return new Finding(check, Level.OK, what, "", "", ExitCode.OK);
    }

    static Finding warning(String check, String what, String why, String toDo) {
        return new Finding(check, Level.WARNING, what, why, toDo, ExitCode.OK);
    }

    static Finding wrong(ExitCode exitCode, String check, String what, String why, String toDo) {
        return new Finding(check, Level.WRONG, what, why, toDo, exitCode);
    }

    /// One line.
    String text() {
        String start =
                switch (level) {
                    case OK -> "ok      ";
                    case WARNING -> "warning ";
                    case WRONG -> "WRONG   ";
                };
        return start + "%-14s ".formatted(check) + what + (level == Level.OK ? "" : advice());
    }

    private String advice() {
        return "; " + why + "; " + toDo;
    }
}
