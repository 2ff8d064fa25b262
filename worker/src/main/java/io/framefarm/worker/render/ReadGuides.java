package io.framefarm.worker.render;

import io.framefarm.protocol.v1.Control;
import io.framefarm.protocol.v1.Recipe;
import io.framefarm.worker.engine.ControlUse;
import io.framefarm.worker.engine.Guides;
import io.framefarm.worker.engine.SourceImage;
import io.framefarm.worker.engine.StartVideo;
import io.framefarm.worker.intake.RenderFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The images that a recipe's frames start from or are guided by, loaded. */
final class ReadGuides {

    /** Half and a little more: the video is still seen, and the prompt as well. */
    private static final float USUAL_STRENGTH = 0.6f;

    private ReadGuides() {}

    static Guides of(Recipe message, LoadInputs inputs) throws RenderFailure {
        return new Guides(image(message, inputs), controls(message, inputs), start(message, inputs));
    }

    private static @Nullable SourceImage image(Recipe message, LoadInputs inputs) throws RenderFailure {
        if (message.getImage().isEmpty()) {
            return null;
        }
        return new SourceImage(
                inputs.load(message.getImage()), message.hasMotionScale() ? message.getMotionScale() : null);
    }

    private static List<ControlUse> controls(Recipe message, LoadInputs inputs) throws RenderFailure {
        List<ControlUse> controls = new ArrayList<>();
        for (Control control : message.getControlsList()) {
            controls.add(new ControlUse(
                    control.getNet(),
                    inputs.load(control.getImagesList()),
                    control.hasScale() ? control.getScale() : null,
                    control.getStart(),
                    control.hasEnd() ? control.getEnd() : 1));
        }
        return controls;
    }

    private static @Nullable StartVideo start(Recipe message, LoadInputs inputs) throws RenderFailure {
        if (!message.hasStart()) {
            return null;
        }
        io.framefarm.protocol.v1.StartVideo start = message.getStart();
        return new StartVideo(
                inputs.load(start.getImagesList()), start.hasStrength() ? start.getStrength() : USUAL_STRENGTH);
    }
}
