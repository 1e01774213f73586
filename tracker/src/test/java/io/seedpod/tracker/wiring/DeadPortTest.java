package io.seedpod.tracker.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.tracker.config.ExitCode;
import io.seedpod.tracker.config.UdpPortKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DeadPortTest {
    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(value = UdpPortKind.class, names = "BATCHED|NIO", mode = EnumSource.Mode.MATCH_ANY)
    void aPortThatDiesEndsTheProcessAndTheExitCodeSaysSo(UdpPortKind kind) throws Exception {
        Path output = folder.resolve("output");
        var process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                DeadPort.class.getName(),
                                kind.name())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        try {
            assertTrue(process.waitFor(50, TimeUnit.SECONDS), "it goes on");
            String said = Files.readString(output);
            assertEquals(ExitCode.INTERNAL.number(), process.exitValue(), said);
            assertTrue(said.contains("the receiving thread has died"), said);
        } finally {
            process.destroyForcibly();
        }
    }
}
