package io.framefarm.deploy.chaos;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.admit.DispatchWindow;
import io.framefarm.coordinator.core.FarmSettings;
import io.framefarm.coordinator.store.FolderStore;
import io.framefarm.coordinator.store.StoreKey;
import io.framefarm.deploy.audit.FarmRecords;
import io.framefarm.deploy.audit.ReadVideo;
import io.framefarm.deploy.audit.WinnersFramesOnTheTopic;
import io.framefarm.deploy.client.FetchVideo;
import io.framefarm.deploy.client.StoredVideos;
import io.framefarm.deploy.guarantee.BoundedInFlight;
import io.framefarm.deploy.guarantee.CancelledStaysSilent;
import io.framefarm.deploy.guarantee.EveryFrameExactlyOnce;
import io.framefarm.deploy.guarantee.EveryRenderEnds;
import io.framefarm.deploy.guarantee.FairShareBetweenProducers;
import io.framefarm.deploy.guarantee.FarmObserver;
import io.framefarm.deploy.guarantee.Guarantees;
import io.framefarm.deploy.guarantee.NoStaleAttemptWins;
import io.framefarm.deploy.guarantee.Observers;
import io.framefarm.deploy.guarantee.SameAsUndisturbed;
import io.framefarm.deploy.guarantee.StoredVideo;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Replays the topics of the farm past the guarantees when all is over, and takes every video apart, frame by frame. */
final class ExamineFarm {

    private final FarmRecords records;
    private final Path videos;
    private final Path scratch;
    private final int workers;
    private final InstantSource clock;

    ExamineFarm(FarmRecords records, Path videos, Path scratch, int workers, InstantSource clock) {
        this.records = records;
        this.videos = videos;
        this.scratch = scratch;
        this.workers = workers;
        this.clock = clock;
    }

    /**
     * What was found.
     *
     * @param frames of videos, compared with the topics and with the undisturbed run
     * @param kept promises that were kept
     */
    record Findings(int frames, int lost, int doubled, List<String> kept, List<String> breaches, GpuSeconds gpu) {
        Findings {
            kept = List.copyOf(kept);
            breaches = List.copyOf(breaches);
        }
    }

    /** @param calm for each kind of work, the render of it that nothing happened to */
    Findings examine(List<RenderStatus> ended, Map<Workload.Kind, String> calm) {
        Map<String, List<ByteString>> found = framesOf(ended);
        EveryFrameExactlyOnce frames = new EveryFrameExactlyOnce(EveryFrameExactlyOnce.Mixed.UNSEEN);
        Guarantees guarantees = new Guarantees(List.of(
                frames,
                new SameAsUndisturbed(id -> found.getOrDefault(calm.getOrDefault(Workload.kindOf(id), ""), List.of())),
                new EveryRenderEnds(),
                new NoStaleAttemptWins(),
                new CancelledStaysSilent(),
                new WinnersFramesOnTheTopic(),
                new BoundedInFlight(DispatchWindow.DEFAULT.segments(workers)),
                new FairShareBetweenProducers(FarmSettings.DEFAULT.runLength())));
        GpuSeconds gpu = new GpuSeconds();
        FarmObserver watching = guarantees.watching();
        records.replay(id -> true, new Observers(List.of(new TermsByBeat(watching), watching, gpu)));
        found.forEach((id, hashes) -> watching.stored(new StoredVideo(id, hashes)));
        List<String> breaches = guarantees.breaches();
        List<String> kept = new ArrayList<>();
        guarantees.all().forEach(guarantee -> {
            if (guarantee.breaches().isEmpty()) {
                kept.add(guarantee.promise());
            }
        });
        return new Findings(frames.checked(), frames.lost(), frames.doubled(), kept, breaches, gpu);
    }

    private Map<String, List<ByteString>> framesOf(List<RenderStatus> ended) {
        Map<String, List<ByteString>> found = new HashMap<>();
        try {
            FolderStore store = new FolderStore(videos, clock);
            for (RenderStatus status : ended) {
                String id = status.getRenderId();
                if (status.getState() == RenderState.RENDER_STATE_DONE) {
                    Path file = scratch.resolve(id + ".zip");
                    new FetchVideo(new StoredVideos(store)).into(file, status.getVideo());
                    found.put(id, ReadVideo.frames(file));
                    Files.delete(file);
                } else if (store.size(StoreKey.ofVideo(id, "zip")).isPresent()) {
                    found.put(id, List.of()); // it should not be there, whatever is in it
                }
            }
            return found;
        } catch (IOException e) {
            throw new ChaosFailedException("a video cannot be read: " + e.getMessage(), e);
        }
    }
}
