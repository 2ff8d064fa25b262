package io.framefarm.training.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RendererTest {
    private static final int SIDE = 64;
    private static final int PIXELS = SIDE * SIDE;

    private final Renderer renderer = new Renderer(SIDE, Renderer.FRAMES);

    @Test
    void aSeedGivesTheSameClipAndAnotherSeedAnother() {
        Scene scene = new Scene(Subject.FISH, Colour.RED, Background.WATER, Motion.RIGHT);
        byte[][] clip = renderer.clip(scene, 7);
        assertThat(new Renderer(SIDE, Renderer.FRAMES).clip(scene, 7)).isDeepEqualTo(clip);
        assertThat(renderer.clip(scene, 8)[0]).isNotEqualTo(clip[0]);
    }

    @Test
    void floatsAreTheSamePicturesAsBytes() {
        Scene scene = new Scene(Subject.CAR, Colour.CYAN, Background.GRASS, Motion.LEFT);
        byte[][] clip = renderer.clip(scene, 5);
        float[] planes = new float[7 + Renderer.FRAMES * 3 * PIXELS];
        renderer.clipInto(scene, 5, planes, 7);
        float[] frame = new float[3 * PIXELS];
        renderer.frameInto(scene, 5, 9, frame, 0);
        for (int channel = 0; channel < 3; channel++) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                float value = planes[7 + (9 * 3 + channel) * PIXELS + pixel];
                assertThat(Math.round((value + 1) * 127.5f)).isEqualTo(clip[9][3 * pixel + channel] & 0xFF);
                assertThat(frame[channel * PIXELS + pixel]).isEqualTo(value);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Motion.class)
    void theSubjectStaysInsideTheFrame(Motion motion) {
        SplittableRandom random = new SplittableRandom(4);
        float[] foreground = new float[PIXELS];
        for (int i = 0; i < 200; i++) {
            Scene scene = SceneSampler.training().draw(random);
            if (scene.motion() != motion) {
                continue;
            }
            Trajectory trajectory = new Trajectory(scene, i);
            for (int frame = 0; frame < Renderer.FRAMES; frame++) {
                Pose pose = trajectory.at(frame / 15.0);
                double wide = pose.radius() / pose.stretch();
                assertThat(pose.x()).as(scene + " " + frame).isBetween(wide, 1 - wide);
                assertThat(pose.y()).as(scene + " " + frame).isBetween(0.1, 0.9);
                renderer.frameForegroundInto(scene, i, frame, foreground, 0);
                assertThat(sum(foreground)).as(scene + " " + frame).isGreaterThan(0.02 * PIXELS);
            }
        }
    }

    /** A reader of one frame can only tell these apart by white pixels: trail on one side, board below, or none. */
    @Test
    void everyFrameOfATravellingSubjectShowsItsTrailBehindIt() {
        SplittableRandom random = new SplittableRandom(6);
        for (int i = 0; i < 300; i++) {
            Scene scene = SceneSampler.training().draw(random);
            if (!scene.motion().travels()) {
                continue;
            }
            byte[][] clip = renderer.clip(scene, i);
            Trajectory trajectory = new Trajectory(scene, i);
            for (int frame = 0; frame < Renderer.FRAMES; frame++) {
                Pose pose = trajectory.at(frame / 15.0);
                int behind = 0;
                int ahead = 0;
                for (int pixel = 0; pixel < PIXELS; pixel++) {
                    double right = (pixel % SIDE + 0.5) / SIDE - pose.x();
                    int row = pixel / SIDE;
                    double down = (row + 0.5) / SIDE - pose.y();
                    double along = pose.heading().ahead(right, down) / pose.radius();
                    boolean white =
                            (clip[frame][3 * pixel] & clip[frame][3 * pixel + 1] & clip[frame][3 * pixel + 2] & 0xFF)
                                    > 0xF0;
                    behind += white && along < -0.7 ? 1 : 0;
                    ahead += white && along > 0.95 ? 1 : 0;
                }
                assertThat(behind).as(scene + " frame " + frame).isGreaterThan(15);
                assertThat(ahead).as(scene + " frame " + frame).isZero();
            }
        }
    }

    @Test
    void whatBouncesComesBackAfterTheFramesOfABounce() {
        Scene scene = new Scene(Subject.BALL, Colour.BLUE, Background.GRASS, Motion.BOUNCING);
        byte[][] clip = renderer.clip(scene, 3);
        for (int frame = Renderer.BOUNCE_FRAMES; frame < Renderer.FRAMES; frame++) {
            byte[] before = clip[frame - Renderer.BOUNCE_FRAMES];
            for (int i = 0; i < before.length; i++) {
                assertThat(clip[frame][i] & 0xFF).isCloseTo(before[i] & 0xFF, within(1));
            }
        }
        assertThat(clip[Renderer.BOUNCE_FRAMES / 2]).isNotEqualTo(clip[0]);
    }

    @Test
    void otherSizesShowTheSameScene() {
        Scene scene = new Scene(Subject.ROCKET, Colour.YELLOW, Background.NIGHT, Motion.UP);
        byte[] small = renderer.clip(scene, 1)[3];
        byte[] large = new Renderer(2 * SIDE, Renderer.FRAMES).clip(scene, 1)[3];
        long difference = 0;
        for (int pixel = 0; pixel < PIXELS; pixel++) {
            int at = 3 * (2 * (pixel / SIDE) * 2 * SIDE + 2 * (pixel % SIDE));
            difference += Math.abs((small[3 * pixel] & 0xFF) - (large[at] & 0xFF));
        }
        assertThat(difference / (double) PIXELS).isLessThan(6);
    }

    /** Guards the committed weights: a change of the pictures must be a decision. */
    @Test
    void thePicturesAreThoseThatTheModelWasTrainedOn() {
        CRC32 sum = new CRC32();
        SplittableRandom random = new SplittableRandom(8);
        for (int i = 0; i < 50; i++) {
            for (byte[] frame : renderer.clip(SceneSampler.heldOut().draw(random), i)) {
                sum.update(frame);
            }
        }
        assertThat(sum.getValue()).isEqualTo(4097341063L);
    }

    @Test
    void badSizesAreRefused() {
        assertThatThrownBy(() -> new Renderer(8, 16)).hasMessageContaining("8");
        assertThatThrownBy(() -> new Renderer(64, 0)).hasMessageContaining("0 frames");
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value;
        }
        return sum;
    }
}
