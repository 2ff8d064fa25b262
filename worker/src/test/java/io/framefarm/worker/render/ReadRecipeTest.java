package io.framefarm.worker.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.framefarm.protocol.v1.LoraUse;
import io.framefarm.protocol.v1.NoiseSource;
import io.framefarm.protocol.v1.PromptAt;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Sampler;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.worker.engine.Guides;
import io.framefarm.worker.engine.pack.PackDefaults;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.sampling.SamplerKind;
import io.framefarm.worker.sampling.SamplerSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadRecipeTest {

    private static final PackDefaults DEFAULTS = new PackDefaults(64, 64, 16, 8, SamplerSettings.animateLcm(), 4, 1.5f);

    private static final Recipe RECIPE = Recipe.newBuilder()
            .setModel("demo")
            .addLoras(LoraUse.newBuilder().setName("style").setScale(0.5f))
            .addPrompts(PromptAt.newBuilder().setPrompt("a fish"))
            .addPrompts(PromptAt.newBuilder().setFrame(8).setPrompt("a rocket"))
            .setNegativePrompt("blurry")
            .setSeed(-1)
            .setShot(2)
            .setFirstFrame(16)
            .setFrames(16)
            .setWidth(64)
            .setHeight(72)
            .build();

    @Test
    void everythingThatDeterminesThePixelsIsTaken() {
        io.framefarm.worker.engine.Recipe read = ReadRecipe.of(RECIPE, DEFAULTS, Guides.NONE, List.of());

        assertThat(read.pack()).isEqualTo("demo");
        assertThat(read.loras()).containsExactly(new io.framefarm.worker.engine.LoraUse("style", 0.5f));
        assertThat(read.prompts().entries())
                .containsExactly(
                        new io.framefarm.worker.text.PromptAt(0, "a fish"),
                        new io.framefarm.worker.text.PromptAt(8, "a rocket"));
        assertThat(read.negativePrompt()).isEqualTo("blurry");
        assertThat(read.seed()).isEqualTo(-1);
        assertThat(read.shot()).isEqualTo(2);
        assertThat(read.firstFrame()).isEqualTo(16);
        assertThat(read.frames()).isEqualTo(16);
        assertThat(read.width()).isEqualTo(64);
        assertThat(read.height()).isEqualTo(72);
        assertThat(read.draft()).isFalse();
    }

    @Test
    void aDraftIsOneForTheEngineToo() {
        Recipe draft = RECIPE.toBuilder().setDraft(true).build();

        assertThat(ReadRecipe.of(draft, DEFAULTS, Guides.NONE, List.of()).draft())
                .isTrue();
    }

    @Test
    void whatTheRequestLeavesOpenThePackSays() {
        assertThat(ReadRecipe.of(RECIPE, DEFAULTS, Guides.NONE, List.of()).sampling())
                .isEqualTo(new io.framefarm.worker.engine.Sampling(SamplerKind.LCM, 4, 1.5f, NoiseKind.PHILOX));
    }

    @Test
    void whatTheRequestSaysGoesFirst() {
        Recipe asked = RECIPE.toBuilder()
                .setSampling(Sampling.newBuilder()
                        .setSampler(Sampler.SAMPLER_LCM)
                        .setSteps(8)
                        .setGuidance(1)
                        .setNoise(NoiseSource.NOISE_SOURCE_PYTORCH_CPU))
                .build();

        assertThat(ReadRecipe.of(asked, DEFAULTS, Guides.NONE, List.of()).sampling())
                .isEqualTo(new io.framefarm.worker.engine.Sampling(SamplerKind.LCM, 8, 1, NoiseKind.PYTORCH_CPU));
    }

    @Test
    void theStepsOfADistilledPackAreNotThoseOfAnotherSampler() {
        Recipe asked = RECIPE.toBuilder()
                .setSampling(Sampling.newBuilder().setSampler(Sampler.SAMPLER_DDIM))
                .build();

        assertThat(ReadRecipe.of(asked, DEFAULTS, Guides.NONE, List.of())
                        .sampling()
                        .steps())
                .isEqualTo(25);
        assertThat(ReadRecipe.of(asked, DEFAULTS, Guides.NONE, List.of())
                        .sampling()
                        .guidance())
                .isEqualTo(7.5f);
    }

    @Test
    void aSizeThatDoesNotFitIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> ReadRecipe.of(RECIPE.toBuilder().setWidth(65).build(), DEFAULTS, Guides.NONE, List.of()))
                .withMessageContaining("width: 65");
    }
}
