package io.framefarm.coordinator.http.farm;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.access.Caller;
import io.framefarm.coordinator.access.Scope;
import io.framefarm.coordinator.http.exchange.Answers;
import io.framefarm.coordinator.http.exchange.Callers;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.coordinator.http.exchange.Query;
import io.framefarm.coordinator.http.exchange.Times;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.WorkerBoard;
import io.framefarm.coordinator.view.WorkerView;
import io.framefarm.protocol.v1.PackLoras;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The routes about workers, packs and the queue. */
public final class FarmRoutes {
    private static final int QUEUE_LIMIT = 100;
    private static final int MAX_QUEUE_LIMIT = 1000;

    private final RenderBoard renders;
    private final WorkerBoard workers;
    private final InstantSource clock;
    private final QueueOfLate queue = new QueueOfLate();

    public FarmRoutes(RenderBoard renders, WorkerBoard workers, InstantSource clock) {
        this.renders = renders;
        this.workers = workers;
        this.clock = clock;
    }

    public void addTo(Router router) {
        router.get("/v1/workers").handler(this::workers);
        router.get("/v1/workers/:worker/sketch").handler(this::sketch);
        router.get("/v1/packs").handler(this::packs);
        router.get("/v1/queue").handler(this::queue);
    }

    private void workers(RoutingContext exchange) {
        Caller caller = Callers.require(exchange, Scope.READ, Scope.OPERATE);
        Instant now = clock.instant();
        JsonArray data = new JsonArray();
        workers.all().forEach(worker -> data.add(worker(worker, now, caller)));
        Answers.json(exchange, 200, new JsonObject().put("data", data));
    }

    private JsonObject worker(WorkerView worker, Instant now, Caller caller) {
        WorkerHeartbeat heartbeat = worker.heartbeat();
        return new JsonObject()
                .put("worker", heartbeat.getWorker())
                .put("pool", heartbeat.getPool())
                .put("alive", WorkerBoard.isAlive(worker, now))
                .put(
                        "state",
                        heartbeat.getState().name().replace("WORKER_STATE_", "").toLowerCase(Locale.ROOT))
                .put("device", heartbeat.getDevice())
                .put("version", heartbeat.getVersion())
                .put("packs", new JsonArray(List.copyOf(heartbeat.getPacksList())))
                .put("warm_packs", new JsonArray(List.copyOf(heartbeat.getWarmPacksList())))
                .put("rendering", rendering(heartbeat, caller))
                .put("heard_at", Times.of(worker.heardAt()));
    }

    /** Another address with each step, so that nobody sees an old one. */
    private static String sketchOf(WorkerHeartbeat heartbeat) {
        return "/v1/workers/%s/sketch?step=%d-%d"
                .formatted(heartbeat.getWorker(), heartbeat.getAttempt().getRun(), heartbeat.getStep());
    }

    /** Whose render a worker has is nobody else's business. */
    private @Nullable JsonObject rendering(WorkerHeartbeat heartbeat, Caller caller) {
        SegmentRef ref = heartbeat.getRendering();
        boolean visible = renders.find(ref.getRenderId())
                .filter(render -> caller.sees(render.status().getProducer()))
                .isPresent();
        if (!heartbeat.hasRendering() || !visible) {
            return null;
        }
        return new JsonObject()
                .put("render", ref.getRenderId())
                .put("shot", ref.getShot())
                .put("segment", ref.getSegment())
                .put("step", heartbeat.getStep())
                .put("steps", heartbeat.getSteps())
                .put("sketch", heartbeat.getSketch().isEmpty() ? null : sketchOf(heartbeat));
    }

    /** What the worker's last step has come to. */
    private void sketch(RoutingContext exchange) {
        Caller caller = Callers.require(exchange, Scope.READ, Scope.OPERATE);
        ByteString sketch = workers.all().stream()
                .map(WorkerView::heartbeat)
                .filter(heartbeat -> heartbeat.getWorker().equals(exchange.pathParam("worker")))
                .filter(heartbeat -> rendering(heartbeat, caller) != null)
                .map(WorkerHeartbeat::getSketch)
                .filter(picture -> !picture.isEmpty())
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("no sketch of this worker is there"));
        exchange.response().putHeader("Cache-Control", "no-store");
        Answers.bytes(exchange, 200, "image/png", Buffer.buffer(sketch.toByteArray()));
    }

    private void packs(RoutingContext exchange) {
        Callers.require(exchange, Scope.SUBMIT, Scope.READ, Scope.OPERATE);
        SortedMap<String, PackCount> packs = new TreeMap<>();
        SortedMap<String, SortedSet<String>> loras = new TreeMap<>();
        for (WorkerView worker : workers.alive(clock.instant())) {
            WorkerHeartbeat heartbeat = worker.heartbeat();
            Set<String> warm = Set.copyOf(heartbeat.getWarmPacksList());
            for (String pack : heartbeat.getPacksList()) {
                packs.merge(pack, new PackCount(1, warm.contains(pack) ? 1 : 0), PackCount::plus);
            }
            for (PackLoras known : heartbeat.getLorasList()) {
                loras.computeIfAbsent(known.getPack(), any -> new TreeSet<>()).addAll(known.getNamesList());
            }
        }
        JsonArray data = new JsonArray();
        packs.forEach((name, count) -> data.add(new JsonObject()
                .put("name", name)
                .put("workers", count.workers())
                .put("warm", count.warm())
                .put("loras", new JsonArray(List.copyOf(loras.getOrDefault(name, Collections.emptySortedSet()))))));
        Answers.json(exchange, 200, new JsonObject().put("data", data));
    }

    /** Live workers that can open a pack, and those that hold it open. */
    private record PackCount(int workers, int warm) {
        PackCount plus(PackCount other) {
            return new PackCount(workers + other.workers, warm + other.warm);
        }
    }

    private void queue(RoutingContext exchange) {
        Caller caller = Callers.require(exchange, Scope.READ, Scope.OPERATE);
        int limit = new Query(exchange, Set.of("limit")).whole("limit", QUEUE_LIMIT, 1, MAX_QUEUE_LIMIT);
        Instant now = clock.instant();
        double rate = renders.framesPerSecond(now.toEpochMilli());
        JsonArray data = new JsonArray();
        queue.of(renders, now, rate).stream()
                .filter(entry -> caller.sees(entry.render().status().getProducer()))
                .limit(limit)
                .forEach(entry -> data.add(entry.json()));
        Answers.json(
                exchange,
                200,
                new JsonObject()
                        .put(
                                "backlog",
                                new JsonObject()
                                        .put("renders", renders.openRenders())
                                        .put("frames", renders.waitingFrames()))
                        .put("workers_alive", workers.alive(now).size())
                        .put("frames_per_second", rate)
                        .put("data", data));
    }
}
