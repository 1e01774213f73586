package io.seedpod.blackbox.harness;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/// This machine with nothing to write on but a few folders: the root and all else that is mounted
/// is read-only, and `/tmp` is an empty folder that takes nothing. Needs root.
///
/// A mount namespace of each process makes it so; the network is this machine's. A checkout below
/// `/tmp` stays to be seen there, read-only but for the folders.
public final class ReadOnlyHost implements Host {
    /// `$1` words are folders to keep, the rest after `--` is the command. A folder is bound to
    /// itself to become a mount of its own, which stays as it is.
    private static final String SCRIPT =
            """
            set -e
            while [ "$1" != -- ]; do
              mount --bind "$1" "$1"
              keep="$keep $1"
              shift
            done
            shift
            case "$CHECKOUT" in
              /tmp/*)
                mount --rbind "$CHECKOUT" /mnt
                mount -t tmpfs -o size=4k,mode=555 none /tmp
                mkdir -p "$CHECKOUT"
                mount --rbind /mnt "$CHECKOUT"
                umount -l /mnt
                ;;
              *) mount -t tmpfs -o size=4k,mode=555 none /tmp ;;
            esac
            while read -r _ point type _; do
              case " $keep " in *" $point "*) continue ;; esac
              case $type in proc | sysfs | cgroup* | devpts | nsfs) continue ;; esac
              mount -o remount,bind,ro "$point" 2>/dev/null || true
            done < /proc/mounts
            ! touch /read-only-host 2>/dev/null
            ! touch /tmp/read-only-host 2>/dev/null
            exec "$@"
            """;

    private final List<Path> writable;

    /// A machine on which these existing folders alone can be written to; none is below `/tmp`.
    public ReadOnlyHost(Path... writable) {
        this.writable = List.of(writable);
    }

    @Override
    public String address() {
        return LOCAL.address();
    }

    @Override
    public List<String> prefix() {
        var words = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private"));
        words.addAll(List.of("env", "CHECKOUT=" + Programs.root()));
        words.addAll(List.of("sh", "-c", SCRIPT, "read-only"));
        Stream.concat(writable.stream().map(Path::toString), Stream.of("--")).forEach(words::add);
        return words;
    }

    @Override
    public <T> T call(Callable<T> action) {
        return LOCAL.call(action);
    }
}
