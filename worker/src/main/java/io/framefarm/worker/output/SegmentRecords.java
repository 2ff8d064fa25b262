package io.framefarm.worker.output;

import com.google.protobuf.ByteString;
import io.framefarm.protocol.Windows;
import io.framefarm.protocol.frame.PngWriter;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameDigest;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.LatentRecord;
import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.SegmentJob;
import io.framefarm.protocol.v1.SegmentRendered;
import io.framefarm.protocol.v1.StageTime;
import io.framefarm.worker.latents.Sha256;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rendered segment as the records that are published of it.
 *
 * @param result lacks only the place of the latents, which they get when they are published
 * @param latents that the segment hands on; null when it hands on none
 */
public record SegmentRecords(
        SegmentRendered result,
        List<FrameRecord> frames,
        @Nullable LatentRecord latents) {

    public SegmentRecords {
        frames = List.copyOf(frames);
    }

    /**
     * Encodes the frames that a job asks for, in order, and names each by the hash of its pixels.
     *
     * @param latents empty unless the job hands them on
     */
    public static SegmentRecords of(
            SegmentJob job,
            Attempt attempt,
            List<RgbFrame> frames,
            ByteString latents,
            List<StageTime> stages,
            List<ModelFile> files) {
        requireComplete(job, frames.size(), latents);
        SegmentRendered.Builder result = SegmentRendered.newBuilder()
                .setRef(job.getRef())
                .setAttempt(attempt)
                .addAllStages(stages);
        List<FrameRecord> records = new ArrayList<>();
        for (int i = 0; i < frames.size(); i++) {
            FrameRecord record = record(job, attempt, job.getRecipe().getFirstFrame() + i, frames.get(i), files);
            records.add(record);
            result.addFrames(
                    FrameDigest.newBuilder().setFrame(record.getFrame()).setSha256(record.getSha256()));
        }
        if (!job.getRecipe().getKeepsLatents()) {
            return new SegmentRecords(result.build(), records, null);
        }
        result.getLatentsBuilder().setSha256(Sha256.of(latents)).setSizeBytes(latents.size());
        return new SegmentRecords(result.build(), records, latents(job, attempt, latents));
    }

    private static void requireComplete(SegmentJob job, int frames, ByteString latents) {
        if (frames != job.getRecipe().getFrames()) {
            throw new IllegalArgumentException("frames: " + frames + " rendered, but " + describe(job) + " has "
                    + job.getRecipe().getFrames());
        }
        if (job.getRecipe().getKeepsLatents() && latents.isEmpty()) {
            throw new IllegalArgumentException("latents: none, but " + describe(job) + " hands them on");
        }
    }

    private static String describe(SegmentJob job) {
        return job.getRef().getRenderId() + " shot " + job.getRef().getShot() + " segment "
                + job.getRef().getSegment();
    }

    private static LatentRecord latents(SegmentJob job, Attempt attempt, ByteString values) {
        return LatentRecord.newBuilder()
                .setRef(job.getRef())
                .setAttempt(attempt)
                .setWindow(Windows.worked(job.getRecipe()))
                .setValues(values)
                .build();
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
