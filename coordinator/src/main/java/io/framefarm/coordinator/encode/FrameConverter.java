package io.framefarm.coordinator.encode;

import static io.framefarm.coordinator.encode.Ffmpeg.allocated;
import static io.framefarm.coordinator.encode.Ffmpeg.check;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_make_writable;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INP;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_LANCZOS;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import io.framefarm.protocol.frame.RgbFrame;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Turns a frame into the pixel format and size of a video: enlarged by Lanczos, colours by BT.709 where it is YUV. */
final class FrameConverter implements AutoCloseable {
    private static final int FLAGS = SWS_LANCZOS | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT | SWS_FULL_CHR_H_INP;
    /** Vector instructions may read beyond the last pixel. */
    private static final int PADDING_BYTES = 64;
    /** One in the fixed-point numbers of swscale. */
    private static final int UNCHANGED = 1 << 16;

    private final int sourceHeight;
    private final SwsContext scaler;
    private final BytePointer pixels;
    private final PointerPointer<BytePointer> planes;
    private final IntPointer strides;
    private final AVFrame converted;

    FrameConverter(VideoSpec spec, int pixelFormat) throws EncodingException {
        int width = spec.width();
        sourceHeight = spec.height();
        scaler = allocated(
                sws_getContext(
                        width,
                        sourceHeight,
                        AV_PIX_FMT_RGB24,
                        spec.videoWidth(),
                        spec.videoHeight(),
                        pixelFormat,
                        FLAGS,
                        null,
                        null,
                        (double[]) null),
                "scaler to pixel format " + pixelFormat);
        IntPointer bt709 = sws_getCoefficients(SWS_CS_ITU709);
        // Full range in, and the range that video players expect out. Formats that are not YUV refuse, and need none.
        sws_setColorspaceDetails(scaler, bt709, 1, bt709, 0, 0, UNCHANGED, UNCHANGED);
        pixels = new BytePointer(3L * width * sourceHeight + PADDING_BYTES);
        planes = new PointerPointer<BytePointer>(1).put(0, pixels);
        strides = new IntPointer(1).put(3 * width);
        converted = allocate(spec, pixelFormat);
    }

    /** A picture of the video, whose pixels are not set. */
    static AVFrame allocate(VideoSpec spec, int pixelFormat) throws EncodingException {
        AVFrame picture = av_frame_alloc();
        picture.width(spec.videoWidth()).height(spec.videoHeight()).format(pixelFormat);
        check(av_frame_get_buffer(picture, 0), "allocate a picture");
        return picture;
    }

    /** The result belongs to the converter and is overwritten by the next call, unless FFmpeg still holds it. */
    AVFrame convert(RgbFrame frame) throws EncodingException {
        check(av_frame_make_writable(converted), "allocate a picture");
        pixels.put(frame.rgb(), 0, frame.rgb().length);
        check(
                sws_scale(scaler, planes, strides, 0, sourceHeight, converted.data(), converted.linesize()),
                "convert a frame");
        return converted;
    }

    @Override
    public void close() {
        av_frame_free(converted);
        sws_freeContext(scaler);
        strides.close();
        planes.close();
        pixels.close();
    }
}
