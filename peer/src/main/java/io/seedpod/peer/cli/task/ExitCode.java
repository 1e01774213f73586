package io.seedpod.peer.cli.task;

/// What the program's exit code tells a script. `docs/exit-codes.md` lists the same; a test
/// compares them.
public enum ExitCode {
    OK(0, "done"),
    INTERNAL(1, "internal error: a bug of ours"),
    USAGE(2, "the command line or the configuration is wrong"),
    TRACKER(3, "tracker unreachable, or what answers is not a tracker"),
    UNKNOWN_NAME(4, "the tracker does not know the name"),
    NO_PEERS(5, "nobody has the content now"),
    NAME_CONFLICT(6, "the name is already published with other content"),
    PORT_IN_USE(7, "a port that was asked for is in use"),
    STORAGE(8, "a file or folder cannot be read or written, or the disk is full"),
    BAD_TORRENT(9, "the torrent, magnet link or infohash is malformed"),
    VERIFICATION(10, "the content does not match its hashes or the expected size"),
    REFUSED(11, "the tracker refused: a token is missing or wrong"),
    INTERRUPTED(130, "interrupted (Ctrl-C) before completion"),
    TERMINATED(143, "terminated (SIGTERM) before completion");

    private final int code;
    private final String meaning;

    ExitCode(int code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    /// The number the process ends with.
    public int code() {
        return code;
    }

    /// One line for people.
    public String meaning() {
        return meaning;
    }
}
