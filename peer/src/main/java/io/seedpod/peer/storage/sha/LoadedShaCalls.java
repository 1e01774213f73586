package io.seedpod.peer.storage.sha;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The functions as a library that a JVM loads. It lies beside this class, compiled for the kind of
/// processor of the machine that packed it.
///
/// By JNI: half a dozen foreign-function handles would cost a start more than they save in the
/// calls, of which there is one for a piece.
final class LoadedShaCalls implements ShaCalls {
    private static final class Holder {
        static final @Nullable LoadedShaCalls CALLS = load();
    }

    private LoadedShaCalls() {}

    /// Absent: the library is missing, is for another processor, or may not be loaded here: a JVM
    /// wants `--enable-native-access`, or says a warning that nobody asked for.
    static Optional<ShaCalls> found() {
        return Optional.ofNullable(Holder.CALLS);
    }

    @SuppressWarnings("restricted")
    private static @Nullable LoadedShaCalls load() {
        String name = "libseedpod-" + System.getProperty("os.arch") + ".so";
        try (var library = LoadedShaCalls.class.getResourceAsStream(name)) {
            if (library == null || !LoadedShaCalls.class.getModule().isNativeAccessEnabled()) {
                return null;
            }
            Path file = Files.createTempFile("seedpod-", ".so");
            try {
                Files.write(file, library.readAllBytes());
                System.load(file.toString());
            } finally {
                Files.delete(file);
            }
            return new LoadedShaCalls();
        } catch (IOException | UnsatisfiedLinkError | SecurityException _) {
            return null;
        }
    }

    @Override
    public int instructions() {
        return cInstructions();
    }

    @Override
    public void begin(long state) {
        cBegin(state);
    }

    @Override
    public void update(long state, long bytes, long length, int instructions) {
        cUpdate(state, bytes, length, instructions);
    }

    @Override
    public void updateTwo(
            long one,
            long bytesOfOne,
            long other,
            long bytesOfOther,
            long length,
            int instructions) {
        cUpdateTwo(one, bytesOfOne, other, bytesOfOther, length, instructions);
    }

    @Override
    public void finish(long state, long sum, int instructions) {
        cFinish(state, sum, instructions);
    }

    private static native int cInstructions();

    private static native void cBegin(long state);

    private static native void cUpdate(long state, long bytes, long length, int instructions);

    private static native void cUpdateTwo(
            long one,
            long bytesOfOne,
            long other,
            long bytesOfOther,
            long length,
            int instructions);

    private static native void cFinish(long state, long sum, int instructions);
}
