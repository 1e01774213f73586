package io.seedpod.blackbox.harness;

import java.util.List;
import java.util.concurrent.Callable;

/// A machine, as far as a program can tell: where processes start and sockets open.
///
/// Two implementations: this machine by its loopback address, and a network namespace with an
/// address of its own.
public interface Host {
    /// This machine; everything on it is reached at 127.0.0.1.
    Host LOCAL =
            new Host() {
                @Override
                public String address() {
                    return "127.0.0.1";
                }

                @Override
                public List<String> prefix() {
                    return List.of();
                }

                @Override
                public <T> T call(Callable<T> action) {
                    try {
                        return action.call();
                    } catch (RuntimeException failure) {
                        throw failure;
                    } catch (Exception failure) {
                        throw new IllegalStateException(failure);
                    }
                }
            };

    /// The literal under which the others reach it.
    String address();

    /// The words before a command that make it run there.
    List<String> prefix();

    /// Runs the action on a thread whose new sockets belong to this host.
    <T> T call(Callable<T> action);
}
