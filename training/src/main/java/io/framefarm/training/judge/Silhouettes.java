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
    private static final double SMALLEST_LIKENESS = 0.6;
    private static final int EXAMPLE_SIDE = 128;
    private static final int EXAMPLE_FRAMES = 6;
    private static final int EXAMPLE_SEEDS = 3;

    private final Map<Subject, List<Outline>> examples = new EnumMap<>(Subject.class);

    Silhouettes() {
        for (Subject subject : Subject.values()) {
            List<Outline> outlines = new ArrayList<>();
            for (Motion motion : Motion.values()) {
                if (subject.performs(motion)) {
                    outlines.addAll(exampleOutlines(subject, motion));
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
    private static List<Outline> exampleOutlines(Subject subject, Motion motion) {
        Scene scene = new Scene(subject, Colour.RED, Background.NIGHT, motion).resized(Size.LARGE, Speed.FAST);
        Renderer renderer = new Renderer(EXAMPLE_SIDE, motion == Motion.BOUNCING ? EXAMPLE_FRAMES : 1);
        List<Outline> outlines = new ArrayList<>();
        for (long seed = 0; seed < EXAMPLE_SEEDS; seed++) {
            Frames frames = new Frames(renderer.clip(scene, seed), EXAMPLE_SIDE, EXAMPLE_SIDE);
            BodyPixels body = new BodyPixels(frames, scene.background());
            for (int frame = 0; frame < frames.count(); frame++) {
                Blob blob = Blob.largest(body.mask(frame, scene.colour()), EXAMPLE_SIDE);
                if (blob == null) {
                    throw new IllegalStateException("example of " + scene + ": its body is not found");
                }
                outlines.add(Outline.of(blob));
            }
        }
        return outlines;
    }
}
