package io.seedpod.peer.cli;

import io.quarkus.runtime.QuarkusApplication;
import io.seedpod.peer.cli.task.EarlyEnd;
import io.seedpod.peer.cli.task.Interruption;
import io.seedpod.peer.cli.task.Recording;
import io.seedpod.peer.runtime.StartMemory;
import picocli.CommandLine.IFactory;

/// The command line on a started platform: commands get what they need injected.
public final class PeerApplication implements QuarkusApplication {
    private final IFactory factory;
    private final Interruption interruption;

    PeerApplication(IFactory factory, Interruption interruption) {
        this.factory = factory;
        this.interruption = interruption;
    }

    private int execute(String... arguments) {
        return PeerCommand.commandLine(factory, arguments).execute(arguments);
    }

    @Override
    public int run(String... arguments) {
        EarlyEnd.platformStands();
        StartMemory.giveBackSoon();
        try {
            Recording.commandsBefore().forEach(this::execute);
            return execute(arguments);
        } finally {
            interruption.forget();
        }
    }
}
