package io.seedpod.peer.storage.sha;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;

/// The same C file, compiled by the C compiler of this machine and called from a JVM: so the tests
/// of every form run on what is linked into executables.
@SuppressWarnings("restricted")
final class ForeignShaCalls implements ShaCalls {
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private final MethodHandle instructions;
    private final MethodHandle begin;
    private final MethodHandle update;
    private final MethodHandle finish;

    /// Loads the library for the rest of this process.
    private ForeignShaCalls(Path library) {
        var symbols = SymbolLookup.libraryLookup(library, Arena.global());
        var linker = Linker.nativeLinker();
        instructions =
                linker.downcallHandle(
                        symbols.findOrThrow("seedpod_sha1_instructions"),
                        FunctionDescriptor.of(INT));
        begin =
                linker.downcallHandle(
                        symbols.findOrThrow("seedpod_sha1_begin"), FunctionDescriptor.ofVoid(LONG));
        update =
                linker.downcallHandle(
                        symbols.findOrThrow("seedpod_sha1_update"),
                        FunctionDescriptor.ofVoid(LONG, LONG, LONG, INT));
        finish =
                linker.downcallHandle(
                        symbols.findOrThrow("seedpod_sha1_finish"),
                        FunctionDescriptor.ofVoid(LONG, LONG, INT));
    }

    /// Compiles `native/c/sha1.c` as the build does.
    static ForeignShaCalls compiled() throws IOException, InterruptedException {
        var source = Path.of("../native/c/sha1.c").toAbsolutePath().normalize();
        var folder = Files.createTempDirectory("seedpod-sha-");
        var library = folder.resolve("sha1.so");
        try {
            var compiler =
                    new ProcessBuilder(
                                    "gcc",
                                    "-std=gnu11",
                                    "-O2",
                                    "-fPIC",
                                    "-Wall",
                                    "-Wextra",
                                    "-Werror",
                                    "-shared",
                                    source.toString(),
                                    "-o",
                                    library.toString())
                            .inheritIO()
                            .start();
            if (compiler.waitFor() != 0) {
                throw new IOException("gcc did not compile " + source);
            }
            return new ForeignShaCalls(library);
        } finally {
            Files.deleteIfExists(library);
            Files.delete(folder);
        }
    }

    @Override
    public int instructions() {
        return (int) call(instructions);
    }

    @Override
    public void begin(long state) {
        call(begin, state);
    }

    @Override
    public void update(long state, long bytes, long length, int instructions) {
        call(update, state, bytes, length, instructions);
    }

    @Override
    public void finish(long state, long sum, int instructions) {
        call(finish, state, sum, instructions);
    }

    private static Object call(MethodHandle function, Object... arguments) {
        try {
            return function.invokeWithArguments(arguments);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
