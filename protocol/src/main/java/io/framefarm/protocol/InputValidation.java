package io.framefarm.protocol;

import io.framefarm.protocol.v1.Control;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.StartVideo;
import java.util.List;

/** The rules of the images that a shot starts from or is guided by; they have to lie in the store already. */
final class InputValidation {
    private InputValidation() {}

    static void check(Problems problems, String path, Shot shot) {
        if (!shot.getImage().isEmpty()) {
            checkInput(problems, path + ".image", shot.getImage());
        }
        if (shot.hasMotionScale()) {
            problems.range(path + ".motion_scale", shot.getMotionScale(), 0, Limits.MAX_MOTION_SCALE);
            if (shot.getImage().isEmpty()) {
                problems.add(path + ".motion_scale", "is of use only together with `image`");
            }
        }
        problems.atMost(path + ".controls", "controls", shot.getControlsCount(), Limits.MAX_CONTROLS);
        for (int i = 0; i < Math.min(shot.getControlsCount(), Limits.MAX_CONTROLS); i++) {
            checkControl(problems, path + ".controls[" + i + "]", shot.getControls(i), shot.getFrames());
        }
        if (shot.hasStart()) {
            checkStart(problems, path + ".start", shot.getStart(), shot.getFrames());
        }
    }

    /** Images of all shots together. */
    static int count(List<Shot> shots) {
        int count = 0;
        for (Shot shot : shots) {
            count += shot.getStart().getImagesCount();
            for (Control control : shot.getControlsList()) {
                count += control.getImagesCount();
            }
        }
        return count;
    }

    private static void checkControl(Problems problems, String path, Control control, int frames) {
        if (control.getNet().isEmpty()) {
            problems.add(path + ".net", "is missing (the name of a ControlNet of the pack)");
        } else {
            problems.name(path + ".net", control.getNet());
        }
        checkImages(problems, path, control.getImagesList(), control.getVideo(), frames);
        if (control.hasScale()) {
            problems.range(path + ".scale", control.getScale(), 0, Limits.MAX_CONTROL_SCALE);
        }
        float start = control.getStart();
        float end = control.hasEnd() ? control.getEnd() : 1;
        problems.range(path + ".start", start, 0, 1);
        problems.range(path + ".end", end, 0, 1);
        if (start >= end) {
            problems.add(path + ".end", "%s is not after start, %s".formatted(end, start));
        }
    }

    private static void checkStart(Problems problems, String path, StartVideo start, int frames) {
        checkImages(problems, path, start.getImagesList(), start.getVideo(), frames);
        if (start.hasStrength() && !(start.getStrength() > 0 && start.getStrength() <= 1)) {
            problems.add(
                    path + ".strength", "%s is not allowed (allowed: above 0, up to 1)".formatted(start.getStrength()));
        }
    }

    private static void checkImages(Problems problems, String path, List<String> images, String video, int frames) {
        if (!video.isEmpty()) {
            problems.add(
                    path + ".video",
                    "`%s` has not become images yet, which the command line and the HTTP API do before a request travels"
                            .formatted(Limits.abbreviated(video)));
            return;
        }
        int count = images.size();
        if (count != 1 && count != frames) {
            problems.add(
                    path + ".images",
                    "%d given (allowed: 1 for all frames, or %d, one for each frame of the shot)"
                            .formatted(count, frames));
        }
        for (int i = 0; i < Math.min(count, Limits.MAX_FRAMES_PER_SHOT); i++) {
            checkInput(problems, path + ".images[" + i + "]", images.get(i));
        }
    }

    private static void checkInput(Problems problems, String path, String key) {
        if (InputName.parse(key).isEmpty()) {
            problems.add(
                    path,
                    ("`%s` is not in the video store under its hash (allowed here: inputs/SHA-256.png, which the"
                                    + " command line and the HTTP API make of files, data URLs and store:KEY)")
                            .formatted(Limits.abbreviated(key)));
        }
    }
}
