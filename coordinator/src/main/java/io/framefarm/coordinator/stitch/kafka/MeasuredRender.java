package io.framefarm.coordinator.stitch.kafka;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameDigest;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.SegmentWon;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.ShotPlan;
import io.framefarm.protocol.v1.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** A render of one shot that nobody has rendered: a few drawn pictures with the grain of rendered ones, over and over. */
final class MeasuredRender {
    private static final int DIFFERENT_PICTURES = 16;
    private static final int GRAIN = 5;
    private static final int FPS = 16;
    private static final Attempt ATTEMPT =
            Attempt.newBuilder().setDispatch(1).setWorker("nobody").build();

    private final String id;
    private final int width;
    private final int height;
    private final int segments;
    private final List<RgbFrame> pictures = new ArrayList<>();

    MeasuredRender(String id, int width, int height, int segments, RandomGenerator random) {
        this.id = id;
        this.width = width;
        this.height = height;
        this.segments = segments;
        for (int i = 0; i < DIFFERENT_PICTURES; i++) {
            pictures.add(draw(i, random));
        }
    }

    private RgbFrame draw(int number, RandomGenerator random) {
        byte[] rgb = new byte[3 * width * height];
        int out = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double wave = Math.sin((x + 4.0 * number) * 12 / width) * Math.cos((y - 2.0 * number) * 9 / height);
                for (int channel = 0; channel < 3; channel++) {
                    double level = 120 + 70 * wave * (channel - 1) + 30 * Math.sin(y * (channel + 3.0) / height);
                    rgb[out++] = (byte) (level + random.nextInt(GRAIN));
                }
            }
        }
        return new RgbFrame(width, height, rgb);
    }

    String id() {
        return id;
    }

    int frames() {
        return segments * Limits.WINDOW_FRAMES;
    }

    RgbFrame picture(int frame) {
        return pictures.get(frame % DIFFERENT_PICTURES);
    }

    AssemblyPlan plan() {
        ShotPlan.Builder shot = ShotPlan.newBuilder().setFrames(frames());
        for (int segment = 0; segment < segments; segment++) {
            shot.addWindows(Window.newBuilder()
                    .setFirstFrame(segment * Limits.WINDOW_FRAMES)
                    .setFrames(Limits.WINDOW_FRAMES));
        }
        RenderRequest request = RenderRequest.newBuilder()
                .setWidth(width)
                .setHeight(height)
                .setFps(FPS)
                .addShots(Shot.newBuilder().setPrompt("measured").setFrames(frames()))
                .build();
        return AssemblyPlan.newBuilder().setRequest(request).addShots(shot).build();
    }

    AssemblyCommand command() {
        return AssemblyCommand.newBuilder().setRenderId(id).setPlan(plan()).build();
    }

    /** The winner of every segment. */
    List<AssemblyCommand> winners() {
        List<AssemblyCommand> commands = new ArrayList<>();
        List<ByteString> digests = pictures.stream()
                .map(picture -> ByteString.copyFrom(picture.sha256()))
                .toList();
        for (int segment = 0; segment < segments; segment++) {
            SegmentWon.Builder won =
                    SegmentWon.newBuilder().setRef(ref(segment)).setAttempt(ATTEMPT);
            for (int i = 0; i < Limits.WINDOW_FRAMES; i++) {
                int frame = segment * Limits.WINDOW_FRAMES + i;
                won.addFrames(
                        FrameDigest.newBuilder().setFrame(frame).setSha256(digests.get(frame % DIFFERENT_PICTURES)));
            }
            commands.add(AssemblyCommand.newBuilder()
                    .setRenderId(id)
                    .setSegmentWon(won)
                    .build());
        }
        return commands;
    }

    List<FrameRecord> records() {
        List<ByteString> pngs = pictures.stream()
                .map(picture -> ByteString.copyFrom(PngWriter.write(picture)))
                .toList();
        List<FrameRecord> records = new ArrayList<>();
        for (int frame = 0; frame < frames(); frame++) {
            records.add(FrameRecord.newBuilder()
                    .setRef(ref(frame / Limits.WINDOW_FRAMES))
                    .setAttempt(ATTEMPT)
                    .setFrame(frame)
                    .setWidth(width)
                    .setHeight(height)
                    .setPng(pngs.get(frame % DIFFERENT_PICTURES))
                    .build());
        }
        return records;
    }

    private SegmentRef ref(int segment) {
        return SegmentRef.newBuilder().setRenderId(id).setSegment(segment).build();
    }
}
