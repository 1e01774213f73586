package io.seedpod.peer.storage.resume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.seedpod.model.testkit.Bytes;
import io.seedpod.model.testkit.Gen;
import io.seedpod.peer.storage.StorageException;
import io.seedpod.peer.storage.resume.ResumeStore.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FileResumeStoreTest extends ResumeStoreContract {
    @TempDir Path folder;

    @Override
    ResumeStore store() {
        return new FileResumeStore(folder.resolve(".tree.seedpod"));
    }

    private List<String> names() throws Exception {
        try (var list = Files.list(folder)) {
            return list.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void nothingButTheRecordIsLeftBehind() throws Exception {
        store().write(record(1));
        store().write(record(2));
        assertEquals(List.of(".tree.seedpod"), names());
    }

    @Test
    void aWriteThatWasCutShortLeavesTheOldRecord() throws Exception {
        store().write(record(1));
        Files.writeString(folder.resolve(".tree.seedpod.new"), "seedpod-resu");
        assertEquals(new Outcome.Found(record(1)), store().read());
        store().write(record(2));
        assertEquals(new Outcome.Found(record(2)), store().read());
        assertEquals(List.of(".tree.seedpod"), names());
    }

    @Test
    void aDamagedRecordIsSetAsideAndSaidSo() throws Exception {
        store().write(record(1));
        Path file = folder.resolve(".tree.seedpod");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        var outcome = assertInstanceOf(Outcome.SetAside.class, store().read());
        assertTrue(outcome.notice().contains(file + ".corrupt"), outcome.notice());
        assertEquals(List.of(".tree.seedpod.corrupt"), names());
        assertInstanceOf(Outcome.Absent.class, store().read());
    }

    @ParameterizedTest
    @MethodSource("io.seedpod.model.testkit.Seeds#some")
    void noSpoiltRecordIsBelieved(long seed) {
        byte[] bytes = RecordFormat.encode(record(1));
        byte[] spoilt = Bytes.spoil(bytes, new Gen(seed).random());
        if (!Arrays.equals(bytes, spoilt)) {
            assertEquals(Optional.empty(), RecordFormat.decode(spoilt));
        }
    }

    @Test
    void theBytesOfARecord() {
        byte[] bytes = RecordFormat.encode(record(9));
        assertEquals("seedpod-resume 1\n", Bytes.latin1(Arrays.copyOf(bytes, 17)));
        assertTrue(
                Bytes.latin1(Arrays.copyOfRange(bytes, 37, bytes.length))
                        .startsWith(
                                "d10:downloadedi9e5:filesli1ei2ei3ei-1ei0ei0ei9223372036854775807e"));
        assertTrue(
                Bytes.latin1(bytes).endsWith("6:piecesi5e8:uploadedi17e8:verified1:He"),
                Bytes.latin1(bytes));
    }

    @Test
    void aPlaceThatCannotBeWrittenIsAnError() throws Exception {
        var nowhere = new FileResumeStore(folder.resolve("no/such/record"));
        assertThrows(StorageException.class, () -> nowhere.write(record(1)));
        Files.createDirectory(folder.resolve(".tree.seedpod"));
        assertThrows(StorageException.class, () -> store().read());
    }
}
