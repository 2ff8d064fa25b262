package io.framefarm.deploy.audit;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.store.ReadableStore;
import io.framefarm.deploy.client.FetchVideo;
import io.framefarm.deploy.client.StoredVideos;
import io.framefarm.deploy.guarantee.CancelledStaysSilent;
import io.framefarm.deploy.guarantee.EveryFrameExactlyOnce;
import io.framefarm.deploy.guarantee.EveryRenderEnds;
import io.framefarm.deploy.guarantee.Guarantee;
import io.framefarm.deploy.guarantee.Guarantees;
import io.framefarm.deploy.guarantee.NoStaleAttemptWins;
import io.framefarm.deploy.guarantee.Observers;
import io.framefarm.deploy.guarantee.StoredVideo;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Replays the topics of one render past the guarantees, and compares what they say with the file in the store. */
public final class AuditRender {
    private final FarmRecords records;
    private final ReadableStore store;
    private final Path scratch;

    /** @param scratch a folder into which the video is brought while it is read */
    public AuditRender(FarmRecords records, ReadableStore store, Path scratch) {
        this.records = records;
        this.store = store;
        this.scratch = scratch;
    }

    /**
     * What was found.
     *
     * @param proven what holds, line by line
     * @param breaches what does not
     */
    public record Audit(List<String> proven, List<String> breaches) {
        public Audit {
            proven = List.copyOf(proven);
            breaches = List.copyOf(breaches);
        }
    }

    public Audit audit(String renderId) throws IOException {
        RenderFacts facts = new RenderFacts();
        WinnersFramesOnTheTopic winners = new WinnersFramesOnTheTopic();
        EveryFrameExactlyOnce frames = new EveryFrameExactlyOnce(EveryFrameExactlyOnce.Mixed.UNSEEN);
        List<Guarantee> kept = new ArrayList<>(
                List.of(new EveryRenderEnds(), new NoStaleAttemptWins(), new CancelledStaysSilent(), winners));
        Guarantees guarantees = new Guarantees(kept);
        records.replay(renderId::equals, new Observers(List.of(facts, frames, guarantees.watching())));
        List<String> breaches = new ArrayList<>(guarantees.breaches());
        List<String> proven = new ArrayList<>();
        proven.add("%d results were published, %d winners named, their %d frames looked for on the topic"
                .formatted(facts.results(), facts.winners(), winners.named()));
        RenderStatus status = facts.status().orElse(RenderStatus.getDefaultInstance());
        if (status.getState() == RenderState.RENDER_STATE_DONE) {
            compareVideo(status, facts, frames, proven, breaches);
        } else {
            proven.add("it has no video: it is " + status.getState());
        }
        kept.forEach(guarantee -> proven.add("kept: " + guarantee.promise()));
        return new Audit(breaches.isEmpty() ? proven : List.of(), breaches);
    }

    private void compareVideo(
            RenderStatus status,
            RenderFacts facts,
            EveryFrameExactlyOnce frames,
            List<String> proven,
            List<String> breaches)
            throws IOException {
        Path folder = Files.createTempDirectory(scratch, "audit-");
        Path file = folder.resolve(Path.of(status.getVideo().getKey()).getFileName());
        try {
            new FetchVideo(new StoredVideos(store)).into(file, status.getVideo());
            List<ByteString> found = ReadVideo.frames(file);
            proven.add("the file has the announced SHA-256, and " + found.size() + " frames");
            if (facts.keepsPixels()) {
                frames.stored(new StoredVideo(status.getRenderId(), found));
                breaches.addAll(frames.breaches());
                proven.add("kept: " + frames.promise() + ", pixel by pixel");
            } else if (found.size() != status.getVideoFrames()) {
                breaches.add("the file has %d frames instead of %d".formatted(found.size(), status.getVideoFrames()));
            } else {
                proven.add("the number of frames is that of the plan; the format does not keep pixels to compare");
            }
        } catch (IOException e) {
            breaches.add("the video cannot be read: " + e.getMessage());
        } finally {
            Files.deleteIfExists(file);
            Files.deleteIfExists(FetchVideo.manifestOf(file));
            Files.deleteIfExists(folder);
        }
    }
}
