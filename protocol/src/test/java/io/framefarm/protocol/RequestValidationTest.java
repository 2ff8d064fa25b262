package io.framefarm.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.Control;
import io.framefarm.protocol.v1.LoraUse;
import io.framefarm.protocol.v1.NoiseSource;
import io.framefarm.protocol.v1.PromptAt;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Sampler;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;
import java.util.Collections;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RequestValidationTest {

    @Test
    void aValidRequestHasNoProblems() {
        assertThat(RequestValidation.problems(valid().build())).isEmpty();
    }

    @Test
    void allProblemsAreReturnedAtOnceInTheOrderOfTheFields() {
        RenderRequest request = valid().setWidth(65)
                .setFps(61)
                .addShots(Shot.newBuilder().setPrompt("p").setFrames(0))
                .build();

        assertThat(RequestValidation.problems(request))
                .extracting(Problem::toString)
                .containsExactly(
                        "width: 65 is not a multiple of 8",
                        "fps: 61 is above 60 (allowed: 0 to 60)",
                        "shots[1].frames: 0 is below 1 (allowed: 1 to 4096)");
    }

    @Test
    void aHostileRequestGetsABoundedAnswer() {
        RenderRequest.Builder request = valid();
        for (int i = 0; i < 100_000; i++) {
            request.addShots(Shot.getDefaultInstance());
        }

        assertThat(RequestValidation.problems(request.build())).hasSizeLessThan(150);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void everyLimitIsNamedByItsField(Consumer<RenderRequest.Builder> change, String expected) {
        RenderRequest.Builder request = valid();
        change.accept(request);

        assertThat(RequestValidation.problems(request.build()))
                .extracting(Problem::toString)
                .containsExactly(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("inputs")
    void everyRuleOfInputImagesIsNamedByItsField(Consumer<RenderRequest.Builder> change, String expected) {
        everyLimitIsNamedByItsField(change, expected);
    }

    static Stream<Arguments> inputs() {
        String image = new InputName("0".repeat(64)).key();
        Control control = Control.newBuilder().setNet("canny").addImages(image).build();
        return Stream.of(
                limit(
                        "image outside the store",
                        r -> r.getShotsBuilder(0).setImage("./cat.png"),
                        "shots[0].image: `./cat.png` is not in the video store under its hash (allowed here:"
                                + " inputs/SHA-256.png, which the command line and the HTTP API make of files, data URLs"
                                + " and store:KEY)"),
                limit(
                        "motion scale",
                        r -> r.getShotsBuilder(0).setImage(image).setMotionScale(11),
                        "shots[0].motion_scale: 11.0 is not allowed (allowed: 0.0 to 10.0)"),
                limit(
                        "motion scale without image",
                        r -> r.getShotsBuilder(0).setMotionScale(1),
                        "shots[0].motion_scale: is of use only together with `image`"),
                limit(
                        "control without net",
                        r -> r.getShotsBuilder(0)
                                .addControls(control.toBuilder().clearNet()),
                        "shots[0].controls[0].net: is missing (the name of a ControlNet of the pack)"),
                limit(
                        "control for some frames only",
                        r -> r.getShotsBuilder(0)
                                .addControls(control.toBuilder().addImages(image)),
                        "shots[0].controls[0].images: 2 given (allowed: 1 for all frames, or 16, one for each frame of"
                                + " the shot)"),
                limit(
                        "control that ends before it starts",
                        r -> r.getShotsBuilder(0)
                                .addControls(control.toBuilder().setStart(0.5f).setEnd(0.5f)),
                        "shots[0].controls[0].end: 0.5 is not after start, 0.5"),
                limit(
                        "control scale",
                        r -> r.getShotsBuilder(0)
                                .addControls(control.toBuilder().setScale(Float.NaN)),
                        "shots[0].controls[0].scale: NaN is not allowed (allowed: 0.0 to 4.0)"),
                limit(
                        "start that is still a video",
                        r -> r.getShotsBuilder(0).getStartBuilder().setVideo("./in.mp4"),
                        "shots[0].start.video: `./in.mp4` has not become images yet, which the command line and the"
                                + " HTTP API do before a request travels"),
                limit(
                        "too many images",
                        r -> {
                            for (int i = 0; i < 3; i++) {
                                r.addShots(shot().setFrames(3000)
                                        .addControls(control.toBuilder()
                                                .clearImages()
                                                .addAllImages(Collections.nCopies(3000, image))));
                            }
                        },
                        "shots: 9000 images are too many (allowed: up to 8192)"),
                limit(
                        "start of no strength",
                        r -> r.getShotsBuilder(0)
                                .getStartBuilder()
                                .addImages(image)
                                .setStrength(0),
                        "shots[0].start.strength: 0.0 is not allowed (allowed: above 0, up to 1)"));
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                limit("model missing", r -> r.clearModel(), "model: is missing (the name of a model pack)"),
                limit(
                        "model leaves the folder",
                        r -> r.setModel("../x"),
                        "model: `../x` is no name (allowed: 1 to 128 letters, digits, dots, hyphens and underscores,"
                                + " the first a letter or digit)"),
                limit(
                        "producer",
                        r -> r.setProducer("a b"),
                        "producer: `a b` is no name (allowed: 1 to 128 letters, digits, dots, hyphens and underscores,"
                                + " the first a letter or digit)"),
                limit("priority", r -> r.setPriority(101), "priority: 101 is above 100 (allowed: -100 to 100)"),
                limit("width too small", r -> r.setWidth(0), "width: 0 is below 64 (allowed: 64 to 2048)"),
                limit("height too large", r -> r.setHeight(2056), "height: 2056 is above 2048 (allowed: 64 to 2048)"),
                limit(
                        "pixels",
                        r -> r.setWidth(2048).setHeight(1024),
                        "width: 2048 x 1024 is 2097152 pixels (allowed: up to 1048576)"),
                limit("fps", r -> r.setFps(-1), "fps: -1 is below 0 (allowed: 0 to 60)"),
                limit("no shots", r -> r.clearShots(), "shots: none given (allowed: 1 to 64)"),
                limit(
                        "frames in all",
                        r -> {
                            for (int i = 0; i < 5; i++) {
                                r.addShots(shot().setFrames(4096));
                            }
                        },
                        "shots: 20496 frames in all are too many (allowed: up to 16384)"),
                limit(
                        "frames of a shot",
                        r -> r.getShotsBuilder(0).setFrames(4097),
                        "shots[0].frames: 4097 is above 4096 (allowed: 1 to 4096)"),
                limit(
                        "no prompt",
                        r -> r.getShotsBuilder(0).setPrompt(" "),
                        "shots[0].prompt: is missing (text of up to 2000 characters)"),
                limit(
                        "prompt too long",
                        r -> r.getShotsBuilder(0).setPrompt("p".repeat(2001)),
                        "shots[0].prompt: 2001 characters are too many (allowed: up to 2000)"),
                limit(
                        "control character",
                        r -> r.getShotsBuilder(0).setPrompt("a\0b"),
                        "shots[0].prompt: contains the control character U+0000"),
                limit(
                        "negative prompt too long",
                        r -> r.setNegativePrompt("p".repeat(2001)),
                        "negative_prompt: 2001 characters are too many (allowed: up to 2000)"),
                limit(
                        "prompt and schedule",
                        r -> r.getShotsBuilder(0)
                                .addPrompts(PromptAt.newBuilder().setPrompt("q")),
                        "shots[0].prompts: given together with `prompt`; only one of the two is allowed"),
                limit(
                        "schedule starts late",
                        r -> r.getShotsBuilder(0).clearPrompt().addPrompts(at(3)),
                        "shots[0].prompts[0].frame: 3 is not 0, where a schedule starts"),
                limit(
                        "schedule goes back",
                        r -> r.getShotsBuilder(0)
                                .clearPrompt()
                                .addPrompts(at(0))
                                .addPrompts(at(8))
                                .addPrompts(at(8)),
                        "shots[0].prompts[2].frame: 8 is not after the previous entry's frame 8"),
                limit(
                        "schedule beyond the end",
                        r -> r.getShotsBuilder(0)
                                .clearPrompt()
                                .addPrompts(at(0))
                                .addPrompts(at(16)),
                        "shots[0].prompts[1].frame: 16 is beyond the shot's last frame 15"),
                limit(
                        "too many LoRAs",
                        r -> {
                            for (int i = 0; i < 9; i++) {
                                r.addLoras(LoraUse.newBuilder().setName("l" + i).setScale(1));
                            }
                        },
                        "loras: 9 LoRAs are too many (allowed: up to 8)"),
                limit(
                        "LoRA scale",
                        r -> r.getShotsBuilder(0).addLoras(lora("l", Float.NaN)),
                        "shots[0].loras[0].scale: NaN is not allowed (allowed: -4.0 to 4.0)"),
                limit(
                        "LoRA twice",
                        r -> r.addLoras(lora("l", 1)).addLoras(lora("l", 1)),
                        "loras[1].name: `l` is listed twice"),
                limit(
                        "LoRA path",
                        r -> r.addLoras(lora("../../secret", 1)),
                        "loras[0].name: `../../secret` is no LoRA's name (allowed: 1 to 128 characters without slashes"
                                + " and colons, not starting with a dot)"),
                limit(
                        "steps of LCM",
                        r -> r.setSampling(Sampling.newBuilder()
                                .setSampler(Sampler.SAMPLER_LCM)
                                .setSteps(17)),
                        "sampling.steps: 17 is above 16 (allowed: 1 to 16)"),
                limit(
                        "steps of DDIM",
                        r -> r.setSampling(Sampling.newBuilder()
                                .setSampler(Sampler.SAMPLER_DDIM)
                                .setSteps(0)),
                        "sampling.steps: 0 is below 1 (allowed: 1 to 100)"),
                limit(
                        "guidance",
                        r -> r.getShotsBuilder(0)
                                .setSampling(Sampling.newBuilder().setGuidance(31)),
                        "shots[0].sampling.guidance: 31.0 is not allowed (allowed: 0.0 to 30.0)"),
                limit(
                        "unknown sampler",
                        r -> r.setSampling(Sampling.newBuilder().setSamplerValue(77)),
                        "sampling.sampler: is a value that this version does not know"),
                limit(
                        "loop of cut segments",
                        r -> r.getShotsBuilder(0).setFrames(32).setLoop(true),
                        "shots[0].loop: leaves a seam with the continuity cut (allowed with: overlap, fused, chain)"),
                limit(
                        "loop too short",
                        r -> r.setContinuity(Continuity.CONTINUITY_CHAIN)
                                .getShotsBuilder(0)
                                .setLoop(true),
                        "shots[0].loop: 16 frames are too few for it (allowed: 20 and more)"),
                limit(
                        "seam steps",
                        r -> r.setContinuity(Continuity.CONTINUITY_OVERLAP)
                                .getShotsBuilder(0)
                                .setSeamSteps(3),
                        "shots[0].seam_steps: 3 is above 2 (allowed: 0 to 2)"),
                limit(
                        "seam steps without overlaps",
                        r -> r.getShotsBuilder(0).setSeamSteps(1),
                        "shots[0].seam_steps: goes with the continuity overlap only"),
                limit(
                        "a stream of noise for windows that share it",
                        r -> r.setContinuity(Continuity.CONTINUITY_OVERLAP)
                                .setSampling(Sampling.newBuilder().setNoise(NoiseSource.NOISE_SOURCE_PYTORCH_CPU)),
                        "shots[0].sampling.noise: pytorch_cpu is one stream for each window, so windows cannot share it"
                                + " (allowed with cut only)"),
                limit(
                        "fused without steps",
                        r -> r.getShotsBuilder(0).setContinuity(Continuity.CONTINUITY_FUSED),
                        "shots[0].sampling.steps: is missing (1 to 16; fused windows exchange latents at each step, so"
                                + " that their number is part of the plan)"),
                limit(
                        "fused with many steps",
                        r -> r.setContinuity(Continuity.CONTINUITY_FUSED)
                                .setSampling(Sampling.newBuilder()
                                        .setSampler(Sampler.SAMPLER_DDIM)
                                        .setSteps(25)),
                        "shots[0].sampling.steps: 25 is above 16 (allowed: 1 to 16)"),
                limit(
                        "unknown continuity",
                        r -> r.setContinuityValue(99),
                        "continuity: is a value that this version does not know"),
                limit(
                        "crossfade longer than the shot",
                        r -> {
                            r.getShotsBuilder(0).getTransitionBuilder().setCrossfadeFrames(17);
                            r.addShots(shot());
                        },
                        "shots[0].transition.crossfade_frames: 17 frames do not fit: this shot has 16 left for it and"
                                + " the next has 16"),
                limit(
                        "two crossfades longer than the shot between them",
                        r -> {
                            r.getShotsBuilder(0).getTransitionBuilder().setCrossfadeFrames(10);
                            r.addShots(shot());
                            r.getShotsBuilder(1).getTransitionBuilder().setCrossfadeFrames(10);
                            r.addShots(shot());
                        },
                        "shots[1].transition.crossfade_frames: 10 frames do not fit: this shot has 6 left for it and"
                                + " the next has 16"),
                limit(
                        "crossfade too long",
                        r -> {
                            r.getShotsBuilder(0).getTransitionBuilder().setCrossfadeFrames(65);
                            r.addShots(shot());
                        },
                        "shots[0].transition.crossfade_frames: 65 is above 64 (allowed: 0 to 64)"),
                limit(
                        "unknown format",
                        r -> r.getOutputBuilder().setFormatValue(99),
                        "output.format: is a value that this version does not know"),
                limit(
                        "upscale",
                        r -> r.getOutputBuilder().setUpscale(9),
                        "output.upscale: 9 is above 8 (allowed: 0 to 8)"),
                limit(
                        "enlarged side",
                        r -> r.setWidth(1024).getOutputBuilder().setUpscale(8),
                        "output.upscale: 8 makes a side of 8192 pixels (allowed: up to 4096)"),
                limit(
                        "label's key",
                        r -> r.putLabels("a b", "c"),
                        "labels.a b: `a b` is no name (allowed: 1 to 128 letters, digits, dots, hyphens and"
                                + " underscores, the first a letter or digit)"),
                limit(
                        "label's value",
                        r -> r.putLabels("a", "c".repeat(257)),
                        "labels.a: 257 characters are too many (allowed: up to 256)"));
    }

    private static Arguments limit(String name, Consumer<RenderRequest.Builder> change, String expected) {
        return Arguments.of(Named.of(name, change), expected);
    }

    @Test
    void aLoopOfFusedWindowsMayBeOneWindowLong() {
        RenderRequest.Builder looping = valid().setContinuity(Continuity.CONTINUITY_FUSED)
                .setSampling(Sampling.newBuilder().setSteps(4));
        looping.getShotsBuilder(0).setLoop(true);

        assertThat(RequestValidation.problems(looping.build())).isEmpty();
    }

    private static PromptAt at(int frame) {
        return PromptAt.newBuilder().setFrame(frame).setPrompt("p").build();
    }

    private static LoraUse lora(String name, float scale) {
        return LoraUse.newBuilder().setName(name).setScale(scale).build();
    }

    private static Shot.Builder shot() {
        return Shot.newBuilder().setPrompt("a cat").setFrames(16);
    }

    private static RenderRequest.Builder valid() {
        return RenderRequest.newBuilder()
                .setModel("reference")
                .setWidth(64)
                .setHeight(64)
                .addShots(shot());
    }
}
