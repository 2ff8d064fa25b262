package io.framefarm.coordinator.http;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.view.RenderBoard;
import io.framefarm.coordinator.view.SendCommand;
import io.framefarm.coordinator.view.WorkerBoard;
import io.framefarm.protocol.v1.RenderCommand;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentState;
import io.framefarm.protocol.v1.SegmentStatus;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.VideoReady;
import io.framefarm.protocol.v1.WorkerHeartbeat;
import io.framefarm.protocol.v1.WorkerState;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Does at once what it is told, as a coordinator would some milliseconds later. One thread writes its boards at a time. */
final class FakeFarm implements SendCommand {
    static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    final RenderBoard renders = new RenderBoard();
    final WorkerBoard workers = new WorkerBoard();
    final List<RenderCommand> commands = new CopyOnWriteArrayList<>();
    private long offset;
    private long accepted = NOW.toEpochMilli() - 100_000;

    /** Set to have it say nothing. */
    volatile boolean silent;

    @Override
    public synchronized CompletionStage<Void> send(RenderCommand command) {
        commands.add(command);
        if (!silent) {
            obey(command);
        }
        return CompletableFuture.completedFuture(null);
    }

    private void obey(RenderCommand command) {
        String id = command.getRenderId();
        if (command.hasSubmit()) {
            renders.requested(id, command.getSubmit());
            if (renders.find(id).isEmpty()) {
                show(queued(id, command.getSubmit()).build());
            }
            return;
        }
        if (command.hasForget()) {
            forget(id);
            return;
        }
        RenderStatus.Builder status = renders.find(id).orElseThrow().status().toBuilder();
        switch (command.getCommandCase()) {
            case CANCEL -> status.setState(RenderState.RENDER_STATE_CANCELLED);
            case PAUSE -> status.setState(RenderState.RENDER_STATE_PAUSED);
            case RESUME -> status.setState(RenderState.RENDER_STATE_QUEUED);
            case CHANGE_PRIORITY ->
                status.setPriority(command.getChangePriority().getPriority());
            default -> status.setState(RenderState.RENDER_STATE_RENDERING);
        }
        show(status.build());
    }

    RenderStatus.Builder queued(String id, RenderRequest request) {
        int frames = request.getShotsList().stream().mapToInt(Shot::getFrames).sum();
        accepted += 1000;
        RenderStatus.Builder status = RenderStatus.newBuilder()
                .setRenderId(id)
                .setState(RenderState.RENDER_STATE_QUEUED)
                .setProducer(request.getProducer())
                .setModel(request.getModel())
                .setPriority(request.getPriority())
                .setFramesTotal(frames)
                .setVideoFrames(frames)
                .setWaitingFor("a worker; none is alive")
                .setAcceptedAtMs(accepted);
        for (int shot = 0; shot < request.getShotsCount(); shot++) {
            for (int first = 0; first < request.getShots(shot).getFrames(); first += 16) {
                status.addSegments(SegmentStatus.newBuilder()
                        .setShot(shot)
                        .setSegment(first / 16)
                        .setState(SegmentState.SEGMENT_STATE_WAITING));
            }
        }
        return status;
    }

    static RenderRequest request(String producer, int frames) {
        return RenderRequest.newBuilder()
                .setProducer(producer)
                .setModel("reference")
                .setWidth(64)
                .setHeight(64)
                .addShots(Shot.newBuilder().setPrompt("a cat").setFrames(frames))
                .build();
    }

    /** A render that has come this far. */
    synchronized RenderStatus add(String id, String producer, RenderState state) {
        RenderRequest request = request(producer, 32);
        renders.requested(id, request);
        RenderStatus status = queued(id, request).setState(state).build();
        show(status);
        return status;
    }

    synchronized void done(String id, String producer, byte[] video, byte[] sha256) {
        RenderStatus.Builder status = queued(id, request(producer, 32))
                .setState(RenderState.RENDER_STATE_DONE)
                .setWaitingFor("");
        renders.requested(id, request(producer, 32));
        show(status.setVideo(VideoReady.newBuilder()
                        .setRenderId(id)
                        .setKey("videos/" + id + ".mp4")
                        .setSizeBytes(video.length)
                        .setFrames(32)
                        .setSha256(ByteString.copyFrom(sha256))
                        .setContentType("video/mp4"))
                .setEndedAtMs(NOW.toEpochMilli())
                .build());
    }

    synchronized void show(RenderStatus status) {
        offset += 2; // a transaction's marker takes one
        renders.put(status, offset, NOW.toEpochMilli());
        renders.tellFollowers();
    }

    synchronized void forget(String id) {
        offset += 2;
        renders.forget(id, offset);
        renders.tellFollowers();
    }

    synchronized void worker(String name, String... packs) {
        workers.heard(
                WorkerHeartbeat.newBuilder()
                        .setWorker(name)
                        .setPool("default")
                        .setState(WorkerState.WORKER_STATE_IDLE)
                        .addAllPacks(List.of(packs))
                        .setDevice("CPU")
                        .build(),
                NOW);
    }
}
