package io.seedpod.peer.session.trouble;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/// Says in one line what the file system refused.
public final class Disk {
    private Disk() {}

    /// `cannot read torrent x.torrent: no such file`.
    public static SessionException trouble(String what, Path path, IOException cause) {
        var why =
                switch (cause) {
                    case NoSuchFileException _ -> "no such file";
                    case AccessDeniedException _ -> "permission denied";
                    case NotDirectoryException _ -> "not a folder";
                    case FileAlreadyExistsException it -> it.getFile() + " is in the way";
                    default -> reason(cause, path);
                };
        return new SessionException(Trouble.STORAGE, what + " " + path + ": " + why, cause);
    }

    private static String reason(IOException cause, Path path) {
        var message = cause.getMessage();
        return message == null
                ? cause.getClass().getSimpleName()
                : message.replace(path + ": ", "");
    }
}
