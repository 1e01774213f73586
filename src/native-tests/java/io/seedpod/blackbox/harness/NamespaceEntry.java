package io.seedpod.blackbox.harness;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// Moves the calling thread into a network namespace: sockets it makes from then on live there.
///
/// Linux keeps the namespace per thread (setns(2)), so the rest of the JVM stays where it is. Only
/// a thread made for the purpose may be moved; it never comes back.
final class NamespaceEntry {
    private static final int READ_ONLY = 0;
    private static final int NEW_NETWORK = 0x40000000;
    private static final Linker LINKER = Linker.nativeLinker();
    private static final MethodHandle OPEN =
            function(
                    "open",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT),
                    Linker.Option.firstVariadicArg(2));
    private static final MethodHandle SETNS =
            function(
                    "setns",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE =
            function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

    private NamespaceEntry() {}

    /// Enters the namespace of this name as `ip netns` made it.
    static void enter(String namespace) {
        try (var arena = Arena.ofConfined()) {
            var descriptor =
                    (int)
                            OPEN.invokeExact(
                                    arena.allocateFrom("/run/netns/" + namespace), READ_ONLY);
            var result = (int) SETNS.invokeExact(descriptor, NEW_NETWORK);
            var _ = (int) CLOSE.invokeExact(descriptor);
            if (result != 0) {
                throw new IllegalStateException("cannot enter namespace " + namespace + " (root?)");
            }
        } catch (RuntimeException failure) {
            throw failure;
        } catch (Throwable failure) {
            throw new IllegalStateException(failure);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle function(
            String name, FunctionDescriptor descriptor, Linker.Option... options) {
        var address = LINKER.defaultLookup().find(name).orElseThrow();
        return LINKER.downcallHandle(address, descriptor, options);
    }
}
