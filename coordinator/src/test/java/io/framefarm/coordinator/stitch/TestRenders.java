package io.framefarm.coordinator.stitch;

import com.google.protobuf.ByteString;
import io.framefarm.coordinator.encode.TestPictures;
import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameDigest;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.Output;
import io.framefarm.protocol.v1.PromptAt;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.SegmentWon;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.ShotPlan;
import io.framefarm.protocol.v1.Transition;
import io.framefarm.protocol.v1.VideoFormat;
import io.framefarm.protocol.v1.Window;
import java.util.List;

/** A render of two shots, 20 and 12 frames in windows of 8, and what workers publish of it. */
public final class TestRenders {
    public static final int SIDE = 64;
    public static final int WINDOW = 8;
    public static final List<Integer> SHOTS = List.of(20, 12);

    private TestRenders() {}

    public static AssemblyPlan plan(int crossfade) {
        return plan(crossfade, VideoFormat.VIDEO_FORMAT_PNG_SEQUENCE);
    }

    public static AssemblyPlan plan(int crossfade, VideoFormat format) {
        RenderRequest.Builder request = RenderRequest.newBuilder()
                .setWidth(SIDE)
                .setHeight(SIDE)
                .setFps(8)
                .setOutput(Output.newBuilder().setFormat(format));
        AssemblyPlan.Builder plan = AssemblyPlan.newBuilder();
        for (int frames : SHOTS) {
            request.addShots(Shot.newBuilder()
                    .addPrompts(PromptAt.newBuilder().setPrompt("a lighthouse"))
                    .setFrames(frames)
                    .setTransition(Transition.newBuilder().setCrossfadeFrames(crossfade)));
            ShotPlan.Builder shot = ShotPlan.newBuilder().setFrames(frames);
            for (int first = 0; first < frames; first += WINDOW) {
                shot.addWindows(Window.newBuilder().setFirstFrame(first).setFrames(Math.min(WINDOW, frames - first)));
            }
            plan.addShots(shot);
        }
        return plan.setRequest(request).build();
    }

    public static List<SegmentRef> segments(String renderId) {
        return List.of(
                ref(renderId, 0, 0),
                ref(renderId, 0, 1),
                ref(renderId, 0, 2),
                ref(renderId, 1, 0),
                ref(renderId, 1, 1));
    }

    public static SegmentRef ref(String renderId, int shot, int segment) {
        return SegmentRef.newBuilder()
                .setRenderId(renderId)
                .setShot(shot)
                .setSegment(segment)
                .build();
    }

    public static Attempt attempt(int dispatch, String worker) {
        return Attempt.newBuilder()
                .setDispatch(dispatch)
                .setDelivery(1)
                .setWorker(worker)
                .build();
    }

    /** Absolute numbers of the segment's frames within their shot. */
    public static int[] frames(SegmentRef ref) {
        int first = ref.getSegment() * WINDOW;
        int end = Math.min(first + WINDOW, SHOTS.get(ref.getShot()));
        return java.util.stream.IntStream.range(first, end).toArray();
    }

    /** Each frame of a render has a look of its own. */
    public static RgbFrame picture(int shot, int frame) {
        return TestPictures.picture(SIDE, SIDE, 31 * shot + frame);
    }

    public static FrameRecord record(SegmentRef ref, Attempt attempt, int frame) {
        return record(ref, attempt, frame, picture(ref.getShot(), frame));
    }

    public static FrameRecord record(SegmentRef ref, Attempt attempt, int frame, RgbFrame picture) {
        return FrameRecord.newBuilder()
                .setRef(ref)
                .setAttempt(attempt)
                .setFrame(frame)
                .setWidth(picture.width())
                .setHeight(picture.height())
                .setSha256(ByteString.copyFrom(picture.sha256()))
                .setPng(ByteString.copyFrom(PngWriter.write(picture)))
                .addModelFiles(ModelFile.newBuilder().setName("pack/unet").setSha256("abc"))
                .build();
    }

    public static SegmentWon won(SegmentRef ref, Attempt attempt) {
        SegmentWon.Builder won = SegmentWon.newBuilder().setRef(ref).setAttempt(attempt);
        for (int frame : frames(ref)) {
            won.addFrames(FrameDigest.newBuilder()
                    .setFrame(frame)
                    .setSha256(ByteString.copyFrom(picture(ref.getShot(), frame).sha256())));
        }
        return won.build();
    }
}
