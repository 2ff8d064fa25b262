package io.framefarm.coordinator.stitch;

import io.framefarm.coordinator.encode.VideoFormat;
import io.framefarm.coordinator.encode.VideoSpec;
import io.framefarm.protocol.v1.RenderRequest;
import io.framefarm.protocol.v1.Shot;

/** From a resolved request to the video that it asks for. */
final class DescribeVideo {
    private static final int MAX_TITLE_LENGTH = 200;

    private DescribeVideo() {}

    static VideoSpec of(RenderRequest request) {
        return new VideoSpec(
                format(request),
                request.getWidth(),
                request.getHeight(),
                Math.max(1, request.getOutput().getUpscale()),
                request.getFps(),
                title(request));
    }

    private static VideoFormat format(RenderRequest request) {
        return switch (request.getOutput().getFormat()) {
            case VIDEO_FORMAT_UNSPECIFIED, VIDEO_FORMAT_MP4 -> VideoFormat.MP4;
            case VIDEO_FORMAT_WEBM -> VideoFormat.WEBM;
            case VIDEO_FORMAT_GIF -> VideoFormat.GIF;
            case VIDEO_FORMAT_PNG_SEQUENCE -> VideoFormat.PNG_SEQUENCE;
            case UNRECOGNIZED ->
                throw new IllegalArgumentException("output.format: "
                        + request.getOutput().getFormatValue() + " is no format that this stitcher knows");
        };
    }

    /** What the first shot begins with. */
    private static String title(RenderRequest request) {
        Shot shot = request.getShots(0);
        String prompt = shot.getPromptsCount() == 0
                ? shot.getPrompt()
                : shot.getPrompts(0).getPrompt();
        return prompt.codePointCount(0, prompt.length()) <= MAX_TITLE_LENGTH
                ? prompt
                : prompt.substring(0, prompt.offsetByCodePoints(0, MAX_TITLE_LENGTH)) + "…";
    }
}
