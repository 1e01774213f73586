package io.seedpod.peer.cli;

import io.quarkus.runtime.QuarkusApplication;
import picocli.CommandLine.IFactory;

/// The command line on a started platform: commands get what they need injected.
public final class PeerApplication implements QuarkusApplication {
    private final IFactory factory;

    PeerApplication(IFactory factory) {
        this.factory = factory;
    }

    @Override
    public int run(String... arguments) {
        return PeerCommand.commandLine(factory).execute(arguments);
    }
}
