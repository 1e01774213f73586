package io.seedpod.tracker.frontend.udp.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.tracker.config.UdpPortKind;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class DatagramPortsTest {
    @Test
    @EnabledOnOs(OS.LINUX)
    void onLinuxThereAreBatchesUnlessToldOtherwise() throws Exception {
        for (var kind : new UdpPortKind[] {UdpPortKind.AUTO, UdpPortKind.BATCHED}) {
            var ports = DatagramPorts.choose(kind);
            assertTrue(ports.isBatched(), ports::toString);
            assertEquals("batched, by foreign functions", ports.toString());
            assertEquals("", ports.whyNotBatched());
            try (var port = ports.bind(new InetSocketAddress(0))) {
                assertInstanceOf(BatchedDatagramPort.class, port);
            }
        }
    }

    @Test
    void nioIsNioAndNeedsNoReason() throws Exception {
        var ports = DatagramPorts.choose(UdpPortKind.NIO);
        assertFalse(ports.isBatched());
        assertEquals("nio", ports.toString());
        assertEquals("", ports.whyNotBatched());
        try (var port = ports.bind(new InetSocketAddress(0))) {
            assertInstanceOf(NioDatagramPort.class, port);
        }
    }

    @Test
    void elsewhereThereAreNoneAndTheReasonIsTold() throws Exception {
        for (var ports :
                new DatagramPorts[] {
                    DatagramPorts.choose(UdpPortKind.AUTO, "Mac OS X", "aarch64"),
                    DatagramPorts.choose(UdpPortKind.AUTO, "Linux", "riscv64"),
                    DatagramPorts.choose(UdpPortKind.BATCHED, "Windows 11", "amd64"),
                }) {
            assertFalse(ports.isBatched());
            assertTrue(ports.whyNotBatched().contains("has no known batches"));
            assertEquals("nio: " + ports.whyNotBatched(), ports.toString());
            try (var port = ports.bind(new InetSocketAddress(0))) {
                assertInstanceOf(NioDatagramPort.class, port);
            }
        }
    }
}
