package io.framefarm.coordinator.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.Control;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.StartVideo;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WindowInputsTest {

    private static final List<String> ONE_FOR_EACH_FRAME =
            IntStream.range(0, 20).mapToObj(i -> "image " + i).toList();

    private final RenderPlan plan = PlanSegments.plan(ResolveRequest.resolve(
            "r1",
            RenderRequest.newBuilder()
                    .addShots(Shot.newBuilder()
                            .setPrompt("a cat")
                            .setFrames(20)
                            .setImage("first")
                            .setMotionScale(0.5f)
                            .addControls(Control.newBuilder()
                                    .setNet("canny")
                                    .setScale(0.7f)
                                    .addAllImages(ONE_FOR_EACH_FRAME))
                            .addControls(Control.newBuilder().setNet("depth").addImages("for all"))
                            .setStart(StartVideo.newBuilder().setStrength(0.3f).addAllImages(ONE_FOR_EACH_FRAME)))
                    .build()));

    /** The last window is as long as the others, although only four of its frames come out. */
    @Test
    void aWindowHasTheImagesOfTheFramesThatItWorksOn() {
        Recipe second = plan.recipe(0, 1);

        assertThat(second.getControls(0).getImagesList()).containsExactlyElementsOf(ONE_FOR_EACH_FRAME.subList(4, 20));
        assertThat(second.getStart().getImagesList()).containsExactlyElementsOf(ONE_FOR_EACH_FRAME.subList(4, 20));
    }

    @Test
    void aSingleImageIsForAllWindows() {
        assertThat(plan.recipe(0, 0).getControls(1).getImagesList()).containsExactly("for all");
        assertThat(plan.recipe(0, 1).getControls(1).getImagesList()).containsExactly("for all");
    }

    @Test
    void whatIsSaidOfTheInputsHoldsInEveryWindow() {
        Recipe second = plan.recipe(0, 1);

        assertThat(second.getImage()).isEqualTo("first");
        assertThat(second.getMotionScale()).isEqualTo(0.5f);
        assertThat(second.getControls(0).getNet()).isEqualTo("canny");
        assertThat(second.getControls(0).getScale()).isEqualTo(0.7f);
        assertThat(second.getStart().getStrength()).isEqualTo(0.3f);
    }

    @Test
    void aShotWithoutInputsHasARecipeWithoutAny() {
        RenderPlan plain = PlanSegments.plan(ResolveRequest.resolve(
                "r1",
                RenderRequest.newBuilder()
                        .addShots(Shot.newBuilder().setPrompt("a cat").setFrames(20))
                        .build()));

        Recipe recipe = plain.recipe(0, 0);
        assertThat(recipe.getImage()).isEmpty();
        assertThat(recipe.hasMotionScale()).isFalse();
        assertThat(recipe.getControlsList()).isEmpty();
        assertThat(recipe.hasStart()).isFalse();
    }
}
