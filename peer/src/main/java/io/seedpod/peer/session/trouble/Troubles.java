package io.seedpod.peer.session.trouble;

import io.seedpod.model.metainfo.MetainfoException;
import io.seedpod.peer.net.tracker.TrackerException;
import io.seedpod.peer.storage.StorageException;

/// Translates what the layers below throw into what a user can do something about.
public final class Troubles {
    private Troubles() {}

    public static RuntimeException of(Throwable thrown) {
        return switch (thrown) {
            case SessionException known -> known;
            case StorageException storage ->
                    new SessionException(Trouble.STORAGE, text(storage), storage);
            case TrackerException tracker ->
                    new SessionException(of(tracker.kind()), text(tracker), tracker);
            case MetainfoException torrent ->
                    new SessionException(Trouble.BAD_TORRENT, text(torrent), torrent);
            case RuntimeException bug -> bug;
            default -> new IllegalStateException(thrown);
        };
    }

    static Trouble of(TrackerException.Kind kind) {
        return switch (kind) {
            case INVALID -> Trouble.USAGE;
            case UNKNOWN_HOST, UNREACHABLE, NOT_A_TRACKER, NOT_OVER_UDP -> Trouble.TRACKER;
            case REFUSED -> Trouble.REFUSED;
            case UNKNOWN_NAME, DELETED -> Trouble.UNKNOWN_NAME;
            case CONFLICT, UNMET -> Trouble.NAME_CONFLICT;
        };
    }

    private static String text(Throwable thrown) {
        return String.valueOf(thrown.getMessage());
    }
}
