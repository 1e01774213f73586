package io.seedpod.peer.net.mse;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.DefaultFileRegion;
import io.netty.channel.embedded.EmbeddedChannel;
import io.seedpod.model.id.InfoHash;
import io.seedpod.model.wire.mse.CryptoMethod;
import io.seedpod.model.wire.mse.EncryptionPolicy;
import io.seedpod.model.wire.mse.MseInitiator;
import io.seedpod.model.wire.mse.ObfuscatedHash;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Two pipelines with bytes passed between them by hand.
class StreamsTest {
    private static final InfoHash TORRENT = new InfoHash(1, 2, 3);
    private static final byte[] PROTOCOL =
            "\u0013BitTorrent protocol".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] HELLO = "our handshake".getBytes(StandardCharsets.US_ASCII);
    private static final Set<CryptoMethod> BOTH = EnumSet.allOf(CryptoMethod.class);

    private final Random random = new Random(4);
    private final End dialling = new End();
    private final End answering = new End();

    /// The handler above: remembers what it reads.
    private static final class End extends ChannelInboundHandlerAdapter {
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private final EmbeddedChannel channel = new EmbeddedChannel(this);
        private @Nullable StreamRefused refused;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            var bytes = (ByteBuf) message;
            read.writeBytes(ByteBufUtil.getBytes(bytes));
            bytes.release();
        }

        @Override
        public void userEventTriggered(ChannelHandlerContext context, Object event) {
            refused = (StreamRefused) event;
        }

        byte[] written() {
            var all = new ByteArrayOutputStream();
            for (ByteBuf bytes = channel.readOutbound();
                    bytes != null;
                    bytes = channel.readOutbound()) {
                all.writeBytes(ByteBufUtil.getBytes(bytes));
                bytes.release();
            }
            return all.toByteArray();
        }
    }

    @AfterEach
    void everyBufferIsGivenBack() {
        dialling.channel.finishAndReleaseAll();
        answering.channel.finishAndReleaseAll();
    }

    @Test
    void aPlainStreamPassesUnchangedAndNothingStaysBeneathIt() {
        answers(EncryptionPolicy.ALLOW);
        for (byte each : PROTOCOL) {
            assertEquals(0, answering.read.size());
            answering.channel.writeInbound(Unpooled.wrappedBuffer(new byte[] {each}));
        }
        assertArrayEquals(PROTOCOL, answering.read.toByteArray());
        assertEquals(1, handlers(answering));
    }

    @Test
    void whatFollowsThePlainBeginningInTheSameReadIsNotLost() {
        answers(EncryptionPolicy.PREFER);
        var all = Arrays.copyOf(PROTOCOL, 300);
        answering.channel.writeInbound(Unpooled.wrappedBuffer(all));
        assertArrayEquals(all, answering.read.toByteArray());
    }

    @Test
    void aPlainStreamIsRefusedWhereEncryptionIsRequired() {
        answers(EncryptionPolicy.REQUIRE);
        answering.channel.writeInbound(Unpooled.wrappedBuffer(PROTOCOL.clone()));
        assertEquals(new StreamRefused("plain stream"), answering.refused);
        answering.channel.writeInbound(Unpooled.wrappedBuffer(new byte[100]));
        assertEquals(0, answering.read.size());
    }

    @Test
    void anEncryptedStreamIsReadAndWrittenByBoth() {
        answers(EncryptionPolicy.REQUIRE);
        dials(BOTH);
        exchange();
        assertArrayEquals(HELLO, answering.read.toByteArray());
        assertTrue(EncryptedStream.isOn(dialling.channel.pipeline()));
        assertTrue(EncryptedStream.isOn(answering.channel.pipeline()));
        say(answering, dialling, random(70_001));
        say(dialling, answering, random(3));
        say(answering, dialling, random(1));
    }

    @Test
    void aPlainStreamAfterAnExchangeLeavesNothingBeneathIt() {
        answers(EncryptionPolicy.ALLOW);
        dials(BOTH);
        exchange();
        assertArrayEquals(HELLO, answering.read.toByteArray());
        assertEquals(1, handlers(dialling));
        assertEquals(1, handlers(answering));
        assertFalse(EncryptedStream.isOn(answering.channel.pipeline()));
        var said = random(100);
        answering.channel.writeOutbound(Unpooled.wrappedBuffer(said.clone()));
        assertArrayEquals(said, answering.written());
    }

    @Test
    void theEncryptedBeginningOfAPlainStreamMayComeInTwoReads() {
        answers(EncryptionPolicy.ALLOW);
        dials(BOTH);
        deliver(dialling.written(), answering, Integer.MAX_VALUE);
        deliver(answering.written(), dialling, Integer.MAX_VALUE);
        var last = dialling.written();
        deliver(Arrays.copyOf(last, last.length - 5), answering, Integer.MAX_VALUE);
        deliver(Arrays.copyOfRange(last, last.length - 5, last.length), answering, 1);
        deliver("plain".getBytes(StandardCharsets.US_ASCII), answering, Integer.MAX_VALUE);
        assertEquals("our handshakeplain", answering.read.toString(StandardCharsets.US_ASCII));
        assertEquals(1, handlers(answering));
    }

    @Test
    void aTorrentThatIsNotHereIsRefused() {
        answering
                .channel
                .pipeline()
                .addFirst(
                        Negotiation.NAME,
                        new Answering(EncryptionPolicy.ALLOW, _ -> null, random)
                                .firstBytes(InetAddress.getLoopbackAddress()));
        dials(BOTH);
        exchange();
        var refused = assertInstanceOf(StreamRefused.class, answering.refused);
        assertTrue(refused.detail().contains("not here"), refused.detail());
        assertNull(dialling.refused, "it hears nothing but the end");
        answering.channel.writeInbound(Unpooled.wrappedBuffer(new byte[100]));
        assertEquals(0, answering.read.size());
    }

    @Test
    void filesCannotBeSentOverAnEncryptedStream() {
        answers(EncryptionPolicy.REQUIRE);
        dials(BOTH);
        exchange();
        var region = new DefaultFileRegion(new File("none"), 0, 1);
        var written = answering.channel.write(region);
        assertInstanceOf(IllegalStateException.class, written.cause());
        assertEquals(0, region.refCnt());
    }

    private void answers(EncryptionPolicy policy) {
        var torrents =
                new Answering(
                        policy,
                        hash -> hash.equals(ObfuscatedHash.of(TORRENT)) ? TORRENT : null,
                        random);
        answering
                .channel
                .pipeline()
                .addFirst(Negotiation.NAME, torrents.firstBytes(InetAddress.getLoopbackAddress()));
    }

    private void dials(Set<CryptoMethod> provided) {
        dialling.channel
                .pipeline()
                .addFirst(
                        Negotiation.NAME,
                        new Negotiation(new MseInitiator(TORRENT, provided, HELLO, random)));
    }

    /// Bytes in small parts until neither says any more.
    private void exchange() {
        for (int i = 0; i < 3; i++) {
            deliver(dialling.written(), answering, 7);
            deliver(answering.written(), dialling, 5);
        }
    }

    private static void deliver(byte[] bytes, End to, int longest) {
        for (int from = 0; from < bytes.length; ) {
            int end = from + Math.min(longest, bytes.length - from);
            to.channel.writeInbound(Unpooled.wrappedBuffer(Arrays.copyOfRange(bytes, from, end)));
            from = end;
        }
    }

    private static void say(End from, End to, byte[] bytes) {
        to.read.reset();
        from.channel.writeOutbound(Unpooled.directBuffer().writeBytes(bytes));
        var passed = from.written();
        assertFalse(bytes.length > 10 && Arrays.equals(bytes, passed), "encrypted on the way");
        deliver(passed, to, 1000);
        assertArrayEquals(bytes, to.read.toByteArray());
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    /// Ours, without those of the channel itself.
    private static int handlers(End end) {
        int count = 0;
        for (var entry : end.channel.pipeline()) {
            count += entry.getValue().getClass().getName().startsWith("io.seedpod") ? 1 : 0;
        }
        return count;
    }
}
