package io.framefarm.worker.output;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameDigest;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.StageTime;
import java.util.ArrayList;
import java.util.List;

/** A rendered segment as the records that are published of it. */
public record SegmentRecords(SegmentRendered result, List<FrameRecord> frames) {

    public SegmentRecords {
        frames = List.copyOf(frames);
    }

    /** Encodes the frames of a job's window, in order, and names each by the hash of its pixels. */
    public static SegmentRecords of(
            SegmentJob job, Attempt attempt, List<RgbFrame> frames, List<StageTime> stages, List<ModelFile> files) {
        int expected = job.getRecipe().getFrames();
        if (frames.size() != expected) {
            throw new IllegalArgumentException("frames: " + frames.size() + " rendered, but the window of "
                    + job.getRef().getRenderId() + " shot " + job.getRef().getShot() + " segment "
                    + job.getRef().getSegment() + " has " + expected);
        }
        SegmentRendered.Builder result = SegmentRendered.newBuilder()
                .setRef(job.getRef())
                .setAttempt(attempt)
                .addAllStages(stages);
        List<FrameRecord> records = new ArrayList<>(frames.size());
        for (int i = 0; i < frames.size(); i++) {
            FrameRecord record = record(job, attempt, job.getRecipe().getFirstFrame() + i, frames.get(i), files);
            records.add(record);
            result.addFrames(
                    FrameDigest.newBuilder().setFrame(record.getFrame()).setSha256(record.getSha256()));
        }
        return new SegmentRecords(result.build(), records);
    }

    private static FrameRecord record(
            SegmentJob job, Attempt attempt, int frame, RgbFrame pixels, List<ModelFile> files) {
        return FrameRecord.newBuilder()
                .setRef(job.getRef())
                .setAttempt(attempt)
                .setFrame(frame)
                .setWidth(pixels.width())
                .setHeight(pixels.height())
                .setSha256(ByteString.copyFrom(pixels.sha256()))
                .setPng(ByteString.copyFrom(PngWriter.write(pixels)))
                .addAllModelFiles(files)
                .build();
    }
}
