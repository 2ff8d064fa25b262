package io.framefarm.coordinator.stitch;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.encode.TestPictures;
import io.framefarm.coordinator.encode.VideoComment;
import io.framefarm.coordinator.provenance.SignedManifest;
import io.framefarm.protocol.RecipeText;
import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.AssemblyPlan;
import io.framefarm.protocol.v1.Attempt;
import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.SegmentRef;
import io.framefarm.protocol.v1.VideoFormat;
import io.framefarm.protocol.v1.VideoReady;
import io.framefarm.protocol.v1.VideoRecipe;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes with a video: a preview while it is made, the recipe in it, the manifest beside it, the mark on it. */
class StitchedVideoTest {
    private static final Attempt ONE = TestRenders.attempt(1, "w1");

    @TempDir
    Path folder;

    private StitchBench bench;

    @BeforeEach
    void begin() throws IOException {
        bench = new StitchBench(folder);
    }

    @Test
    void theFirstFrameCanBeSeenBeforeHalfOfTheSegmentsAreDone() throws IOException {
        bench.plan("r", plan(VideoFormat.VIDEO_FORMAT_WEBM));
        bench.render(TestRenders.segments("r").get(0), ONE);
        bench.settle();

        assertThat(TestRenders.segments("r")).hasSizeGreaterThan(2);
        RgbFrame first = TestPictures.decode(preview()).get(0);
        assertThat(TestPictures.peakSignalToNoise(TestRenders.picture(0, 0), first))
                .isGreaterThan(30);
        assertThat(playlist()).doesNotContain("#EXT-X-ENDLIST");
    }

    @Test
    void thePreviewEndsWithTheVideoAndIsGoneSoonAfter() throws IOException {
        render("r", plan(VideoFormat.VIDEO_FORMAT_MP4));
        assertThat(playlist()).endsWith("#EXT-X-ENDLIST\n");
        assertThat(TestPictures.decode(preview())).hasSize(32);

        bench.now = bench.now.plus(Duration.ofMinutes(1));
        bench.settle();
        bench.settle();

        assertThat(folder.resolve("store/previews/r")).isEmptyDirectory();
    }

    @Test
    void theRecipeInTheFileNamesTheRequestAndTheModelsFiles() throws IOException {
        AssemblyPlan plan = plan(VideoFormat.VIDEO_FORMAT_MP4);
        VideoRecipe recipe = recipeIn(render("r", plan));

        assertThat(recipe.getRequest()).isEqualTo(plan.getRequest());
        assertThat(recipe.getModelFilesList())
                .containsExactly(ModelFile.newBuilder()
                        .setName("pack/unet")
                        .setSha256("abc")
                        .build());
    }

    @Test
    void theSameFramesHaveTheSameDigestAndOthersHaveNot() throws IOException {
        VideoRecipe first = recipeIn(render("r", plan(VideoFormat.VIDEO_FORMAT_MP4)));
        VideoRecipe again = recipeIn(render("again", plan(VideoFormat.VIDEO_FORMAT_WEBM)));
        VideoRecipe faded = recipeIn(render("faded", valid(TestRenders.plan(3, VideoFormat.VIDEO_FORMAT_MP4))));

        assertThat(again.getFramesSha256()).isEqualTo(first.getFramesSha256());
        assertThat(faded.getFramesSha256()).isNotEqualTo(first.getFramesSha256());
    }

    @Test
    void theManifestBesideTheVideoIsSignedAndNamesItsBytes() throws IOException {
        VideoReady ready = render("r", plan(VideoFormat.VIDEO_FORMAT_MP4));

        SignedManifest signed =
                SignedManifest.read(Files.readAllBytes(folder.resolve("store/videos/r.mp4.manifest.json")));

        assertThat(signed.unchanged()).isTrue();
        assertThat(signed.signer()).isEqualTo(StitchBench.KEY.publicKey());
        assertThat(signed.manifest().renderId()).isEqualTo("r");
        assertThat(signed.manifest().sha256())
                .isEqualTo(HexFormat.of().formatHex(ready.getSha256().toByteArray()));
        assertThat(signed.manifest().recipe()).isEqualTo(recipeIn(ready));
    }

    @Test
    void aMarkIsDrawnIntoTheCornerAndNowhereElse() throws IOException {
        AssemblyPlan.Builder marked = plan(VideoFormat.VIDEO_FORMAT_PNG_SEQUENCE).toBuilder();
        marked.getRequestBuilder().getOutputBuilder().setMark("AI");
        List<RgbFrame> frames = Sequences.frames(bench.store, render("r", marked.build()));

        RgbFrame plain = TestRenders.picture(0, 5);
        RgbFrame drawn = frames.get(5);
        int changed = 0;
        for (int y = 0; y < TestRenders.SIDE; y++) {
            for (int x = 0; x < TestRenders.SIDE; x++) {
                int at = 3 * (y * TestRenders.SIDE + x);
                if (drawn.rgb()[at] != plain.rgb()[at]) {
                    assertThat(x).isGreaterThan(TestRenders.SIDE / 2);
                    assertThat(y).isGreaterThan(TestRenders.SIDE / 2);
                    changed++;
                }
            }
        }
        assertThat(changed).isGreaterThan(50);
    }

    private static AssemblyPlan plan(VideoFormat format) {
        return valid(TestRenders.plan(0, format));
    }

    /** With what a request must have to be accepted, so that its recipe can be read back. */
    private static AssemblyPlan valid(AssemblyPlan plan) {
        AssemblyPlan.Builder valid = plan.toBuilder();
        valid.getRequestBuilder().setModel("reference");
        return valid.build();
    }

    private VideoReady render(String renderId, AssemblyPlan plan) {
        bench.plan(renderId, plan);
        for (SegmentRef ref : TestRenders.segments(renderId)) {
            bench.render(ref, ONE);
        }
        bench.settle();
        return bench.ready.get(bench.ready.size() - 1);
    }

    private VideoRecipe recipeIn(VideoReady ready) throws IOException {
        Path video = folder.resolve("store").resolve(ready.getKey());
        return RecipeText.read(VideoComment.of(video).orElseThrow());
    }

    private String playlist() throws IOException {
        return Files.readString(folder.resolve("store/previews/r/index.m3u8"));
    }

    private Path preview() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(Files.readAllBytes(folder.resolve("store/previews/r/head.mp4")));
        for (String line : playlist().lines().toList()) {
            if (line.endsWith(".m4s")) {
                bytes.writeBytes(
                        Files.readAllBytes(folder.resolve("store/previews/r").resolve(line)));
            }
        }
        return Files.write(folder.resolve("preview.mp4"), bytes.toByteArray());
    }
}
