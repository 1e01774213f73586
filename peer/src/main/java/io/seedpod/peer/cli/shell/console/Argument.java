package io.seedpod.peer.cli.shell.console;

/// One argument of a word: what usage calls it, what kind of thing it is (for completion and for
/// asking), whether it may be left out.
public record Argument(String label, Kind kind, boolean required) {
    /// What kind of thing it is.
    public enum Kind {
        /// A name in the trackers' catalogue, or a magnet link or infohash.
        NAME,
        /// A torrent of ours.
        TORRENT,
        PATH,
        /// A file or folder that is there: it can be chosen from a list.
        FILE,
        /// A word of the shell.
        WORD,
        HOST,
        /// Of a peer; may be left out when HOST says it: `HOST:PORT`.
        PORT,
        NUMBER,
        TEXT
    }

    public static Argument of(String label, Kind kind) {
        return new Argument(label, kind, true);
    }

    public static Argument optional(String label, Kind kind) {
        return new Argument(label, kind, false);
    }

    /// As usage shows it.
    public String shown() {
        return required ? label : "[" + label + "]";
    }
}
