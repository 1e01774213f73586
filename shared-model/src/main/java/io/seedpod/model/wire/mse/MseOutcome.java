package io.seedpod.model.wire.mse;

/// How a key exchange stands.
public sealed interface MseOutcome {
    /// More bytes are needed.
    record Pending() implements MseOutcome {}

    /// Both sides agree; the bytes that follow are the stream. `incoming` is to be applied to the
    /// next `encryptedLeft` bytes that come (all of an RC4 stream; of a plain one the initial
    /// payload alone), `outgoing` to all we send if the method is RC4, and to nothing otherwise.
    record Agreed(CryptoMethod method, Rc4 incoming, long encryptedLeft, Rc4 outgoing)
            implements MseOutcome {
        /// `encryptedLeft` of a stream that is encrypted for good.
        public static final long FOR_GOOD = Long.MAX_VALUE;
    }

    /// Of no use: close. The other side gets no answer.
    ///
    /// @param detail what, value and expectation, for a log line
    record Refused(Reason reason, String detail) implements MseOutcome {
        /// What was wrong.
        public enum Reason {
            /// A public key that gives no secret.
            BAD_KEY,
            /// The mark that ends the padding did not come in time.
            NO_MARK,
            /// No torrent of ours.
            UNKNOWN_TORRENT,
            /// Decrypted, it makes no sense: another key, or not MSE.
            GARBLED,
            /// Nothing offered or chosen suits us.
            NO_COMMON_METHOD,
            /// More exchanges than we compute in a second.
            TOO_MANY
        }
    }
}
