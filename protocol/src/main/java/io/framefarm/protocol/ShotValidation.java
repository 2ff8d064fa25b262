package io.framefarm.protocol;

import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.LoraUse;
import io.framefarm.protocol.v1.NoiseSource;
import io.framefarm.protocol.v1.PromptAt;
import io.framefarm.protocol.v1.Sampler;
import io.framefarm.protocol.v1.Sampling;
import io.framefarm.protocol.v1.Shot;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The rules of one shot, and of what a request gives as defaults for its shots. */
final class ShotValidation {
    private ShotValidation() {}

    static void check(Problems problems, String path, Shot shot) {
        checkPrompts(problems, path, shot);
        problems.range(path + ".frames", shot.getFrames(), 1, Limits.MAX_FRAMES_PER_SHOT);
        problems.text(path + ".negative_prompt", shot.getNegativePrompt(), Limits.MAX_PROMPT_LENGTH);
        checkLoras(problems, path + ".loras", shot.getLorasList());
        if (shot.hasSampling()) {
            checkSampling(problems, path + ".sampling", shot.getSampling());
        }
        checkKnown(problems, path + ".continuity", shot.getContinuity() == Continuity.UNRECOGNIZED);
        InputValidation.check(problems, path, shot);
    }

    private static void checkPrompts(Problems problems, String path, Shot shot) {
        boolean hasPrompt = !shot.getPrompt().isBlank();
        boolean hasSchedule = shot.getPromptsCount() > 0;
        if (hasPrompt && hasSchedule) {
            problems.add(path + ".prompts", "given together with `prompt`; only one of the two is allowed");
        } else if (!hasPrompt && !hasSchedule) {
            problems.add(
                    path + ".prompt", "is missing (text of up to %d characters)".formatted(Limits.MAX_PROMPT_LENGTH));
        }
        problems.text(path + ".prompt", shot.getPrompt(), Limits.MAX_PROMPT_LENGTH);
        problems.atMost(path + ".prompts", "prompts", shot.getPromptsCount(), Limits.MAX_PROMPTS_PER_SHOT);
        checkSchedule(problems, path + ".prompts", shot);
    }

    private static void checkSchedule(Problems problems, String path, Shot shot) {
        int previous = -1;
        int checked = Math.min(shot.getPromptsCount(), Limits.MAX_PROMPTS_PER_SHOT);
        for (int i = 0; i < checked; i++) {
            PromptAt entry = shot.getPrompts(i);
            String entryPath = path + "[" + i + "]";
            if (i == 0 && entry.getFrame() != 0) {
                problems.add(entryPath + ".frame", "%d is not 0, where a schedule starts".formatted(entry.getFrame()));
            } else if (entry.getFrame() <= previous) {
                problems.add(
                        entryPath + ".frame",
                        "%d is not after the previous entry's frame %d".formatted(entry.getFrame(), previous));
            } else if (entry.getFrame() >= Math.max(1, shot.getFrames())) {
                problems.add(
                        entryPath + ".frame",
                        "%d is beyond the shot's last frame %d".formatted(entry.getFrame(), shot.getFrames() - 1));
            }
            if (entry.getPrompt().isBlank()) {
                problems.add(entryPath + ".prompt", "is missing");
            }
            problems.text(entryPath + ".prompt", entry.getPrompt(), Limits.MAX_PROMPT_LENGTH);
            previous = entry.getFrame();
        }
    }

    static void checkLoras(Problems problems, String path, List<LoraUse> loras) {
        problems.atMost(path, "LoRAs", loras.size(), Limits.MAX_LORAS);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < Math.min(loras.size(), Limits.MAX_LORAS); i++) {
            LoraUse lora = loras.get(i);
            String entryPath = path + "[" + i + "]";
            checkLoraName(problems, entryPath + ".name", lora.getName());
            problems.range(entryPath + ".scale", lora.getScale(), -Limits.MAX_LORA_SCALE, Limits.MAX_LORA_SCALE);
            if (!seen.add(lora.getName())) {
                problems.add(entryPath + ".name", "`%s` is listed twice".formatted(Limits.abbreviated(lora.getName())));
            }
        }
    }

    /** People name LoRA files freely; what matters is that the name stays inside the folder. */
    private static void checkLoraName(Problems problems, String path, String name) {
        boolean leavesFolder = name.startsWith(".") || name.contains("/") || name.contains("\\") || name.contains(":");
        if (name.isBlank() || name.length() > Limits.MAX_NAME_LENGTH || leavesFolder) {
            problems.add(
                    path,
                    "`%s` is no LoRA's name (allowed: 1 to %d characters without slashes and colons, not starting with a dot)"
                            .formatted(Limits.abbreviated(name), Limits.MAX_NAME_LENGTH));
        }
        problems.text(path, name, Limits.MAX_NAME_LENGTH);
    }

    static void checkSampling(Problems problems, String path, Sampling sampling) {
        checkKnown(problems, path + ".sampler", sampling.getSampler() == Sampler.UNRECOGNIZED);
        checkKnown(problems, path + ".noise", sampling.getNoise() == NoiseSource.UNRECOGNIZED);
        if (sampling.hasSteps()) {
            problems.range(path + ".steps", sampling.getSteps(), 1, maxSteps(sampling.getSampler()));
        }
        if (sampling.hasGuidance()) {
            problems.range(path + ".guidance", sampling.getGuidance(), 0, Limits.MAX_GUIDANCE);
        }
    }

    private static int maxSteps(Sampler sampler) {
        return switch (sampler) {
            case SAMPLER_LCM -> Limits.MAX_STEPS_LCM;
            case SAMPLER_DDIM, SAMPLER_EULER, SAMPLER_UNSPECIFIED, UNRECOGNIZED -> Limits.MAX_STEPS;
        };
    }

    static void checkKnown(Problems problems, String path, boolean unrecognized) {
        if (unrecognized) {
            problems.add(path, "is a value that this version does not know");
        }
    }
}
