package io.seedpod.blackbox.harness;

import java.util.List;
import java.util.concurrent.Callable;

/// This machine with another processor: programs run under qemu's emulation of it. Takes
/// executables only, for no JVM runs so in bearable time.
public final class EmulatedHost implements Host {
    private final String processor;

    /// `processor` is one that `qemu-x86_64 -cpu help` lists.
    public EmulatedHost(String processor) {
        this.processor = processor;
    }

    @Override
    public String address() {
        return LOCAL.address();
    }

    @Override
    public List<String> prefix() {
        return List.of("qemu-x86_64", "-cpu", processor);
    }

    @Override
    public <T> T call(Callable<T> action) {
        return LOCAL.call(action);
    }
}
