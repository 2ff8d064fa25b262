package io.framefarm.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.training.data.LayoutHints;
import io.framefarm.training.judge.Likeness;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.Scene;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped adapters through the whole farm: clips of the renderer guide shots, which are held against them. */
class DemoAdaptersIT {

    private static final List<Scene> SCENES = UnseenScenes.ALL;
    private static final double A_TENTH = 0.1;

    private final Renderer renderer = new Renderer(Film.SIDE, Renderer.FRAMES);
    private final Likeness likeness = new Likeness(Film.SIDE);

    @TempDir
    Path folder;

    @Test
    void videosBeginWithTheImageThatIsGiven() throws Exception {
        Film film = new Film("demo-guided", folder);
        for (int i = 0; i < SCENES.size(); i++) {
            film.shot(SCENES.get(i), i, "image: " + film.image(clip(i)[0]));
        }
        assertThat(kept(film.render())).isGreaterThanOrEqualTo(SCENES.size() - 1);

        Film unguided = new Film("demo-guided", folder.resolve("unguided"));
        for (int i = 0; i < SCENES.size(); i++) {
            unguided.shot(SCENES.get(i), i);
        }
        assertThat(kept(unguided.render())).isLessThan(SCENES.size() - 1);
    }

    @Test
    void thingsFollowThePathThatIsDrawn() throws Exception {
        Film film = new Film("demo-guided", folder);
        for (int i = 0; i < SCENES.size(); i++) {
            film.shot(SCENES.get(i), i, "controls: [{net: layout, images: " + drawn(film, i) + "}]");
        }

        List<byte[][]> shots = film.render();

        double[] distances = new double[SCENES.size()];
        for (int i = 0; i < SCENES.size(); i++) {
            distances[i] = likeness.distance(shots.get(i), clip(i));
        }
        assertThat(Arrays.stream(distances).average().orElseThrow())
                .as("distances from the path, in shares of the frame: %s", Arrays.toString(distances))
                .isLessThan(A_TENTH);
    }

    private long kept(List<byte[][]> shots) {
        long kept = 0;
        for (int i = 0; i < SCENES.size(); i++) {
            kept += likeness.keepsFirstFrame(shots.get(i), clip(i), SCENES.get(i)) ? 1 : 0;
        }
        return kept;
    }

    private byte[][] clip(int index) {
        return renderer.clip(SCENES.get(index), seed(index));
    }

    /** Names of one image for each frame. */
    private static List<String> drawn(Film film, int index) throws IOException {
        float[] hints = LayoutHints.ofScene(SCENES.get(index), seed(index));
        List<String> names = new ArrayList<>();
        for (int frame = 0; frame < Renderer.FRAMES; frame++) {
            names.add(film.image(rgb(hints, frame)));
        }
        return names;
    }

    /** Of the clip that guides: not the shot's own, which decides about its noise. */
    private static long seed(int index) {
        return 100L + index;
    }

    /** One frame of [frames, 3, h, w] from 0 to 1 as interleaved bytes. */
    private static byte[] rgb(float[] frames, int frame) {
        int plane = Film.SIDE * Film.SIDE;
        byte[] rgb = new byte[3 * plane];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) Math.round(255 * frames[(3 * frame + i % 3) * plane + i / 3]);
        }
        return rgb;
    }
}
