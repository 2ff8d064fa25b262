package io.framefarm.coordinator.core;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.plan.PlanSegments;
import io.framefarm.coordinator.plan.RenderPlan;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.Failure;
import io.framefarm.protocol.v1.FarmEvent;
import io.framefarm.protocol.v1.FrameDigest;
import io.framefarm.protocol.v1.FramesDamaged;
import io.framefarm.protocol.v1.LatentAddress;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.Revocation;
import io.framefarm.protocol.v1.SegmentFailed;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.SegmentStarted;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.StateRecord;
import io.framefarm.protocol.v1.VideoReady;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import io.framefarm.protocol.v1.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A farm with a clock in the hand, whose effects are kept by kind. */
final class FarmFixture implements Effect.Performer {
    static final String MODEL = "reference";
    static final String POOL = "default";

    final List<SegmentJob> jobs = new ArrayList<>();
    final List<AssemblyCommand> assembly = new ArrayList<>();
    final List<Revocation> revocations = new ArrayList<>();
    final List<Failure> deadLetters = new ArrayList<>();
    final List<Notable> notes = new ArrayList<>();
    final List<Observation> observations = new ArrayList<>();
    final Map<String, RenderStatus> statuses = new LinkedHashMap<>();
    final Map<String, StateRecord> state = new LinkedHashMap<>();

    /** Everything that was saved, in order. */
    final List<StateRecord> saved = new ArrayList<>();

    int statusesPublished;

    private final FarmSettings settings;
    private Farm farm;
    private Instant now = Instant.ofEpochMilli(1_000_000);

    FarmFixture() {
        this(FarmSettings.DEFAULT);
    }

    FarmFixture(FarmSettings settings) {
        this.settings = settings;
        this.farm = new Farm(settings);
    }

    /** As after a crash: only what was saved is left. */
    void restart() {
        farm = Farm.restore(settings, List.copyOf(state.values()), now);
    }

    RenderStatus status(String id) {
        return Objects.requireNonNull(statuses.get(id), id);
    }

    /** As if `farm.state` had been lost. */
    void restartEmpty() {
        state.clear();
        statuses.clear();
        assembly.clear();
        restart();
    }

    void step(FarmInput... inputs) {
        farm.step(List.of(inputs), now).forEach(effect -> effect.doWith(this));
    }

    void pass(Duration time) {
        now = now.plus(time);
        step(new FarmInput.Tick());
    }

    Instant now() {
        return now;
    }

    FarmLoad load() {
        return farm.load();
    }

    void submit(String id, String producer, int frames) {
        submit(id, request(producer, frames).build());
    }

    void submit(String id, RenderRequest request) {
        command(id, RenderCommand.newBuilder().setSubmit(request));
    }

    void command(String id, RenderCommand.Builder command) {
        step(new FarmInput.CommandReceived(command.setRenderId(id).build()));
    }

    static RenderRequest.Builder request(String producer, int frames) {
        return RenderRequest.newBuilder()
                .setProducer(producer)
                .setModel(MODEL)
                .setWidth(64)
                .setHeight(64)
                .addShots(Shot.newBuilder().setPrompt("a cat").setFrames(frames));
    }

    /** Of a request as it was submitted. */
    RenderPlan plan(String id) {
        StateRecord accepted = Objects.requireNonNull(state.get("request/" + id), id);
        return PlanSegments.plan(accepted.getRequest().getRequest());
    }

    void worker(String... names) {
        for (String name : names) {
            step(new FarmInput.HeartbeatReceived(
                    heartbeat(name).setState(WorkerState.WORKER_STATE_IDLE).build()));
        }
    }

    WorkerHeartbeat.Builder heartbeat(String worker) {
        return WorkerHeartbeat.newBuilder().setWorker(worker).setPool(POOL).addPacks(MODEL);
    }

    void started(SegmentJob job, String worker) {
        started(job, attempt(job, worker));
    }

    void started(SegmentJob job, Attempt attempt) {
        event(FarmEvent.newBuilder()
                .setSegmentStarted(
                        SegmentStarted.newBuilder().setRef(job.getRef()).setAttempt(attempt)));
    }

    void rendered(SegmentJob job, String worker) {
        event(FarmEvent.newBuilder().setSegmentRendered(result(job, worker)));
    }

    void failed(SegmentJob job, String worker, Category category, String code) {
        event(FarmEvent.newBuilder()
                .setSegmentFailed(SegmentFailed.newBuilder()
                        .setRef(job.getRef())
                        .setAttempt(attempt(job, worker))
                        .setFailure(Failure.newBuilder()
                                .setCategory(category)
                                .setCode(code)
                                .setMessage("it broke"))));
    }

