package io.framefarm.deploy.bench;

import io.framefarm.coordinator.http.HttpApi;
import io.framefarm.coordinator.http.HttpLimits;
import io.framefarm.coordinator.http.HttpParts;
import io.framefarm.coordinator.http.HttpSettings;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.WorkerBoard;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentState;
import io.framefarm.protocol.v1.SegmentStatus;
import io.framefarm.protocol.v1.Shot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** Measures how fast the API answers readers while renders change, others read nothing, and others say nothing. */
public final class MeasureApi {
    private static final int FRAMES = 64;
    private static final int SEGMENTS = 4;
    /** After which the just-in-time compiler leaves the processors to the server. */
    static final Duration WARM_UP = Duration.ofSeconds(15);

    private final LongSupplier nanoTicker;
    private final InstantSource clock;
    private final RenderBoard board = new RenderBoard();
    private long offset;

    public MeasureApi(LongSupplier nanoTicker, InstantSource clock) {
        this.nanoTicker = nanoTicker;
        this.clock = clock;
    }

    /** Starts an API of its own on a free port. */
    public ApiReport measure(ApiLoad load) throws IOException {
        for (int number = 0; number < load.renders(); number++) {
            board.requested(id(number), request());
            change(number, state(number));
        }
        try (ScratchFolder folder = ScratchFolder.create();
                HttpApi api = HttpApi.start(
                        HttpSettings.loopback(0, false)
                                .within(HttpLimits.usual().withMaxConnections(load.clients() + 2 * load.slow() + 100)),
                        new HttpParts(
                                board,
                                new WorkerBoard(),
                                command -> CompletableFuture.completedFuture(null),
                                new FolderStore(folder.path(), clock),
                                () -> "none",
                                clock))) {
            return against(api, load);
        }
    }

    private ApiReport against(HttpApi api, ApiLoad load) throws IOException {
        InetSocketAddress address = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), URI.create(api.url()).getPort());
        List<SocketChannel> others = new ArrayList<>();
        ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor();
        try {
            for (int i = 0; i < load.slow(); i++) {
                others.add(send(address, "GET /v1/events?last_event_id=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"));
                others.add(send(address, "GET /v1/renders HTTP/1.1\r\nHost: loc"));
            }
            if (load.changesPerSecond() > 0) {
                keepChanging(writer, load);
            }
            List<String> paths = paths(load.renders());
            LoadClients early = new LoadClients(address, load, paths, nanoTicker);
            early.run(WARM_UP);
            LoadClients clients = new LoadClients(address, load, paths, nanoTicker);
            long start = nanoTicker.getAsLong();
            clients.run(load.length());
            double seconds = (nanoTicker.getAsLong() - start) / 1e9;
            Runtime runtime = Runtime.getRuntime();
            long heap = runtime.totalMemory() - runtime.freeMemory();
            Latency warm = Latency.ofNanos(clients.latencies());
            return new ApiReport(
                    load,
                    early.failures() + clients.failures(),
                    warm.answers() / seconds,
                    Latency.ofNanos(early.latencies()),
                    warm,
                    heap);
        } finally {
            writer.shutdownNow();
            for (SocketChannel other : others) {
                other.close();
            }
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // It ends with its executor.
    private void keepChanging(ScheduledExecutorService writer, ApiLoad load) {
        int[] next = {0};
        writer.scheduleAtFixedRate(
                () -> {
                    change(next[0]++ % load.renders(), RenderState.RENDER_STATE_RENDERING);
                    board.tellFollowers();
                },
                0,
                1_000_000 / load.changesPerSecond(),
                TimeUnit.MICROSECONDS);
    }

    private static SocketChannel send(InetSocketAddress address, String text) throws IOException {
        SocketChannel channel = SocketChannel.open(address);
        channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
        return channel;
    }

    /** What a console and programs that wait for their videos ask for. */
    private static List<String> paths(int renders) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            paths.add("/v1/renders?limit=50");
            paths.add("/v1/renders/" + id(i * 7919 % renders));
            paths.add("/v1/renders?limit=50&state=failed");
            paths.add("/v1/renders/" + id(i * 104_729 % renders));
            paths.add("/v1/queue?limit=50");
            paths.add("/v1/videos/" + id(i * 1009 % renders));
        }
        return paths;
    }

    private static String id(int number) {
        return "render-" + number;
    }

    private static RenderState state(int number) {
        return switch (number % 20) {
            case 0 -> RenderState.RENDER_STATE_QUEUED;
            case 1 -> RenderState.RENDER_STATE_RENDERING;
            case 2 -> RenderState.RENDER_STATE_FAILED;
            default -> RenderState.RENDER_STATE_DONE;
        };
    }

    private static RenderRequest request() {
        return RenderRequest.newBuilder()
                .setProducer("ann")
                .setModel("reference")
                .setWidth(512)
                .setHeight(512)
                .addShots(Shot.newBuilder()
                        .setPrompt("a lighthouse at dusk, waves, wide shot")
                        .setFrames(FRAMES))
                .build();
    }

    private void change(int number, RenderState state) {
        RenderStatus.Builder status = RenderStatus.newBuilder()
                .setRenderId(id(number))
                .setState(state)
                .setProducer("ann")
                .setModel("reference")
                .setFramesTotal(FRAMES)
                .setVideoFrames(FRAMES)
                .setFramesRendered((int) (offset % FRAMES))
                .setAcceptedAtMs(1_700_000_000_000L + number);
        for (int segment = 0; segment < SEGMENTS; segment++) {
            status.addSegments(SegmentStatus.newBuilder()
                    .setSegment(segment)
                    .setState(SegmentState.SEGMENT_STATE_DONE)
                    .setDispatch(1)
                    .setWorker("worker-1"));
        }
        offset += 2;
        board.put(status.build(), offset, clock.millis());
    }
}
