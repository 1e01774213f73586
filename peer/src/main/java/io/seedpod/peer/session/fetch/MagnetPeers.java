package io.seedpod.peer.session.fetch;

import io.seedpod.model.id.PeerEndpoint;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/// The peers that a magnet link names (`x.pe`, BEP 9): addresses, and hosts by their names.
/// Bounded, since whoever wrote the link chose how many.
///
/// @param addresses may be dialled at once
/// @param hosts must be looked up before
public record MagnetPeers(List<PeerEndpoint> addresses, List<Host> hosts) {
    private static final Logger LOG = Logger.getLogger(MagnetPeers.class);
    private static final int MAX_ADDRESSES = 200;
    private static final int MAX_HOSTS = 16;
    private static final int MAX_ADDRESSES_OF_HOST = 8;

    /// A name as DNS knows them, and a port. What begins with a digit after the last dot is none.
    private static final Pattern HOST =
            Pattern.compile("((?:[A-Za-z0-9_-]{1,63}\\.)*[A-Za-z_][A-Za-z0-9_-]{0,62}):(\\d{1,5})");

    /// @param port in [1, 65535]
    record Host(String name, int port) {}

    public MagnetPeers {
        addresses = List.copyOf(addresses);
        hosts = List.copyOf(hosts);
    }

    /// Reads `1.2.3.4:5`, `[::1]:5` and `host:5`; what is none of these is left out.
    public static MagnetPeers of(List<String> texts) {
        var addresses = new ArrayList<PeerEndpoint>();
        var hosts = new ArrayList<Host>();
        for (var text : texts) {
            var address = PeerEndpoint.parse(text);
            var host = HOST.matcher(text);
            if (address.isPresent()) {
                if (addresses.size() < MAX_ADDRESSES) {
                    addresses.add(address.get());
                }
            } else if (host.matches() && hosts.size() < MAX_HOSTS) {
                int port = Integer.parseInt(host.group(2));
                if (port >= 1 && port <= 0xFFFF) {
                    hosts.add(new Host(host.group(1), port));
                }
            }
        }
        return new MagnetPeers(addresses, hosts);
    }

    public boolean isEmpty() {
        return addresses.isEmpty() && hosts.isEmpty();
    }

    /// Where the hosts are, IPv4 and IPv6; those that nobody knows are left out. Blocks.
    public List<PeerEndpoint> lookUp() {
        var found = new LinkedHashSet<PeerEndpoint>();
        for (var host : hosts) {
            try {
                var all = InetAddress.getAllByName(host.name());
                for (int i = 0; i < Math.min(all.length, MAX_ADDRESSES_OF_HOST); i++) {
                    found.add(PeerEndpoint.of(all[i].getAddress(), host.port()));
                }
            } catch (UnknownHostException _) {
                LOG.warnf("a peer of the magnet link is not found: unknown host %s", host.name());
            }
        }
        return List.copyOf(found);
    }
}
