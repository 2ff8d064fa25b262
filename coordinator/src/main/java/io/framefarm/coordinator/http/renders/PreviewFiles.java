package io.framefarm.coordinator.http.renders;

import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.coordinator.store.VideoStore;
import io.framefarm.coordinator.view.RenderView;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Small files that lie beside a render's video: the parts of its preview while it is made, and its signed manifest. */
public final class PreviewFiles {
    private static final Pattern FILE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*\\.(m3u8|mp4|m4s)");
    private static final Map<String, String> TYPES =
            Map.of("m3u8", "application/vnd.apple.mpegurl", "mp4", "video/mp4", "m4s", "video/iso.segment");
    private static final int MAX_BYTES = 32 << 20;

    private final VideoStore store;
    private final WorkerExecutor readers;

    public PreviewFiles(VideoStore store, WorkerExecutor readers) {
        this.store = store;
        this.readers = readers;
    }

    void answer(RoutingContext exchange, RenderView render, String file) {
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        if (type == null || !FILE.matcher(file).matches()) {
            throw ProblemException.notFound("no file of a preview is called so");
        }
        // The playlist grows; what it names never changes.
        String keep = file.endsWith(".m3u8") ? "no-cache" : "private, max-age=3600";
        send(exchange, StoreKey.ofPreview(render.id(), file), type, keep);
    }

    void manifest(RoutingContext exchange, RenderView render) {
        if (!render.status().hasVideo()) {
            throw ProblemException.notFound("render " + render.id() + " has no video yet");
        }
        StoreKey key =
                StoreKey.ofManifest(new StoreKey(render.status().getVideo().getKey()));
        send(exchange, key, "application/json", "no-cache");
    }

    private void send(RoutingContext exchange, StoreKey key, String type, String keep) {
        readers.executeBlocking(() -> read(key), false)
                .map(bytes -> bytes.orElseThrow(() -> ProblemException.notFound("it is not in the store")))
                .onSuccess(bytes -> {
                    exchange.response().putHeader("Cache-Control", keep);
                    Answers.bytes(exchange, 200, type, Buffer.buffer(bytes));
                })
                .onFailure(failure -> exchange.fail(DownloadVideo.problem(failure)));
    }

    private Optional<byte[]> read(StoreKey key) throws IOException {
        if (store.size(key).isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = store.read(key, 0)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new IOException(key + " has more than " + MAX_BYTES + " bytes");
            }
            return Optional.of(bytes);
        } catch (FileNotFoundException gone) {
            return Optional.empty();
        }
    }
}
