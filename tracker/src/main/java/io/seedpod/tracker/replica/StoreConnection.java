package io.seedpod.tracker.replica;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/// One connection to the store: commands go out at once, replies come in their order. Touched on
/// one context.
final class StoreConnection {
    private static final int MAX_WAITING = 8_192;

    private final NetSocket socket;
    private final RespReader reader = new RespReader();
    private final Queue<Promise<Reply>> waiting = new ArrayDeque<>();
    private boolean closed;

    /// @param onEnd hears once why the connection is over, unless we closed it
    StoreConnection(NetSocket socket, Consumer<String> onEnd) {
        this.socket = socket;
        socket.handler(more -> onBytes(more, onEnd))
                .exceptionHandler(why -> end(String.valueOf(why.getMessage()), onEnd))
                .closeHandler(_ -> end("connection closed", onEnd));
    }

    /// Fails when the store refuses, and when the connection ends first.
    ///
    /// @param words of the command: strings, bytes and numbers
    Future<Reply> send(List<?> words) {
        if (closed || waiting.size() >= MAX_WAITING) {
            return Future.failedFuture(closed ? "the connection is gone" : "too many are waiting");
        }
        Promise<Reply> promise = Promise.promise();
        waiting.add(promise);
        socket.write(encode(words));
        return promise.future();
    }

    void close() {
        end("closed", _ -> {});
        socket.close();
    }

    private static Buffer encode(List<?> words) {
        var buffer = Buffer.buffer().appendString("*" + words.size() + "\r\n");
        for (var word : words) {
            byte[] bytes = word instanceof byte[] raw ? raw : word.toString().getBytes(UTF_8);
            buffer.appendString("$" + bytes.length + "\r\n")
                    .appendBytes(bytes)
                    .appendString("\r\n");
        }
        return buffer;
    }

    private void onBytes(Buffer more, Consumer<String> onEnd) {
        if (closed) {
            return;
        }
        try {
            reader.add(more.getBytes());
            for (var reply = reader.poll(); reply != null; reply = reader.poll()) {
                var asked = waiting.poll();
                if (asked == null) {
                    throw new RespReader.NoReply("an answer to nothing");
                }
                if (reply instanceof Reply.Refusal(var reason)) {
                    asked.fail(reason);
                } else {
                    asked.complete(reply);
                }
            }
        } catch (RespReader.NoReply why) {
            end(String.valueOf(why.getMessage()), onEnd);
            socket.close();
        }
    }

    private void end(String why, Consumer<String> onEnd) {
        if (closed) {
            return;
        }
        closed = true;
        for (var asked = waiting.poll(); asked != null; asked = waiting.poll()) {
            asked.fail(why);
        }
        onEnd.accept(why);
    }
}
