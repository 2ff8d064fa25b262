package io.framefarm.deploy.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framefarm.deploy.cli.WarmRecipes.Warm;
import io.framefarm.worker.engine.ControlUse;
import io.framefarm.worker.engine.Recipe;
import io.framefarm.worker.engine.Sampling;
import io.framefarm.worker.engine.pack.ModelFolder;
import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.noise.NoiseKind;
import io.framefarm.worker.sampling.SamplerKind;
import io.framefarm.worker.text.PromptSchedule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WarmRecipesTest {
    private static final ModelPack GUIDED = pack("demo-guided");
    private static final ModelPack DEMO = pack("demo");
    private static final ModelPack REFERENCE = pack("reference");

    @Test
    void eachFormOfTheUNetIsWarmedOnce() {
        List<Warm> warm = WarmRecipes.all(GUIDED).of(plain(16));

        assertThat(warm)
                .extracting(Warm::with)
                .containsExactlyInAnyOrder(
                        Set.of(),
                        Set.of(WarmUse.IMAGE),
                        Set.of(WarmUse.CONTROLS),
                        Set.of(WarmUse.IMAGE, WarmUse.CONTROLS),
                        Set.of(WarmUse.SCHEDULE),
                        Set.of(WarmUse.IMAGE, WarmUse.SCHEDULE),
                        Set.of(WarmUse.CONTROLS, WarmUse.SCHEDULE),
                        Set.of(WarmUse.IMAGE, WarmUse.CONTROLS, WarmUse.SCHEDULE),
                        Set.of(WarmUse.START));
        assertThat(warm).allSatisfy(each -> {
            Recipe recipe = each.recipe();
            assertThat(recipe.guides().start().isPresent())
                    .isEqualTo(each.with().contains(WarmUse.START));
            assertThat(recipe.guides().image().isPresent())
                    .isEqualTo(each.with().contains(WarmUse.IMAGE));
            assertThat(recipe.guides().controls())
                    .extracting(ControlUse::net)
                    .isEqualTo(each.with().contains(WarmUse.CONTROLS) ? List.of("layout") : List.of());
            assertThat(recipe.prompts().entries()).hasSize(each.with().contains(WarmUse.SCHEDULE) ? 2 : 1);
        });
    }

    @Test
    void aPackWithoutGuidesHasFewerForms() {
        assertThat(WarmRecipes.all(DEMO).of(plain(16)))
                .extracting(Warm::with)
                .containsExactly(Set.of(), Set.of(WarmUse.SCHEDULE), Set.of(WarmUse.START));
    }

    @Test
    void aPromptCannotChangeWithinOneFrame() {
        assertThat(WarmRecipes.all(DEMO).of(plain(1)))
                .extracting(Warm::with)
                .containsExactly(Set.of(), Set.of(WarmUse.START));
    }

    @Test
    void aDraftTakesTheDecoderForIt() {
        assertThat(WarmRecipes.of(REFERENCE, Set.of(WarmUse.DRAFT)).of(plain(16)))
                .extracting(warm -> warm.recipe().draft())
                .containsExactly(false, true);
    }

    @Test
    void onlyWhatIsAskedForIsWarmed() {
        assertThat(WarmRecipes.of(GUIDED, Set.of(WarmUse.TEXT)).of(plain(16)))
                .containsExactly(new Warm(plain(16), Set.of()));
        assertThat(WarmRecipes.of(GUIDED, Set.of(WarmUse.IMAGE)).of(plain(16)))
                .extracting(Warm::with)
                .containsExactly(Set.of(), Set.of(WarmUse.IMAGE));
    }

    @Test
    void whatThePackDoesNotHaveIsRefused() {
        assertThatThrownBy(() -> WarmRecipes.of(DEMO, Set.of(WarmUse.IMAGE)))
                .hasMessage("for: IMAGE (allowed with this pack: [TEXT, SCHEDULE, START])");
    }

    private static ModelPack pack(String name) {
        return ModelFolder.ofPack(Path.of("packs", name)).pack(name);
    }

    private static Recipe plain(int frames) {
        return new Recipe(
                "demo-guided",
                List.of(),
                PromptSchedule.of("dawn"),
                "",
                0,
                0,
                0,
                frames,
                64,
                64,
                new Sampling(SamplerKind.LCM, 1, 1, NoiseKind.PHILOX));
    }
}
