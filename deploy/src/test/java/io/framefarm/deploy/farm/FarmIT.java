package io.framefarm.deploy.farm;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.coordinator.encode.VideoComment;
import io.framefarm.coordinator.encode.VideoFacts;
import io.framefarm.coordinator.provenance.PublicSigningKey;
import io.framefarm.coordinator.provenance.SignedManifest;
import io.framefarm.coordinator.provenance.VerifyVideo;
import io.framefarm.deploy.DataFolder;
import io.framefarm.deploy.client.FetchVideo;
import io.framefarm.protocol.RecipeText;
import io.framefarm.protocol.kafka.Topics;
import io.framefarm.protocol.v1.Category;
import io.framefarm.protocol.v1.ModelFile;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.RenderState;
import io.framefarm.protocol.v1.RenderStatus;
import io.framefarm.protocol.v1.SegmentState;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.VideoRecipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The main job on the real broker, Redis, engine and encoder, all in this process. */
@Timeout(300)
class FarmIT {

    @TempDir
    static Path folder;

    private static TestFarm farm;

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.start(folder.resolve("data"), 2, TestFarm.engine());
    }

    @AfterAll
    static void stop() {
        farm.close();
    }

    @Test
    void twoShotsBecomeAPlayableVideoThatShowsBoth() throws Exception {
        RenderRequest request = Requests.example("two-shots.yaml");

        Path video = farm.render("two-shots", request, folder);
        Path pixels = farm.render("two-shots-pixels", Requests.asPngSequence(request), folder);

        VideoFacts facts = VideoFacts.of(video);
        assertThat(facts.codec()).contains("h264");
        int upscale = request.getOutput().getUpscale();
        assertThat(facts.width()).isEqualTo(request.getWidth() * upscale);
        assertThat(facts.height()).isEqualTo(request.getHeight() * upscale);
        // The shots overlap in the frames of the crossfade.
        assertThat(facts.frames()).isEqualTo(16 + 16 - 4);
        assertThat(facts.fps()).isEqualTo(request.getFps());
        assertThat(facts.duration()).isEqualTo(Duration.ofMillis(3500));
        Pictures shown = Pictures.ofVideo(video);
        Pictures rendered = Pictures.ofPngSequence(pixels);
        assertThat(shown.size()).isEqualTo(rendered.size());
        for (int frame = 0; frame < shown.size(); frame++) {
            // What is shown is the rendered frame of its place, and not one of the other shot.
            double here = shown.distance(frame, rendered, frame);
            double elsewhere = shown.distance(frame, rendered, (frame + rendered.size() / 2) % rendered.size());
            assertThat(here).as("frame %d", frame).isLessThan(elsewhere);
        }
    }

    @Test
    void aShotThatStartsFromAPictureDependsOnItAndIsTheSameTwice() throws Exception {
        RenderRequest plain = Requests.quick("inputs", 3, 5);
        RenderRequest dark = Requests.startingFrom(plain, farm.videos(), 10);
        RenderRequest bright = Requests.startingFrom(plain, farm.videos(), 240);

        Pictures first = Pictures.ofPngSequence(farm.render("from-dark", dark, folder));
        Pictures again = Pictures.ofPngSequence(farm.render("from-dark-again", dark, folder));
        Pictures other = Pictures.ofPngSequence(farm.render("from-bright", bright, folder));

        assertThat(dark.getShots(0).getStart().getImages(0)).startsWith("inputs/");
        for (int frame = 0; frame < first.size(); frame++) {
            assertThat(again.distance(frame, first, frame)).isZero();
            assertThat(other.distance(frame, first, frame)).isPositive();
        }
    }

    @Test
    void aVideoIsRenderedAgainFromTheRecipeInItWithIdenticalFrames() throws Exception {
        RenderRequest request =
                Requests.quick("tests", 20, 5).toBuilder().clearOutput().build();
        Path video = farm.render("first", request, folder);
        VideoRecipe recipe = RecipeText.read(VideoComment.of(video).orElseThrow());

        Path again = farm.render("again", recipe.getRequest(), folder);

        assertThat(again).hasSameBinaryContentAs(video);
        assertThat(recipe.getFramesSha256()).hasSize(64);
        assertThat(recipe.getModelFilesList())
                .extracting(ModelFile::getName)
                .contains(
                        "reference/motion.safetensors",
                        "reference/lcm_lora.safetensors",
                        "reference/base/unet/diffusion_pytorch_model.safetensors")
                .doesNotContain("reference/style_lora.safetensors");
    }

    @Test
    void aDraftHasOtherPixelsAndSaysSoInItsRecipe() throws Exception {
        RenderRequest request =
                Requests.quick("drafts", 16, 8).toBuilder().clearOutput().build();
        Path whole = farm.render("whole", request, folder);
        Path draft = farm.render("draft", request.toBuilder().setDraft(true).build(), folder);

        VideoRecipe recipe = RecipeText.read(VideoComment.of(draft).orElseThrow());
        VideoRecipe other = RecipeText.read(VideoComment.of(whole).orElseThrow());
        assertThat(recipe.getRequest().getDraft()).isTrue();
        assertThat(other.getRequest().getDraft()).isFalse();
        assertThat(recipe.getFramesSha256()).isNotEqualTo(other.getFramesSha256());
        assertThat(recipe.getModelFilesList())
                .containsAll(other.getModelFilesList())
                .hasSize(other.getModelFilesCount() + 1)
                .extracting(ModelFile::getName)
                .contains("reference/draft_decoder.safetensors");
    }

    @Test
    void aPackThatHasNoDraftsIsNamedWithTheField() {
        farm.submit(
                "no-drafts",
                Requests.quick("drafts", 16, 8).toBuilder()
                        .setModel("demo")
                        .setDraft(true)
                        .build());

        RenderStatus answer = farm.awaitEnd("no-drafts");

        assertThat(answer.getState()).isEqualTo(RenderState.RENDER_STATE_FAILED);
        assertThat(answer.getFailure().getCategory()).isEqualTo(Category.CATEGORY_USER);
        assertThat(answer.getFailure().getMessage())
                .contains("draft: pack demo has no draft decoder, so its frames cannot be drafts (allowed: false)");
    }

    @Test
    void whatIsSaidOfAVideoHolds() throws Exception {
        Path video = farm.render("signed", Requests.quick("tests", 16, 6), folder);
        SignedManifest signed = SignedManifest.read(Files.readAllBytes(FetchVideo.manifestOf(video)));
        PublicSigningKey key = PublicSigningKey.in(DataFolder.keysIn(folder.resolve("data")));

        assertThat(VerifyVideo.check(video, signed, Optional.of(key), Optional.of(TestFarm.PACKS)))
                .hasSizeGreaterThan(8)
                .allSatisfy(finding -> assertThat(finding.verdict()).isEqualTo(VerifyVideo.Verdict.HOLDS));
    }

    @Test
    void everySegmentAndItsFramesAreAccountedForInTheStatus() throws Exception {
        farm.render("accounted", Requests.quick("tests", 20, 1), folder);

        RenderStatus status = farm.status("accounted");
        assertThat(status.getState()).isEqualTo(RenderState.RENDER_STATE_DONE);
        assertThat(status.getFramesTotal()).isEqualTo(20);
        assertThat(status.getFramesRendered()).isEqualTo(20);
        assertThat(status.getSegmentsList())
                .hasSize(2)
                .allSatisfy(segment -> assertThat(segment.getState()).isEqualTo(SegmentState.SEGMENT_STATE_DONE));
    }

    @Test
    void aBadRequestIsAnsweredByFieldAndNoWorkerHearsOfIt() throws Exception {
        FarmTopics topics = new FarmTopics(farm.bootstrap());
        long before = topics.end(Topics.segments(Topics.DEFAULT_POOL).name());
        RenderRequest bad = Requests.quick("tests", 0, 1).toBuilder()
                .setWidth(65)
                .addShots(Shot.newBuilder().setFrames(16))
                .build();

        farm.submit("bad", bad);
        RenderStatus answer = farm.awaitEnd("bad");

        assertThat(answer.getState()).isEqualTo(RenderState.RENDER_STATE_FAILED);
        assertThat(answer.getFailure().getCategory()).isEqualTo(Category.CATEGORY_USER);
        assertThat(answer.getFailure().getMessage())
                .contains("width: 65", "shots[0].frames: 0 is below 1", "shots[1].prompt");
        assertThat(topics.end(Topics.segments(Topics.DEFAULT_POOL).name())).isEqualTo(before);
    }

    @Test
    void aRecordThatIsNoRequestIsADeadLetterAndTheNextRequestIsServed() throws Exception {
        FarmTopics topics = new FarmTopics(farm.bootstrap());
        byte[] broken = "this is no protobuf".getBytes(StandardCharsets.UTF_8);

        topics.write(Topics.REQUESTS.name(), "broken", broken);
        farm.render("after-the-broken-one", Requests.quick("tests", 16, 2), folder);

        assertThat(topics.readAll(Topics.DEAD_REQUESTS.name())).contains(broken);
    }

    @Test
    void aModelThatNoWorkerHasIsNamed() {
        RenderRequest unknown = Requests.quick("tests", 16, 3).toBuilder()
                .setModel("no-such-pack")
                .build();

        farm.submit("unknown-model", unknown);
        RenderStatus seen =
                farm.await("unknown-model", status -> !status.getWaitingFor().isEmpty() || status.hasFailure());

        assertThat(seen.getWaitingFor() + seen.getFailure().getMessage()).contains("no-such-pack");
    }
}
