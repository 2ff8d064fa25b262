package io.framefarm.coordinator.http.renders;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * Copies a stream that blocks into a response, one piece at a time and only as fast as the caller reads: a slow one holds
 * a piece of memory, never a thread. Lives on the response's event loop.
 */
final class SendStream {
    private static final int PIECE_BYTES = 64 << 10;

    private final WorkerExecutor readers;
    private final InputStream in;
    private final HttpServerResponse response;
    private final Promise<Void> sent = Promise.promise();
    private long left;

    SendStream(WorkerExecutor readers, InputStream in, HttpServerResponse response, long length) {
        this.readers = readers;
        this.in = in;
        this.response = response;
        this.left = length;
    }

    /** Succeeds when everything is sent or the caller has gone. */
    Future<Void> send() {
        response.closeHandler(gone -> sent.tryComplete());
        response.exceptionHandler(broken -> sent.tryComplete());
        if (response.closed()) {
            sent.tryComplete();
        }
        next();
        return sent.future().onComplete(done -> readers.executeBlocking(this::closeSource, false));
    }

    private void next() {
        if (sent.future().isComplete()) {
            return;
        }
        int length = (int) Math.min(PIECE_BYTES, left);
        readers.executeBlocking(() -> in.readNBytes(length), false)
                .onSuccess(piece -> write(piece, length))
                .onFailure(sent::tryFail);
    }

    private void write(byte[] piece, int expected) {
        if (sent.future().isComplete()) {
            return;
        }
        if (piece.length < expected) {
            sent.tryFail(new IOException("the file ended " + (left - piece.length) + " bytes early"));
            return;
        }
        left -= piece.length;
        if (left == 0) {
            response.end(Buffer.buffer(piece)).onComplete(done -> sent.tryComplete());
            return;
        }
        response.write(Buffer.buffer(piece));
        if (response.writeQueueFull()) {
            response.drainHandler(drained -> {
                response.drainHandler(null);
                next();
            });
        } else {
            next();
        }
    }

    private Void closeSource() throws IOException {
        in.close();
        return null;
    }
}
