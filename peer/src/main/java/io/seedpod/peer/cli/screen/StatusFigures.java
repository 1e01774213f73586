package io.seedpod.peer.cli.screen;

import io.seedpod.peer.cli.text.ProgressLine;
import io.seedpod.peer.session.status.TorrentState;
import io.seedpod.peer.session.status.TorrentStatus;
import java.util.Locale;

/// What of a torrent's status goes into a progress line.
public final class StatusFigures {
    private StatusFigures() {}

    public static ProgressLine.Figures of(TorrentStatus status) {
        return new ProgressLine.Figures(
                status.name(),
                isWriting(status) ? "writing to disk" : word(status.state()),
                isChecking(status) ? status.checkedLength() : status.verifiedLength(),
                isChecking(status) ? status.totalLength() : status.aim(),
                status.downloadRate(),
                status.uploadRate(),
                isWriting(status) ? -1 : status.peers().size(),
                status.etaSeconds());
    }

    private static boolean isChecking(TorrentStatus status) {
        return status.state() == TorrentState.CHECKING;
    }

    /// All has arrived and is forced to disk: for thousands of small files that takes its time.
    private static boolean isWriting(TorrentStatus status) {
        return status.state() == TorrentState.DOWNLOADING
                && status.totalLength() > 0
                && status.verifiedLength() == status.aim();
    }

    /// The state in the words of a user.
    public static String word(TorrentState state) {
        return switch (state) {
            case METADATA -> "asking peers for the description";
            case CHECKING, DOWNLOADING, HELD, SEEDING, DRAINING, CHANGED, FAILED, STOPPED ->
                    state.name().toLowerCase(Locale.ROOT);
        };
    }
}
