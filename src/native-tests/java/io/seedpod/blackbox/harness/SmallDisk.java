package io.seedpod.blackbox.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/// This machine with a folder that is a small disk of its own: it can be filled, and outlives the
/// programs that use it. Needs root.
///
/// The disk is there only in a mount namespace, which one waiting process keeps.
public final class SmallDisk implements Host {
    private static final String SCRIPT =
            "mount -t tmpfs -o size=\"$1\" none \"$2\" && echo mounted && exec sleep 1000";
    private static final int PART = 4_096;

    private final Path folder;
    private final Running keeper;

    /// @param folder that is there and empty
    public SmallDisk(World world, Path folder, int bytes) {
        this.folder = folder;
        var command =
                List.of(
                        "unshare",
                        "--mount",
                        "--propagation",
                        "private",
                        "sh",
                        "-c",
                        SCRIPT,
                        "disk",
                        Integer.toString(bytes),
                        folder.toString());
        keeper = world.start("disk", command, Map.of());
        keeper.awaitLine("^mounted$", World.START);
    }

    /// A file of the disk, as it is seen from outside.
    private Path file(String name) {
        return Path.of("/proc/" + keeper.pid() + "/root" + folder.resolve(name));
    }

    /// Writes until nothing more is taken.
    public void fill() throws IOException {
        long taken = 0;
        try (OutputStream filler = Files.newOutputStream(file("filler"))) {
            while (true) {
                filler.write(new byte[PART]);
                taken += PART;
            }
        } catch (IOException full) {
            if (taken == 0) {
                throw full;
            }
        }
    }

    /// Takes away what [#fill] wrote.
    public void empty() throws IOException {
        Files.delete(file("filler"));
    }

    @Override
    public String address() {
        return LOCAL.address();
    }

    @Override
    public List<String> prefix() {
        return List.of("nsenter", "--mount=/proc/" + keeper.pid() + "/ns/mnt", "--");
    }

    @Override
    public <T> T call(Callable<T> action) {
        return LOCAL.call(action);
    }
}
