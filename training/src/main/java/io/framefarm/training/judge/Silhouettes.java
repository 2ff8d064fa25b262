package io.framefarm.training.judge;

import io.framefarm.training.world.Background;
import io.framefarm.training.world.Colour;
import io.framefarm.training.world.Motion;
import io.framefarm.training.world.Renderer;
import io.framefarm.training.world.Scene;
import io.framefarm.training.world.Size;
import io.framefarm.training.world.Speed;
import io.framefarm.training.world.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recognises the subject: the one whose outline, in any attitude of the world, fits those of a clip best. */
final class Silhouettes {
    private static final double SMALLEST_LIKENESS = 0.55;
    /** Small examples look as large pictures do after a coarse decoder. */
    private static final List<Integer> EXAMPLE_SIDES = List.of(128, 40);

    private static final int EXAMPLE_FRAMES = 6;
    private static final int EXAMPLE_SEEDS = 3;

    private final Map<Subject, List<Outline>> examples = new EnumMap<>(Subject.class);

    Silhouettes() {
        for (Subject subject : Subject.values()) {
            List<Outline> outlines = new ArrayList<>();
            for (Motion motion : Motion.values()) {
                for (int side : EXAMPLE_SIDES) {
                    outlines.addAll(subject.performs(motion) ? exampleOutlines(subject, motion, side) : List.of());
                }
            }
            examples.put(subject, List.copyOf(outlines));
        }
    }

    @Nullable
    Subject recognise(Collection<Blob> blobs) {
        List<Outline> outlines = blobs.stream().map(Outline::of).toList();
        Subject best = null;
        double highest = SMALLEST_LIKENESS;
        for (Map.Entry<Subject, List<Outline>> entry : examples.entrySet()) {
            double likeness = outlines.stream()
                    .mapToDouble(outline -> entry.getValue().stream()
                            .mapToDouble(outline::likeness)
                            .max()
                            .orElse(0))
                    .average()
                    .orElse(0);
            if (likeness > highest) {
                highest = likeness;
                best = entry.getKey();
            }
        }
        return best;
    }

    /** A few seeds show both the directions that a subject may face. */
    private static List<Outline> exampleOutlines(Subject subject, Motion motion, int side) {
        Scene scene = new Scene(subject, Colour.RED, Background.NIGHT, motion).resized(Size.LARGE, Speed.FAST);
        Renderer renderer = new Renderer(side, motion == Motion.BOUNCING ? EXAMPLE_FRAMES : 1);
        List<Outline> outlines = new ArrayList<>();
        for (long seed = 0; seed < EXAMPLE_SEEDS; seed++) {
            Frames frames = new Frames(renderer.clip(scene, seed), side, side);
            BodyPixels body = new BodyPixels(frames, scene.background());
            for (int frame = 0; frame < frames.count(); frame++) {
                Blob blob = Blob.largest(body.mask(frame, scene.colour()), side);
                if (blob == null) {
                    throw new IllegalStateException("example of " + scene + ": its body is not found");
                }
                outlines.add(Outline.of(blob));
            }
        }
        return outlines;
    }
}
