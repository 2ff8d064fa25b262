package io.framefarm.coordinator.plan;

import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.ShotPlan;
import io.framefarm.protocol.v1.Window;
import java.util.List;

/** The segments of one render, shot by shot, and their recipes. */
public final class RenderPlan {
    private final RenderRequest request;
    private final List<PlannedShot> shots;

    RenderPlan(RenderRequest request, List<PlannedShot> shots) {
        this.request = request;
        this.shots = List.copyOf(shots);
    }

    /** One shot: what its segments have in common, and the segments in an order in which they can be done. */
    record PlannedShot(Recipe common, int frames, List<PlannedSegment> segments) {
        PlannedShot {
            segments = List.copyOf(segments);
        }
    }

    /** As resolved. */
    public RenderRequest request() {
        return request;
    }

    public int shots() {
        return shots.size();
    }

    public int segments(int shot) {
        return shots.get(shot).segments().size();
    }

    public PlannedSegment segment(int shot, int segment) {
        return shots.get(shot).segments().get(segment);
    }

    /** The frames that come out of the segment; none of one that only hands on latents. */
    public Window window(int shot, int segment) {
        return segment(shot, segment).published();
    }

    /** Everything that determines the segment's pixels, except what the pack defaults and the hashes of its inputs. */
    public Recipe recipe(int shot, int segment) {
        return shots.get(shot).common().toBuilder()
                .mergeFrom(segment(shot, segment).own())
                .mergeFrom(WindowInputs.of(
                        request.getShots(shot), segment(shot, segment).window()))
                .build();
    }

    /** Rendered frames; crossfades make the video shorter. */
    public int frames() {
        return shots.stream().mapToInt(PlannedShot::frames).sum();
    }

    /** Frames of the finished video: two frames become one for every frame of a crossfade. */
    public int videoFrames() {
        int faded = request.getShotsList().stream()
                .limit(shots.size() - 1L)
                .mapToInt(shot -> shot.getTransition().getCrossfadeFrames())
                .sum();
        return frames() - faded;
    }

    /** What the stitcher has to know. */
    public AssemblyPlan assembly() {
        AssemblyPlan.Builder plan = AssemblyPlan.newBuilder().setRequest(request);
        for (PlannedShot shot : shots) {
            ShotPlan.Builder planned = ShotPlan.newBuilder().setFrames(shot.frames());
            shot.segments().forEach(segment -> planned.addWindows(segment.published()));
            plan.addShots(planned);
        }
        return plan.build();
    }
}
