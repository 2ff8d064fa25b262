package io.framefarm.coordinator.encode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_PAL8;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;

import java.util.Map;

/**
 * How FFmpeg is asked for one kind of video. One thread each, so that the same frames give the same bytes again
 * (with the same build of FFmpeg, on the same kind of processor); a stitcher scales by videos, not within one.
 *
 * @param metadataInFront whether the container's metadata must be known before the first frame
 */
record CodecSettings(
        String container,
        String encoder,
        int pixelFormat,
        Map<String, String> encoderOptions,
        Map<String, String> containerOptions,
        boolean metadataInFront) {

    /**
     * OpenH264 knows no constant quality. A bit rate that it never reaches with the quantiser held between two
     * close values comes to the same.
     */
    static final CodecSettings H264 = new CodecSettings(
            "mp4",
            "libopenh264",
            AV_PIX_FMT_YUV420P,
            Map.of(
                    "rc_mode",
                    "quality",
                    "b",
                    "200000000",
                    "qmin",
                    "14",
                    "qmax",
                    "20",
                    "profile",
                    "high",
                    "coder",
                    "cabac"),
            Map.of("movflags", "+faststart"),
            false);

    /** Fragments that can be played while more are written; smaller than it is beautiful. */
    static final CodecSettings PREVIEW = new CodecSettings(
            "mp4",
            "libopenh264",
            AV_PIX_FMT_YUV420P,
            Map.of(
                    "rc_mode",
                    "quality",
                    "b",
                    "200000000",
                    "qmin",
                    "20",
                    "qmax",
                    "28",
                    "profile",
                    "constrained_baseline"),
            Map.of("movflags", "+empty_moov+default_base_moof+frag_custom"),
            true);

    static final CodecSettings VP9 = new CodecSettings(
            "webm",
            "libvpx-vp9",
            AV_PIX_FMT_YUV420P,
            Map.of("crf", "20", "b", "0", "deadline", "good", "cpu-used", "4"),
            Map.of(),
            true);

    static final CodecSettings GIF =
            new CodecSettings("gif", "gif", AV_PIX_FMT_PAL8, Map.of(), Map.of("loop", "0"), false);
}
