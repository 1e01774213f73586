package io.seedpod.model.wire.extension;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.seedpod.model.id.PeerEndpoint;
import io.seedpod.model.testkit.Gen;
import io.seedpod.model.tracker.Labels;
import io.seedpod.model.wire.extension.PexMessage.Added;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What is written is read.
class ExtensionPropertyTest {
    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void handshakes(long seed) {
        var gen = new Gen(seed);
        var handshake =
                ExtensionHandshake.ours(
                        gen.text(60),
                        gen.between(0, 0xFFFF),
                        gen.between(1, Integer.MAX_VALUE),
                        gen.between(1, Integer.MAX_VALUE));
        if (gen.chance(0.5)) {
            handshake = handshake.withMetadataSize(gen.between(1L, Long.MAX_VALUE));
        }
        if (gen.chance(0.5)) {
            handshake = handshake.without(gen.oneOf(ExtensionName.values()));
        }
        handshake =
                handshake
                        .withUploadOnly(gen.chance(0.5))
                        .withStanding(new Standing(labels(gen), gen.chance(0.5)));
        assertEquals(Optional.of(handshake), ExtensionHandshake.decode(handshake.encode()));
    }

    private static Labels labels(Gen gen) {
        return new Labels(
                gen.oneOf("", "node-" + gen.between(0, 9)),
                gen.oneOf("", "a", "B_1"),
                gen.oneOf("", "eu.west"));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void metadata(long seed) {
        var gen = new Gen(seed);
        int part = gen.between(0, Integer.MAX_VALUE);
        var message =
                switch (gen.random().nextInt(3)) {
                    case 0 -> new MetadataMessage.Request(part);
                    case 1 -> new MetadataMessage.Reject(part);
                    default ->
                            new MetadataMessage.Data(
                                    part,
                                    gen.between(1L, Long.MAX_VALUE),
                                    gen.bytes(gen.between(1, MetadataMessage.PART_LENGTH)));
                };
        assertEquals(Optional.of(message), MetadataMessage.decode(message.encode()));
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void pex(long seed) {
        var gen = new Gen(seed);
        Comparator<PeerEndpoint> fourFirst =
                Comparator.comparingInt(endpoint -> endpoint.addressBytes().length);
        var added =
                gen.list(50, () -> new Added(gen.endpoint(), gen.between(0, 0xFF))).stream()
                        .sorted(Comparator.comparing(Added::endpoint, fourFirst))
                        .toList();
        var dropped = gen.list(50, gen::endpoint).stream().sorted(fourFirst).toList();
        var message = new PexMessage(added, dropped);
        assertEquals(Optional.of(message), PexMessage.decode(message.encode()));
        assertArrayEquals(
                message.encode(), PexMessage.decode(message.encode()).orElseThrow().encode());
    }
}
