package io.framefarm.coordinator.stitch;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.framefarm.protocol.v1.AssemblyCommand;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.FrameRecord;
import io.framefarm.protocol.v1.SegmentRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Records that somebody has damaged on purpose, about one render, while another one is stitched. */
@Timeout(120)
class DamagedRecordsTest {
    private static final int MUTATIONS = 2_000;
    private static final int SEED = 3;
    private static final Attempt ONE = TestRenders.attempt(1, "w1");

    @TempDir
    Path folder;

    @Test
    void theOtherRenderIsStitchedAsIfNothingWere() throws IOException {
        StitchBench bench = new StitchBench(folder);
        SplittableRandom random = new SplittableRandom(SEED);
        bench.plan("good", TestRenders.plan(0));
        List<SegmentRef> segments = TestRenders.segments("good");
        int skipped = 0;
        for (SegmentRef segment : segments) {
            skipped += damage(bench, random, MUTATIONS / segments.size());
            bench.render(segment, ONE);
            bench.settle();
        }

        assertThat(skipped).isBetween(1, MUTATIONS - MUTATIONS / 20);
        assertThat(bench.ready)
                .filteredOn(video -> video.getRenderId().equals("good"))
                .hasSize(1);
        assertThat(bench.failed).noneMatch(video -> video.getRenderId().equals("good"));
        assertThat(bench.damaged)
                .noneMatch(segment -> segment.getRef().getRenderId().equals("good"));
    }

    /** Returns how many were so damaged that whoever reads the topics skips them. */
    private static int damage(StitchBench bench, SplittableRandom random, int times) {
        AssemblyCommand plan = AssemblyCommand.newBuilder()
                .setRenderId("bad")
                .setPlan(TestRenders.plan(2))
                .build();
        SegmentRef ref = TestRenders.segments("bad").get(0);
        AssemblyCommand won = AssemblyCommand.newBuilder()
                .setRenderId("bad")
                .setSegmentWon(TestRenders.won(ref, ONE))
                .build();
        FrameRecord frame = TestRenders.record(ref, ONE, 0);
        int skipped = 0;
        for (int i = 0; i < times; i++) {
            try {
                switch (random.nextInt(3)) {
                    case 0 -> command(bench, AssemblyCommand.parseFrom(damaged(plan.toByteArray(), random)));
                    case 1 -> command(bench, AssemblyCommand.parseFrom(damaged(won.toByteArray(), random)));
                    default -> frame(bench, FrameRecord.parseFrom(damaged(frame.toByteArray(), random)));
                }
            } catch (InvalidProtocolBufferException expected) {
                skipped++;
            }
        }
        bench.settle();
        return skipped;
    }

    /** What is about other renders by chance is no damage but a lie, which only the coordinator could tell. */
    private static void command(StitchBench bench, AssemblyCommand command) {
        bench.renders.command(command.toBuilder().setRenderId("bad").build());
    }

    private static void frame(StitchBench bench, FrameRecord frame) {
        FrameRecord.Builder about = frame.toBuilder();
        about.getRefBuilder().setRenderId("bad");
        bench.frame(about.build());
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        byte[] changed = bytes.clone();
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt();
        }
        return changed;
    }
}
