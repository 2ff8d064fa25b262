package io.framefarm.deploy.cli;

import io.framefarm.protocol.frame.RgbFrame;
import io.framefarm.worker.engine.ControlUse;
import io.framefarm.worker.engine.Guides;
import io.framefarm.worker.engine.Recipe;
import io.framefarm.worker.engine.SourceImage;
import io.framefarm.worker.engine.StartVideo;
import io.framefarm.worker.engine.pack.ModelPack;
import io.framefarm.worker.text.PromptAt;
import io.framefarm.worker.text.PromptSchedule;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** Recipes that among them need all networks of a pack that segments may need: each combination of what they may use. */
final class WarmRecipes {
    private final ModelPack pack;
    private final Set<WarmUse> uses;

    private WarmRecipes(ModelPack pack, Set<WarmUse> uses) {
        this.pack = pack;
        this.uses = uses;
    }

    /** For all that the pack has. */
    static WarmRecipes all(ModelPack pack) {
        EnumSet<WarmUse> uses = EnumSet.allOf(WarmUse.class);
        if (pack.guides().imageEncoder().isEmpty()) {
            uses.remove(WarmUse.IMAGE);
        }
        if (pack.guides().controlNets().isEmpty()) {
            uses.remove(WarmUse.CONTROLS);
        }
        if (pack.weights().draftDecoder().isEmpty()) {
            uses.remove(WarmUse.DRAFT);
        }
        return new WarmRecipes(pack, uses);
    }

    /** For these; throws {@link IllegalArgumentException} for what the pack does not have. */
    static WarmRecipes of(ModelPack pack, Set<WarmUse> asked) {
        WarmRecipes all = all(pack);
        for (WarmUse use : asked) {
            if (!all.uses.contains(use)) {
                throw new IllegalArgumentException("for: " + use + " (allowed with this pack: " + all.uses + ")");
            }
        }
        return new WarmRecipes(pack, EnumSet.copyOf(asked));
    }

    /** A recipe, and what of it takes other networks than the prompt alone does. */
    record Warm(Recipe recipe, Set<WarmUse> with) {}

    /** @param plain what all have in common */
    List<Warm> of(Recipe plain) {
        List<Set<WarmUse>> forms = new ArrayList<>();
        forms.add(EnumSet.noneOf(WarmUse.class));
        for (WarmUse use : List.of(WarmUse.IMAGE, WarmUse.CONTROLS, WarmUse.SCHEDULE)) {
            if (uses.contains(use) && (use != WarmUse.SCHEDULE || plain.frames() > 1)) {
                forms.addAll(forms.stream().map(form -> with(form, use)).toList());
            }
        }
        for (WarmUse use : List.of(WarmUse.START, WarmUse.DRAFT)) {
            if (uses.contains(use)) {
                forms.add(EnumSet.of(use)); // takes another network, but no other form of the UNet
            }
        }
        return forms.stream().map(form -> new Warm(recipe(plain, form), form)).toList();
    }

    private static Set<WarmUse> with(Set<WarmUse> form, WarmUse use) {
        Set<WarmUse> more = EnumSet.of(use);
        more.addAll(form);
        return more;
    }

    private Recipe recipe(Recipe plain, Set<WarmUse> form) {
        RgbFrame black = new RgbFrame(
                plain.width(), plain.height(), new byte[plain.width() * plain.height() * RgbFrame.CHANNELS]);
        Guides guides = new Guides(
                form.contains(WarmUse.IMAGE) ? new SourceImage(black, null) : null,
                form.contains(WarmUse.CONTROLS) ? controls(black) : List.of(),
                form.contains(WarmUse.START) ? new StartVideo(List.of(black), 1) : null);
        return new Recipe(
                plain.pack(),
                plain.loras(),
                form.contains(WarmUse.SCHEDULE) ? changing(plain) : plain.prompts(),
                plain.negativePrompt(),
                plain.seed(),
                plain.shot(),
                plain.firstFrame(),
                plain.frames(),
                plain.width(),
                plain.height(),
                plain.sampling(),
                guides,
                plain.part(),
                plain.draft() || form.contains(WarmUse.DRAFT));
    }

    private List<ControlUse> controls(RgbFrame image) {
        return pack.guides().controlNets().stream()
                .map(net -> new ControlUse(net.name(), List.of(image), null, 0, 1))
                .toList();
    }

    private static PromptSchedule changing(Recipe plain) {
        TreeMap<Integer, String> prompts = new TreeMap<>();
        plain.prompts().entries().forEach(entry -> prompts.put(entry.frame(), entry.prompt()));
        prompts.put(plain.firstFrame() + 1, "");
        return new PromptSchedule(prompts.entrySet().stream()
                .map(entry -> new PromptAt(entry.getKey(), entry.getValue()))
                .toList());
    }
}