    /** What the stitcher says of the winner. */
    void damaged(SegmentJob job, String winner) {
        event(FarmEvent.newBuilder()
                .setFramesDamaged(FramesDamaged.newBuilder()
                        .setRef(job.getRef())
                        .setWinner(attempt(job, winner))
                        .setFailure(Failure.newBuilder()
                                .setCategory(Category.CATEGORY_RETRYABLE)
                                .setCode("FRAME_DAMAGED"))));
    }

    void videoReady(String id, int frames) {
        event(FarmEvent.newBuilder()
                .setVideoReady(VideoReady.newBuilder()
                        .setRenderId(id)
                        .setKey(id + ".mp4")
                        .setFrames(frames)));
    }

    void event(FarmEvent.Builder event) {
        step(new FarmInput.EventReceived(event.build()));
    }

    static Attempt attempt(SegmentJob job, String worker) {
        return Attempt.newBuilder()
                .setDispatch(job.getDispatch())
                .setDelivery(1)
                .setWorker(worker)
                .setRun(1)
                .build();
    }

    static SegmentRendered.Builder result(SegmentJob job, String worker) {
        SegmentRendered.Builder result =
                SegmentRendered.newBuilder().setRef(job.getRef()).setAttempt(attempt(job, worker));
        int first = job.getRecipe().getFirstFrame();
        for (int i = 0; i < job.getRecipe().getFrames(); i++) {
            result.addFrames(FrameDigest.newBuilder().setFrame(first + i).setSha256(ByteString.copyFrom(new byte[32])));
        }
        if (job.getRecipe().getKeepsLatents()) {
            result.setLatents(latents(job, worker));
        }
        return result;
    }

    /** Other values from each worker, so that a mix-up shows. */
    static LatentAddress latents(SegmentJob job, String worker) {
        byte[] sha256 = new byte[32];
        sha256[0] = (byte) job.getRef().getSegment();
        sha256[1] = (byte) worker.hashCode();
        return LatentAddress.newBuilder()
                .setOffset(job.getRef().getSegment())
                .setSha256(ByteString.copyFrom(sha256))
                .setSizeBytes(1)
                .build();
    }

    /** Renders every job that is dispatched, one after another, until nothing more comes. */
    void renderAll(String worker) {
        for (int done = 0; done < jobs.size(); done++) {
            started(jobs.get(done), worker);
            rendered(jobs.get(done), worker);
        }
    }

    SegmentJob lastJob() {
        return jobs.get(jobs.size() - 1);
    }

    List<String> jobNames() {
        return jobs.stream()
                .map(job -> name(job.getRef()) + "#" + job.getDispatch())
                .toList();
    }

    static String name(SegmentRef ref) {
        return ref.getRenderId() + "/" + ref.getShot() + "/" + ref.getSegment();
    }

    @Override
    public void dispatch(String pool, SegmentJob job) {
        jobs.add(job);
    }

    @Override
    public void publishStatus(RenderStatus status) {
        statuses.put(status.getRenderId(), status);
        statusesPublished++;
    }

    @Override
    public void forgetStatus(String renderId) {
        statuses.remove(renderId);
    }

    @Override
    public void assemble(AssemblyCommand command) {
        assembly.add(command);
    }

    @Override
    public void revoke(Revocation revocation) {
        revocations.add(revocation);
    }

    @Override
    public void deadLetter(SegmentJob job, Failure failure) {
        deadLetters.add(failure);
    }

    @Override
    public void saveState(String key, StateRecord record) {
        state.put(key, record);
        saved.add(record);
    }

    @Override
    public void forgetState(String key) {
        state.remove(key);
    }

    @Override
    public void note(Notable what, String renderId, String details) {
        notes.add(what);
    }

    @Override
    public void observe(Observation what) {
        observations.add(what);
    }

    /** Of the render {@code r1}, with two workers alive. */
    SegmentJob oneSegment() {
        worker("w1", "w2");
        submit("r1", "ann", 16);
        return lastJob();
    }

    /** Longer than any delay between two attempts. */
    void passTheRetryDelay(String... alive) {
        for (int i = 0; i < 7; i++) {
            passWhileAlive(Duration.ofSeconds(9), alive);
        }
    }

    /** Time passes, after which these workers show that they live. */
    void passWhileAlive(Duration time, String... alive) {
        pass(time);
        worker(alive);
    }

    /** The workers whose attempts won, in order. */
    List<String> winners() {
        return assembly.stream()
                .filter(AssemblyCommand::hasSegmentWon)
                .map(command -> command.getSegmentWon().getAttempt().getWorker())
                .toList();
    }
}
