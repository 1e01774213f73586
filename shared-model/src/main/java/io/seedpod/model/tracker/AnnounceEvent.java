package io.seedpod.model.tracker;

/// What happened to the announcing peer.
public enum AnnounceEvent {
    /// Nothing; a regular announce, our heartbeat.
    NONE(0, ""),
    /// The last piece was verified. Once, and never by a peer that was complete at the start.
    COMPLETED(1, "completed"),
    /// The first announce.
    STARTED(2, "started"),
    /// The last announce: forget the peer.
    STOPPED(3, "stopped"),
    /// A regular announce of a partial seed: it has all that it wants, and not all (BEP 21). BEP 15
    /// has no number for it; 4 is what others send.
    PAUSED(4, "paused");

    private final int number;
    private final String word;

    AnnounceEvent(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /// BEP 15's number.
    public int number() {
        return number;
    }

    /// BEP 3's word; empty for [#NONE].
    public String word() {
        return word;
    }

    /// The event of BEP 15's number; [#NONE] for a number we do not know.
    public static AnnounceEvent ofNumber(int number) {
        return switch (number) {
            case 1 -> COMPLETED;
            case 2 -> STARTED;
            case 3 -> STOPPED;
            case 4 -> PAUSED;
            default -> NONE;
        };
    }

    /// The event of BEP 3's word, or BEP 21's; [#NONE] for a word we do not know.
    public static AnnounceEvent ofWord(String word) {
        return switch (word) {
            case "completed" -> COMPLETED;
            case "started" -> STARTED;
            case "stopped" -> STOPPED;
            case "paused" -> PAUSED;
            default -> NONE;
        };
    }
}
