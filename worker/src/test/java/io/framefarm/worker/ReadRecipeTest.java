package io.framefarm.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.protocol.v1.LoraUse;
import io.framefarm.protocol.v1.NoiseSource;
import io.framefarm.protocol.v1.PromptAt;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.protocol.v1.Sampler;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.worker.engine.pack.PackDefaults;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.sampling.SamplerKind;
import io.framefarm.worker.sampling.SamplerSettings;
import org.junit.jupiter.api.Test;

class ReadRecipeTest {

    private static final PackDefaults PACK = new PackDefaults(512, 512, 16, 8, SamplerSettings.animateLcm(), 4, 1.5f);

    @Test
    void everythingThatDeterminesThePixelsArrives() {
        io.framefarm.worker.engine.Recipe recipe = ReadRecipe.read(message().build(), PACK);

        assertThat(recipe.pack()).isEqualTo("demo");
        assertThat(recipe.prompts().entries()).containsExactly(new io.framefarm.worker.text.PromptAt(0, "a red ball"));
        assertThat(recipe.loras()).containsExactly(new io.framefarm.worker.engine.LoraUse("ink", 0.5f));
        assertThat(recipe.negativePrompt()).isEqualTo("blurry");
        assertThat(recipe.seed()).isEqualTo(-1L);
        assertThat(recipe.shot()).isEqualTo(2);
        assertThat(recipe.firstFrame()).isEqualTo(32);
        assertThat(recipe.frames()).isEqualTo(16);
        assertThat(recipe.width()).isEqualTo(64);
        assertThat(recipe.height()).isEqualTo(72);
    }

    @Test
    void whatTheRequestLeavesOpenThePackDecides() {
        io.framefarm.worker.engine.Sampling sampling =
                ReadRecipe.read(message().build(), PACK).sampling();

        assertThat(sampling)
                .isEqualTo(new io.framefarm.worker.engine.Sampling(SamplerKind.LCM, 4, 1.5f, NoiseKind.PHILOX));
    }

    @Test
    void whatTheRequestSaysOverridesThePack() {
        Sampling asked = Sampling.newBuilder()
                .setSampler(Sampler.SAMPLER_DDIM)
                .setSteps(25)
                .setGuidance(7.5f)
                .setNoise(NoiseSource.NOISE_SOURCE_PYTORCH_CPU)
                .build();

        assertThat(ReadRecipe.read(message().setSampling(asked).build(), PACK).sampling())
                .isEqualTo(new io.framefarm.worker.engine.Sampling(SamplerKind.DDIM, 25, 7.5f, NoiseKind.PYTORCH_CPU));
    }

    @Test
    void anUnknownSamplerIsNamedAndNotGuessed() {
        Recipe.Builder fromTheFuture =
                message().setSampling(Sampling.newBuilder().setSamplerValue(99));

        assertThatThrownBy(() -> ReadRecipe.read(fromTheFuture.build(), PACK))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sampling.sampler");
    }

    private static Recipe.Builder message() {
        return Recipe.newBuilder()
                .setModel("demo")
                .addLoras(LoraUse.newBuilder().setName("ink").setScale(0.5f))
                .addPrompts(PromptAt.newBuilder().setPrompt("a red ball"))
                .setNegativePrompt("blurry")
                .setSeed(-1L)
                .setShot(2)
                .setFirstFrame(32)
                .setFrames(16)
                .setWidth(64)
                .setHeight(72);
    }
}
