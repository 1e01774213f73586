package io.seedpod.model.wire;

import io.seedpod.model.id.Sha256Hash;
import io.seedpod.model.merkle.HashRange;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.wire.PeerMessage.AllowedFast;
import io.seedpod.model.wire.PeerMessage.BitfieldMessage;
import io.seedpod.model.wire.PeerMessage.Cancel;
import io.seedpod.model.wire.PeerMessage.Choke;
import io.seedpod.model.wire.PeerMessage.Extended;
import io.seedpod.model.wire.PeerMessage.HashReject;
import io.seedpod.model.wire.PeerMessage.HashRequest;
import io.seedpod.model.wire.PeerMessage.Hashes;
import io.seedpod.model.wire.PeerMessage.Have;
import io.seedpod.model.wire.PeerMessage.HaveAll;
import io.seedpod.model.wire.PeerMessage.HaveNone;
import io.seedpod.model.wire.PeerMessage.Interested;
import io.seedpod.model.wire.PeerMessage.KeepAlive;
import io.seedpod.model.wire.PeerMessage.NotInterested;
import io.seedpod.model.wire.PeerMessage.Piece;
import io.seedpod.model.wire.PeerMessage.Port;
import io.seedpod.model.wire.PeerMessage.RejectRequest;
import io.seedpod.model.wire.PeerMessage.Request;
import io.seedpod.model.wire.PeerMessage.SuggestPiece;
import io.seedpod.model.wire.PeerMessage.Unchoke;

/// Messages of every kind that can be sent.
final class WireGen {
    static final int KINDS = 20;

    private WireGen() {}

    static PeerMessage message(Gen gen) {
        return switch (gen.random().nextInt(KINDS)) {
            case 0 -> new KeepAlive();
            case 1 -> new Choke();
            case 2 -> new Unchoke();
            case 3 -> new Interested();
            case 4 -> new NotInterested();
            case 5 -> new Have(number(gen));
            case 6 -> new BitfieldMessage(gen.bytes(gen.between(0, 3000)));
            case 7 -> new Request(number(gen), number(gen), number(gen));
            case 8 -> new Piece(number(gen), number(gen), gen.between(0, 1 << 14));
            case 9 -> new Cancel(number(gen), number(gen), number(gen));
            case 10 -> new Port(gen.between(0, 0xFFFF));
            case 11 -> new SuggestPiece(number(gen));
            case 12 -> new HaveAll();
            case 13 -> new HaveNone();
            case 14 -> new RejectRequest(number(gen), number(gen), number(gen));
            case 15 -> new AllowedFast(number(gen));
            case 16 -> new HashRequest(range(gen));
            case 17 -> new Hashes(range(gen), gen.bytes(32 * gen.between(0, 600)));
            case 18 -> new HashReject(range(gen));
            default -> new Extended(gen.between(0, 0xFF), gen.bytes(gen.between(0, 20_000)));
        };
    }

    private static HashRange range(Gen gen) {
        return new HashRange(
                Sha256Hash.read(gen.bytes(Sha256Hash.LENGTH), 0),
                number(gen),
                number(gen),
                number(gen),
                number(gen));
    }

    private static int number(Gen gen) {
        return gen.between(0, Integer.MAX_VALUE);
    }
}
