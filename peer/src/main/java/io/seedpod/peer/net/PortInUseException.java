package io.seedpod.peer.net;

/// Another program listens on the port we were told to take.
public final class PortInUseException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int port;

    public PortInUseException(String host, int port, Throwable cause) {
        super("port in use: " + port + " on " + host, cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
