package io.framefarm.deploy.farm;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.protocol.v1.LoraUse;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.training.judge.Judge;
import io.framefarm.training.judge.Verdict;
import io.framefarm.training.world.Background;
import io.framefarm.training.world.Colour;
import io.framefarm.training.world.Grammar;
import io.framefarm.training.world.Motion;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.Split;
import io.framefarm.training.world.Subject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The demo model through the whole farm, judged for what its videos show: frames, prompts, seeds or LoRAs that were
 * mixed up anywhere would show here.
 */
@Timeout(300)
class DemoModelIT {
    private static final int SIDE = 64;
    private static final int FRAMES = 16;

    /** Combinations that training never saw. */
    private static final List<Scene> SCENES = List.of(
            new Scene(Subject.FISH, Colour.YELLOW, Background.SAND, Motion.RIGHT),
            new Scene(Subject.FISH, Colour.RED, Background.WATER, Motion.RIGHT),
            new Scene(Subject.CAR, Colour.YELLOW, Background.NIGHT, Motion.LEFT),
            new Scene(Subject.ROCKET, Colour.YELLOW, Background.GRASS, Motion.UP),
            new Scene(Subject.STAR, Colour.BLUE, Background.NIGHT, Motion.DOWN),
            new Scene(Subject.BALL, Colour.PURPLE, Background.SAND, Motion.DOWN));

    @TempDir
    static Path folder;

    private static TestFarm farm;

    private final Judge judge = new Judge();

    @BeforeAll
    static void start() throws Exception {
        farm = TestFarm.start(folder.resolve("data"), 2, TestFarm.engine());
    }

    @AfterAll
    static void stop() {
        farm.close();
    }

    @Test
    void theScenesWereKeptFromTraining() {
        assertThat(SCENES).allMatch(Split::isHeldOut);
    }

    @Test
    void eachShotShowsItsOwnPrompt() throws Exception {
        RenderRequest.Builder request = request();
        for (Scene scene : SCENES) {
            request.addShots(shot(scene).setSeed(1));
        }

        List<byte[][]> clips = render("prompts", request.build());

        assertThat(clips).hasSameSizeAs(SCENES);
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            verdicts.add(judge.judge(clips.get(i), SIDE, SIDE, SCENES.get(i)));
            Scene other = SCENES.get((i + 1) % SCENES.size());
            assertThat(judge.judge(clips.get(i), SIDE, SIDE, other).all())
                    .as("shot %d shows %s", i, other)
                    .isFalse();
        }
        assertThat(verdicts.stream().filter(Verdict::all).count())
                .as("shots that show all that was asked for: %s", verdicts)
                .isGreaterThanOrEqualTo(SCENES.size() - 1L);
    }

    @Test
    void backwardsTheMotionWouldBeWrong() throws Exception {
        Scene scene = SCENES.get(1);
        byte[][] clip = render(
                        "order", request().addShots(shot(scene).setSeed(1)).build())
                .get(0);
        List<byte[]> backwards = new ArrayList<>(List.of(clip));
        Collections.reverse(backwards);

        assertThat(judge.judge(clip, SIDE, SIDE, scene).motion()).isTrue();
        assertThat(judge.judge(backwards.toArray(byte[][]::new), SIDE, SIDE, scene)
                        .motion())
                .isFalse();
    }

    @Test
    void theSeedDecidesWhichVideoOfThePromptItIs() throws Exception {
        Scene scene = SCENES.get(1);
        byte[][] first = render(
                        "seed-1", request().addShots(shot(scene).setSeed(1)).build())
                .get(0);
        byte[][] again = render(
                        "seed-1-again",
                        request().addShots(shot(scene).setSeed(1)).build())
                .get(0);
        byte[][] other = render(
                        "seed-2", request().addShots(shot(scene).setSeed(2)).build())
                .get(0);

        assertThat(again).isDeepEqualTo(first);
        assertThat(other[0]).isNotEqualTo(first[0]);
    }

    @Test
    void theStyleLoraReachesOnlyTheShotThatAsksForIt() throws Exception {
        Shot.Builder plain = shot(SCENES.get(1)).setSeed(1);
        Shot.Builder styled =
                plain.clone().addLoras(LoraUse.newBuilder().setName("style").setScale(1));

        List<byte[][]> clips = render(
                "style",
                request().addShots(plain).addShots(styled).addShots(plain).build());

        assertThat(clips)
                .extracting(clip -> judge.look(clip, SIDE, SIDE).background())
                .containsExactly(Background.WATER, Background.NIGHT, Background.WATER);
    }

    private static RenderRequest.Builder request() {
        return RenderRequest.newBuilder()
                .setProducer("tests")
                .setModel("demo")
                .setWidth(SIDE)
                .setHeight(SIDE)
                .setFps(8);
    }

    private static Shot.Builder shot(Scene scene) {
        return Shot.newBuilder().setPrompt(Grammar.canonical(scene)).setFrames(FRAMES);
    }

    /** The shots' frames, each as interleaved RGB bytes. */
    private static List<byte[][]> render(String id, RenderRequest request) throws Exception {
        Pictures pictures = Pictures.ofPngSequence(farm.render(id, Requests.asPngSequence(request), folder));
        List<byte[][]> shots = new ArrayList<>();
        for (int first = 0; first < pictures.size(); first += FRAMES) {
            shots.add(pictures.frames().subList(first, first + FRAMES).stream()
                    .map(RgbFrame::rgb)
                    .toArray(byte[][]::new));
        }
        return shots;
    }
}
