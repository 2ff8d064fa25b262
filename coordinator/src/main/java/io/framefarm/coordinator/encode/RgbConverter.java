package io.framefarm.coordinator.encode;

import static io.framefarm.coordinator.encode.Ffmpeg.allocated;
import static io.framefarm.coordinator.encode.Ffmpeg.check;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_JPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_RGB24;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_get_buffer;
import static org.bytedeco.ffmpeg.global.swscale.SWS_ACCURATE_RND;
import static org.bytedeco.ffmpeg.global.swscale.SWS_BICUBIC;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_DEFAULT;
import static org.bytedeco.ffmpeg.global.swscale.SWS_CS_ITU709;
import static org.bytedeco.ffmpeg.global.swscale.SWS_FULL_CHR_H_INT;
import static org.bytedeco.ffmpeg.global.swscale.sws_freeContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_getCoefficients;
import static org.bytedeco.ffmpeg.global.swscale.sws_getContext;
import static org.bytedeco.ffmpeg.global.swscale.sws_scale;
import static org.bytedeco.ffmpeg.global.swscale.sws_setColorspaceDetails;

import io.framefarm.protocol.frame.RgbFrame;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.IntPointer;
import org.jspecify.annotations.Nullable;

/** Turns decoded pictures, all of one size and kind, into red, green and blue as their colour space has it. */
final class RgbConverter implements AutoCloseable {
    private static final int UNCHANGED = 1 << 16;

    private final AVFrame rgb = av_frame_alloc();
    private @Nullable SwsContext converter;
    private int pixelFormat;

    RgbFrame convert(AVFrame picture) throws EncodingException {
        SwsContext opened = converter == null ? open(picture) : converter;
        requireSameKind(picture);
        check(
                sws_scale(opened, picture.data(), picture.linesize(), 0, picture.height(), rgb.data(), rgb.linesize()),
                "convert a picture");
        return RgbPixels.copy(rgb);
    }

    /** A converter would read a smaller picture beyond its end. */
    private void requireSameKind(AVFrame picture) throws EncodingException {
        if (picture.width() != rgb.width() || picture.height() != rgb.height() || picture.format() != pixelFormat) {
            throw new EncodingException("a picture of %dx%d pixels of format %d follows one of %dx%d of format %d"
                    .formatted(
                            picture.width(),
                            picture.height(),
                            picture.format(),
                            rgb.width(),
                            rgb.height(),
                            pixelFormat));
        }
    }

    private SwsContext open(AVFrame picture) throws EncodingException {
        rgb.width(picture.width()).height(picture.height()).format(AV_PIX_FMT_RGB24);
        check(av_frame_get_buffer(rgb, 0), "allocate a picture");
        SwsContext opened = allocated(
                sws_getContext(
                        picture.width(),
                        picture.height(),
                        picture.format(),
                        picture.width(),
                        picture.height(),
                        AV_PIX_FMT_RGB24,
                        SWS_BICUBIC | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT,
                        null,
                        null,
                        (double[]) null),
                "converter from pixel format " + picture.format());
        IntPointer colours =
                sws_getCoefficients(picture.colorspace() == AVCOL_SPC_BT709 ? SWS_CS_ITU709 : SWS_CS_DEFAULT);
        int fullRange = picture.color_range() == AVCOL_RANGE_JPEG ? 1 : 0;
        sws_setColorspaceDetails(opened, colours, fullRange, colours, 1, 0, UNCHANGED, UNCHANGED);
        converter = opened;
        pixelFormat = picture.format();
        return opened;
    }

    @Override
    public void close() {
        av_frame_free(rgb);
        if (converter != null) {
            sws_freeContext(converter);
        }
    }
}
