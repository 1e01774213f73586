package io.seedpod.model.wire.mse;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// One side of a key exchange, fed and drained; it never acts. Any bytes lead to an outcome; at
/// most some 1.3 KB of them (without the initial payload) are taken before there is one.
///
/// ```
/// who dials                                who answers
/// Ya (96 bytes), PadA (0..512)       ->
///                                    <-    Yb (96 bytes), PadB (0..512)
/// SHA1("req1", S),                   ->
/// SHA1("req2", SKEY) ^ SHA1("req3", S),
/// E(VC 8 zeros, crypto_provide 4,
///   length of PadC 2, PadC, length of IA 2), E(IA)
///                                    <-    E(VC 8 zeros, crypto_select 4,
///                                            length of PadD 2, PadD)
/// the stream                        <->    the stream
/// ```
///
/// S is the secret in common, SKEY the infohash; E is RC4 with SHA1("keyA", S, SKEY) from the one
/// who dials, "keyB" from the other. Numbers are big-endian. IA is the beginning of the stream.
public sealed interface MseHandshake permits MseInitiator, MseResponder {
    /// No padding is longer.
    int MAX_PADDING = 512;

    /// Takes what it needs from the buffer's position on. What is left after [MseOutcome.Agreed]
    /// belongs to the stream. Drain [#poll] afterwards, whatever the outcome.
    MseOutcome on(ByteBuffer received);

    /// The next bytes to send, null if there are none.
    byte @Nullable [] poll();
}
