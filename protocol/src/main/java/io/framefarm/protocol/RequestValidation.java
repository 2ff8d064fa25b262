package io.framefarm.protocol;

import io.framefarm.protocol.v1.Continuity;
import io.framefarm.protocol.v1.Output;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import io.framefarm.protocol.v1.VideoFormat;
import java.util.List;

/** Finds everything wrong with a request at once, so that its producer has to correct it only once. */
public final class RequestValidation {
    private final RenderRequest request;
    private final Problems problems = new Problems();

    private RequestValidation(RenderRequest request) {
        this.request = request;
    }

    /** All problems by field path, in the order of the fields; none when the request can be accepted. */
    public static List<Problem> problems(RenderRequest request) {
        RequestValidation validation = new RequestValidation(request);
        validation.checkIdentity();
        validation.checkSize();
        validation.checkDefaults();
        validation.checkShots();
        validation.checkOutput();
        validation.checkLabels();
        return validation.problems.found();
    }

    private void checkIdentity() {
        if (!request.getProducer().isEmpty()) {
            problems.name("producer", request.getProducer());
        }
        if (request.getModel().isEmpty()) {
            problems.add("model", "is missing (the name of a model pack)");
        } else {
            problems.name("model", request.getModel());
        }
        problems.range("priority", request.getPriority(), Limits.MIN_PRIORITY, Limits.MAX_PRIORITY);
    }

    private void checkSize() {
        checkSide("width", request.getWidth());
        checkSide("height", request.getHeight());
        long pixels = (long) request.getWidth() * request.getHeight();
        if (pixels > Limits.MAX_PIXELS) {
            problems.add(
                    "width",
                    "%d x %d is %d pixels (allowed: up to %d)"
                            .formatted(request.getWidth(), request.getHeight(), pixels, Limits.MAX_PIXELS));
        }
    }

    private void checkSide(String path, int side) {
        if (side < Limits.MIN_SIDE || side > Limits.MAX_SIDE) {
            problems.range(path, side, Limits.MIN_SIDE, Limits.MAX_SIDE);
        } else if (side % Limits.SIDE_MULTIPLE != 0) {
            problems.add(path, "%d is not a multiple of %d".formatted(side, Limits.SIDE_MULTIPLE));
        }
    }

    private void checkDefaults() {
        problems.range("fps", request.getFps(), 0, Limits.MAX_FPS);
        problems.text("negative_prompt", request.getNegativePrompt(), Limits.MAX_PROMPT_LENGTH);
        ShotValidation.checkLoras(problems, "loras", request.getLorasList());
        if (request.hasSampling()) {
            ShotValidation.checkSampling(problems, "sampling", request.getSampling());
        }
        ShotValidation.checkKnown(problems, "continuity", request.getContinuity() == Continuity.UNRECOGNIZED);
    }

    private void checkShots() {
        List<Shot> shots = request.getShotsList();
        if (shots.isEmpty()) {
            problems.add("shots", "none given (allowed: 1 to %d)".formatted(Limits.MAX_SHOTS));
        }
        problems.atMost("shots", "shots", shots.size(), Limits.MAX_SHOTS);
        int checked = Math.min(shots.size(), Limits.MAX_SHOTS);
        for (int i = 0; i < checked; i++) {
            String path = "shots[" + i + "]";
            ShotValidation.check(problems, path, shots.get(i));
            ContinuityValidation.check(problems, path, request, shots.get(i));
        }
        checkTransitions(shots.subList(0, checked));
        problems.atMost("shots", "images", InputValidation.count(shots), Limits.MAX_INPUTS);
        long frames = shots.stream().mapToLong(Shot::getFrames).sum();
        if (frames > Limits.MAX_FRAMES) {
            problems.add(
                    "shots", "%d frames in all are too many (allowed: up to %d)".formatted(frames, Limits.MAX_FRAMES));
        }
    }

    /** A shot must have frames of its own for the fade into it and the fade out of it. */
    private void checkTransitions(List<Shot> shots) {
        int fadedIn = 0;
        for (int i = 0; i + 1 < shots.size(); i++) {
            int fade = shots.get(i).getTransition().getCrossfadeFrames();
            String path = "shots[" + i + "].transition.crossfade_frames";
            if (fade < 0 || fade > Limits.MAX_CROSSFADE_FRAMES) {
                problems.range(path, fade, 0, Limits.MAX_CROSSFADE_FRAMES);
                fadedIn = 0;
                continue;
            }
            int own = shots.get(i).getFrames() - fadedIn;
            int next = shots.get(i + 1).getFrames();
            if (fade > 0 && (fade > own || fade > next)) {
                problems.add(
                        path,
                        "%d frames do not fit: this shot has %d left for it and the next has %d"
                                .formatted(fade, Math.max(0, own), next));
            }
            fadedIn = fade;
        }
    }

    private void checkOutput() {
        Output output = request.getOutput();
        ShotValidation.checkKnown(problems, "output.format", output.getFormat() == VideoFormat.UNRECOGNIZED);
        if (!Limits.isMark(output.getMark())) {
            problems.add(
                    "output.mark",
                    "`%s` cannot be drawn (allowed: up to %d letters from A to Z, digits, spaces and .:/+-)"
                            .formatted(Limits.abbreviated(output.getMark()), Limits.MAX_MARK_LENGTH));
        }
        if (output.getUpscale() < 0 || output.getUpscale() > Limits.MAX_UPSCALE) {
            problems.range("output.upscale", output.getUpscale(), 0, Limits.MAX_UPSCALE);
            return;
        }
        long side = (long) Math.max(request.getWidth(), request.getHeight()) * Math.max(1, output.getUpscale());
        if (output.getUpscale() > 1 && side > Limits.MAX_VIDEO_SIDE) {
            problems.add(
                    "output.upscale",
                    "%d makes a side of %d pixels (allowed: up to %d)"
                            .formatted(output.getUpscale(), side, Limits.MAX_VIDEO_SIDE));
        }
    }

    private void checkLabels() {
        problems.atMost("labels", "labels", request.getLabelsCount(), Limits.MAX_LABELS);
        request.getLabelsMap().entrySet().stream().limit(Limits.MAX_LABELS).forEach(label -> {
            String path = "labels." + Limits.abbreviated(label.getKey());
            problems.name(path, label.getKey());
            problems.text(path, label.getValue(), Limits.MAX_LABEL_LENGTH);
        });
    }
}
