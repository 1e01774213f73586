package io.seedpod.peer.net.webseed;

import io.seedpod.model.webseed.WebSeedPolicy;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpVersion;

/// Asks web seeds over HTTP/1.1, for all torrents of a process. Keeps no cookies, sends no
/// credentials, goes through no proxy.
public final class WebSeedClient {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int MAX_CONNECTIONS_PER_SERVER = 8;
    private static final int MAX_WAITING = 64;

    private final HttpClient client;
    private final AddressGuard guard;

    public WebSeedClient(Vertx vertx, WebSeedPolicy policy) {
        this.guard = new AddressGuard(policy);
        this.client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setProtocolVersion(HttpVersion.HTTP_1_1)
                                .setConnectTimeout(CONNECT_MILLIS)
                                .setMaxPoolSize(MAX_CONNECTIONS_PER_SERVER)
                                .setMaxWaitQueueSize(MAX_WAITING)
                                .setKeepAliveTimeout(15));
    }

    HttpClient http() {
        return client;
    }

    AddressGuard guard() {
        return guard;
    }

    public void close() {
        client.close();
    }
}
