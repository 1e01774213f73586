package io.seedpod.model.metainfo;

/// A torrent or magnet link that we refuse; the message says why and names the path or key it is
/// about.
public final class MetainfoException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Problem problem;

    public MetainfoException(Problem problem, String message) {
        super(message);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /// What is wrong.
    public enum Problem {
        NOT_BENCODE,
        TOO_LARGE,
        MISSING_KEY,
        WRONG_TYPE,
        /// The torrent's own name cannot be a file's name.
        BAD_NAME,
        BAD_PATH,
        /// A path occurs twice, or leads through a file.
        DUPLICATE_PATH,
        /// A link that would lead outside the torrent.
        BAD_LINK,
        BAD_LENGTH,
        BAD_PIECE_LENGTH,
        /// More pieces than we take, or not as many hashes as pieces.
        BAD_PIECE_COUNT,
        /// The file tree of a v2 half is no tree of files.
        BAD_FILE_TREE,
        /// The v1 and v2 halves of a hybrid describe other files.
        HALVES_DIFFER,
        /// A file's root is no SHA-256.
        BAD_ROOT,
        /// A file's piece layer is missing, of the wrong length, or not below its root.
        BAD_PIECE_LAYER,
        /// A kind of torrent we do not know, such as one of BEP 52 alone.
        UNSUPPORTED,
        BAD_MAGNET
    }
}
