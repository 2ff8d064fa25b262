package io.framefarm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.Control;
import io.framefarm.protocol.v1.LoraUse;
import io.framefarm.protocol.v1.PromptAt;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Sampler;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each limit from both sides: what it allows is accepted, and one more is refused under the name of its field. */
class RequestLimitsTest {

    private static final String IMAGE = "inputs/" + "0".repeat(64) + ".png";

    /** Makes a request in which something is as large or as many as said. */
    private interface Sized {
        void make(RenderRequest.Builder request, int size);
    }

    @ParameterizedTest(name = "{0}: {2}, and not {3}")
    @MethodSource("limits")
    void theLimitItselfIsAllowedAndWhatIsBeyondIsNamed(String field, Sized sized, int allowed, int beyond) {
        assertThat(RequestValidation.problems(request(sized, allowed))).isEmpty();

        assertThat(RequestValidation.problems(request(sized, beyond)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith(field + ": ")
                        .contains(Integer.toString(beyond), "allowed: "));
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                limit("shots", (r, n) -> IntStream.range(1, n).forEach(i -> r.addShots(shot())), 64, 65),
                limit("shots[0].frames", (r, n) -> first(r).setFrames(n), 1, 0),
                limit("shots[0].frames", (r, n) -> first(r).setFrames(n), 4096, 4097),
                limit("shots[0].prompt", (r, n) -> first(r).setPrompt("p".repeat(n)), 2000, 2001),
                limit("shots[0].negative_prompt", (r, n) -> first(r).setNegativePrompt("p".repeat(n)), 2000, 2001),
                limit("negative_prompt", (r, n) -> r.setNegativePrompt("p".repeat(n)), 2000, 2001),
                limit("shots[0].prompts", RequestLimitsTest::schedule, 64, 65),
                limit("width", (r, n) -> r.setWidth(n), 64, 56),
                limit("width", (r, n) -> r.setWidth(n), 2048, 2056),
                limit("height", (r, n) -> r.setHeight(n), 64, 56),
                limit("height", (r, n) -> r.setHeight(n), 2048, 2056),
                limit("width", (r, n) -> r.setWidth(1024).setHeight(n), 1024, 1032),
                limit("fps", (r, n) -> r.setFps(n), 60, 61),
                limit("priority", (r, n) -> r.setPriority(n), -100, -101),
                limit("priority", (r, n) -> r.setPriority(n), 100, 101),
                limit("loras", (r, n) -> IntStream.range(0, n).forEach(i -> r.addLoras(lora(i, 1))), 8, 9),
                limit("loras[0].scale", (r, n) -> r.addLoras(lora(0, n)), -4, -5),
                limit("loras[0].scale", (r, n) -> r.addLoras(lora(0, n)), 4, 5),
                limit("sampling.steps", (r, n) -> r.setSampling(steps(Sampler.SAMPLER_LCM, n)), 16, 17),
                limit("sampling.steps", (r, n) -> r.setSampling(steps(Sampler.SAMPLER_DDIM, n)), 100, 101),
                limit("sampling.steps", (r, n) -> r.setSampling(steps(Sampler.SAMPLER_EULER, n)), 100, 101),
                limit("sampling.steps", (r, n) -> r.setSampling(steps(Sampler.SAMPLER_EULER, n)), 1, 0),
                limit("sampling.guidance", (r, n) -> r.setSampling(guidance(n)), 30, 31),
                limit("sampling.guidance", (r, n) -> r.setSampling(guidance(n)), 0, -1),
                limit(
                        "shots[0].motion_scale",
                        (r, n) -> first(r).setImage(IMAGE).setMotionScale(n),
                        10,
                        11),
                limit("shots[0].controls", RequestLimitsTest::controls, 4, 5),
                limit(
                        "shots[0].controls[0].scale",
                        (r, n) -> first(r).addControls(control().setScale(n)),
                        4,
                        5),
                limit("shots[0].transition.crossfade_frames", RequestLimitsTest::crossfade, 64, 65),
                limit("output.upscale", (r, n) -> r.getOutputBuilder().setUpscale(n), 8, 9),
                limit("labels", (r, n) -> IntStream.range(0, n).forEach(i -> r.putLabels("l" + i, "v")), 32, 33),
                limit("labels.l", (r, n) -> r.putLabels("l", "v".repeat(n)), 256, 257));
    }

    private static Arguments limit(String field, Sized sized, int allowed, int beyond) {
        return Arguments.of(field, sized, allowed, beyond);
    }

    private static RenderRequest request(Sized sized, int size) {
        RenderRequest.Builder request = RenderRequest.newBuilder()
                .setModel("reference")
                .setWidth(64)
                .setHeight(64)
                .addShots(shot());
        sized.make(request, size);
        return request.build();
    }

    private static Shot.Builder shot() {
        return Shot.newBuilder().setPrompt("a cat").setFrames(128);
    }

    private static Shot.Builder first(RenderRequest.Builder request) {
        return request.getShotsBuilder(0);
    }

    private static void schedule(RenderRequest.Builder request, int entries) {
        Shot.Builder shot = first(request).clearPrompt();
        for (int frame = 0; frame < entries; frame++) {
            shot.addPrompts(PromptAt.newBuilder().setFrame(frame).setPrompt("p"));
        }
    }

    private static void controls(RenderRequest.Builder request, int count) {
        for (int i = 0; i < count; i++) {
            first(request).addControls(control());
        }
    }

    private static void crossfade(RenderRequest.Builder request, int frames) {
        first(request).getTransitionBuilder().setCrossfadeFrames(frames);
        request.addShots(shot());
    }

    private static Control.Builder control() {
        return Control.newBuilder().setNet("canny").addImages(IMAGE);
    }

    private static LoraUse lora(int number, float scale) {
        return LoraUse.newBuilder().setName("lora-" + number).setScale(scale).build();
    }

    private static Sampling steps(Sampler sampler, int steps) {
        return Sampling.newBuilder().setSampler(sampler).setSteps(steps).build();
    }

    private static Sampling guidance(float guidance) {
        return Sampling.newBuilder().setGuidance(guidance).build();
    }
}
