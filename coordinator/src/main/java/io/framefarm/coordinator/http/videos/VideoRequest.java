package io.framefarm.coordinator.http.videos;

import io.framefarm.coordinator.http.exchange.Form;
import io.framefarm.coordinator.http.exchange.ProblemException;
import io.framefarm.protocol.Limits;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what clients send to make a video; what a farm cannot do is refused by name. */
final class VideoRequest {
    /** The rate that AnimateDiff's motion modules were trained on. */
    static final int FPS = 8;

    private static final int MAX_SECONDS = 120;
    private static final String DEFAULT_SECONDS = "4";
    private static final String DEFAULT_SIZE = "512x512";
    private static final Pattern SIZE = Pattern.compile("(\\d{2,5})x(\\d{2,5})");
    /** The image that the video begins with: a file of the form, or a data URL. */
    static final String IMAGE = "input_reference";

    private static final String IMAGE_URL = IMAGE + "[image_url]";
    private static final List<String> FIELDS = List.of(
            "prompt",
            "model",
            "seconds",
            "size",
            "seed",
            "negative_prompt",
            "num_inference_steps",
            "guidance_scale",
            "draft",
            IMAGE,
            IMAGE_URL);

    private final Form form;

    VideoRequest(Form form) {
        this.form = form;
    }

    void requireKnown() {
        for (String field : form.fields().keySet()) {
            if (field.equals(IMAGE + "[file_id]")) {
                throw ProblemException.invalid(
                        IMAGE, "names a file that this farm has never seen; send the image itself");
            }
            if (!FIELDS.contains(field)) {
                throw ProblemException.invalid(field, "is unknown here (known: " + String.join(", ", FIELDS) + ")");
            }
        }
    }

    RenderRequest toRender(String model) {
        Matcher size = SIZE.matcher(form.text("size").orElse(DEFAULT_SIZE));
        if (!size.matches() || !fits(size)) {
            throw ProblemException.invalid(
                    "size",
                    "`%s` is not possible (allowed: WIDTHxHEIGHT, multiples of %d from %d to %d, up to %d pixels)"
                            .formatted(
                                    form.text("size").orElse(""),
                                    Limits.SIDE_MULTIPLE,
                                    Limits.MIN_SIDE,
                                    Limits.MAX_SIDE,
                                    Limits.MAX_PIXELS));
        }
        RenderRequest.Builder request = RenderRequest.newBuilder()
                .setModel(model)
                .setWidth(Integer.parseInt(size.group(1)))
                .setHeight(Integer.parseInt(size.group(2)))
                .setFps(FPS)
                .setNegativePrompt(form.text("negative_prompt").orElse(""))
                .setDraft(flag("draft"))
                .addShots(Shot.newBuilder()
                        .setPrompt(prompt())
                        .setFrames(seconds() * FPS)
                        .setImage(
                                form.text(IMAGE).or(() -> form.text(IMAGE_URL)).orElse("")));
        number("seed").ifPresent(seed -> request.setSeed((long) (double) seed));
        number("num_inference_steps")
                .ifPresent(steps -> request.getSamplingBuilder().setSteps((int) (double) steps));
        number("guidance_scale").ifPresent(scale -> request.getSamplingBuilder().setGuidance((float) (double) scale));
        return request.build();
    }

    String prompt() {
        return form.text("prompt").orElseThrow(() -> ProblemException.invalid("prompt", "is missing"));
    }

    int seconds() {
        String text = form.text("seconds").orElse(DEFAULT_SECONDS);
        if (text.matches("\\d{1,4}")) {
            int seconds = Integer.parseInt(text);
            if (seconds >= 1 && seconds <= MAX_SECONDS) {
                return seconds;
            }
        }
        throw ProblemException.invalid(
                "seconds", "`%s` is not possible (allowed: whole seconds, 1 to %d)".formatted(text, MAX_SECONDS));
    }

    private static boolean fits(Matcher size) {
        int width = Integer.parseInt(size.group(1));
        int height = Integer.parseInt(size.group(2));
        boolean sides = Math.min(width, height) >= Limits.MIN_SIDE && Math.max(width, height) <= Limits.MAX_SIDE;
        boolean multiples = width % Limits.SIDE_MULTIPLE == 0 && height % Limits.SIDE_MULTIPLE == 0;
        return sides && multiples && (long) width * height <= Limits.MAX_PIXELS;
    }

    private boolean flag(String field) {
        String text = form.text(field).orElse("false");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw ProblemException.invalid(field, "`" + text + "` is not possible (allowed: true, false)");
        };
    }

    private Optional<Double> number(String field) {
        return form.text(field).map(text -> {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException noNumber) {
                throw ProblemException.invalid(field, "`" + text + "` is no number");
            }
        });
    }
}
