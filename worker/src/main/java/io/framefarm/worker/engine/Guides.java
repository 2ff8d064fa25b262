package io.framefarm.worker.engine;

import io.framefarm.protocol.frame.RgbFrame;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The images that a window starts from or is guided by. */
public record Guides(
        @Nullable SourceImage sourceImage,
        List<ControlUse> controls,
        @Nullable StartVideo startVideo) {

    public static final Guides NONE = new Guides(null, List.of(), null);

    public Guides {
        controls = List.copyOf(controls);
    }

    boolean isEmpty() {
        return equals(NONE);
    }

    public Optional<SourceImage> image() {
        return Optional.ofNullable(sourceImage);
    }

    public Optional<StartVideo> start() {
        return Optional.ofNullable(startVideo);
    }

    /** Throws unless there is one image for all frames, or one for each. */
    void requireFrames(int frames) {
        for (ControlUse control : controls) {
            require("controls: " + control.net(), control.images(), frames);
        }
        start().ifPresent(start -> require("start", start.images(), frames));
    }

    private static void require(String field, List<RgbFrame> images, int frames) {
        if (images.size() != 1 && images.size() != frames) {
            throw new IllegalArgumentException(
                    field + ": " + images.size() + " images (allowed: 1, or " + frames + ", one for each frame)");
        }
    }
}
