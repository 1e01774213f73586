package io.seedpod.model.wire.mse;

import io.seedpod.model.id.InfoHash;
import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Both sides of an exchange with bytes in any parts between them.
final class MsePair {
    static final byte[] HELLO = Bytes.latin1("the beginning of the stream");

    final InfoHash torrent;
    final MseInitiator initiator;
    final MseResponder responder;
    private final Gen gen;
    private final ByteArrayOutputStream left = new ByteArrayOutputStream();
    private MseOutcome atInitiator = new MseOutcome.Pending();
    private MseOutcome atResponder = new MseOutcome.Pending();
    private byte[] toInitiator = {};
    private byte[] toResponder = {};

    MsePair(Gen gen, Set<CryptoMethod> provided, EncryptionPolicy policy) {
        this.gen = gen;
        this.torrent = gen.infoHash();
        this.initiator = new MseInitiator(torrent, provided, HELLO, gen.random());
        this.responder = new MseResponder(policy, house(torrent), gen.random());
    }

    static MseResponder.House house(InfoHash torrent) {
        return new MseResponder.House() {
            @Override
            public boolean mayCompute() {
                return true;
            }

            @Override
            public @Nullable InfoHash find(ObfuscatedHash hash) {
                return hash.equals(ObfuscatedHash.of(torrent)) ? torrent : null;
            }
        };
    }

    /// Passes bytes on until neither side says anything more.
    void run() {
        do {
            toResponder = Bytes.concat(toResponder, drain(initiator));
            for (var part : Bytes.split(toResponder, gen.random())) {
                var received = ByteBuffer.wrap(part);
                if (atResponder instanceof MseOutcome.Pending) {
                    atResponder = responder.on(received);
                }
                while (received.hasRemaining()) {
                    left.write(received.get());
                }
            }
            toResponder = new byte[0];
            toInitiator = drain(responder);
            for (var part : Bytes.split(toInitiator, gen.random())) {
                if (atInitiator instanceof MseOutcome.Pending) {
                    atInitiator = initiator.on(ByteBuffer.wrap(part));
                }
            }
            toResponder = drain(initiator);
        } while (toResponder.length > 0);
    }

    MseOutcome atInitiator() {
        return atInitiator;
    }

    MseOutcome atResponder() {
        return atResponder;
    }

    /// What came behind the exchange, decrypted as the outcome asks for.
    byte[] streamAtResponder() {
        var agreed = (MseOutcome.Agreed) atResponder;
        var stream = left.toByteArray();
        agreed.incoming()
                .apply(
                        ByteBuffer.wrap(
                                stream, 0, (int) Math.min(agreed.encryptedLeft(), stream.length)));
        return stream;
    }

    static byte[] drain(MseHandshake side) {
        var all = new ByteArrayOutputStream();
        for (var bytes = side.poll(); bytes != null; bytes = side.poll()) {
            all.writeBytes(bytes);
        }
        return all.toByteArray();
    }
}
