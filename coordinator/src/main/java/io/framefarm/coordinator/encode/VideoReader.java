package io.framefarm.coordinator.encode;

import static io.framefarm.coordinator.encode.Ffmpeg.check;
import static io.framefarm.coordinator.encode.Ffmpeg.utf8;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_unref;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_to_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_frame;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_packet;
import static org.bytedeco.ffmpeg.global.avformat.av_find_best_stream;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVMEDIA_TYPE_VIDEO;
import static org.bytedeco.ffmpeg.global.avutil.AV_DICT_IGNORE_SUFFIX;
import static org.bytedeco.ffmpeg.global.avutil.av_color_space_name;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_alloc;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_q2d;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import io.framefarm.protocol.frame.RgbFrame;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** Plays a video file frame by frame. Used by one thread. */
public final class VideoReader implements AutoCloseable {
    /** By the names of FFmpeg's demuxers. */
    private static final String FOREIGN_FORMATS = "mov,matroska,gif";

    private final AVFormatContext container = new AVFormatContext(null);
    private final AVPacket packet = av_packet_alloc();
    private final AVFrame decoded = av_frame_alloc();
    private final AVCodecContext decoder = avcodec_alloc_context3(null);
    private final RgbConverter converter = new RgbConverter();
    private AVCodec codec = new AVCodec(null);
    private AVStream stream = new AVStream(null);

    private VideoReader() {}

    /** Opens a file that we have made. */
    public static VideoReader open(Path file) throws EncodingException {
        return open(file, Map.of(), Integer.MAX_VALUE);
    }

    /**
     * Opens a file that anybody may have made: MP4, WebM, Matroska or GIF, which cannot name other files as playlists do.
     *
     * @param maxPixels of a frame; a larger one is refused before it is decoded
     */
    public static VideoReader openForeign(Path file, int maxPixels) throws EncodingException {
        return open(file, Map.of("format_whitelist", FOREIGN_FORMATS, "protocol_whitelist", "file"), maxPixels);
    }

    private static VideoReader open(Path file, Map<String, String> options, int maxPixels) throws EncodingException {
        Ffmpeg.load();
        VideoReader reader = new VideoReader();
        try {
            reader.start(file, options, maxPixels);
            return reader;
        } catch (EncodingException e) {
            reader.close();
            throw e;
        }
    }

    private void start(Path file, Map<String, String> options, int maxPixels) throws EncodingException {
        AVDictionary dictionary = Ffmpeg.dictionary(options);
        try (BytePointer name = utf8("file:" + file)) {
            check(avformat_open_input(container, name, null, dictionary), "open " + file.getFileName());
        } finally {
            av_dict_free(dictionary);
        }
        check(avformat_find_stream_info(container, (PointerPointer<?>) null), "read " + file);
        PointerPointer<AVCodec> found = new PointerPointer<>(1);
        int index =
                check(av_find_best_stream(container, AVMEDIA_TYPE_VIDEO, -1, -1, found, 0), "find a video in " + file);
        codec = found.get(AVCodec.class);
        stream = container.streams(index);
        requireSize((long) stream.codecpar().width() * stream.codecpar().height(), maxPixels);
        decoder.max_pixels(maxPixels);
        check(avcodec_parameters_to_context(decoder, stream.codecpar()), "describe the video in " + file);
        check(avcodec_open2(decoder, codec, (AVDictionary) null), "decode " + file);
    }

    private static void requireSize(long pixels, int maxPixels) throws EncodingException {
        if (pixels > maxPixels) {
            throw new EncodingException(
                    "its frames have " + pixels + " pixels each (allowed: up to " + maxPixels + ")");
        }
    }

    /** Empty at the end. */
    public Optional<RgbFrame> next() throws EncodingException {
        int received = avcodec_receive_frame(decoder, decoded);
        while (received == AVERROR_EAGAIN()) {
            feed();
            received = avcodec_receive_frame(decoder, decoded);
        }
        if (received == AVERROR_EOF) {
            return Optional.empty();
        }
        check(received, "decode a frame");
        return Optional.of(converter.convert(decoded));
    }

    private void feed() throws EncodingException {
        int read = av_read_frame(container, packet);
        if (read == AVERROR_EOF) {
            check(avcodec_send_packet(decoder, null), "end the decoding");
            return;
        }
        check(read, "read a packet");
        if (packet.stream_index() == stream.index()) {
            check(avcodec_send_packet(decoder, packet), "decode a packet");
        }
        av_packet_unref(packet);
    }

    VideoFacts facts(int frames) {
        return new VideoFacts(
                codec.name().getString(),
                decoder.width(),
                decoder.height(),
                frames,
                av_q2d(stream.avg_frame_rate()),
                Duration.of(container.duration(), ChronoUnit.MICROS),
                av_color_space_name(decoder.colorspace()).getString(),
                metadata());
    }

    private Map<String, String> metadata() {
        Map<String, String> entries = new HashMap<>();
        AVDictionary dictionary = container.metadata();
        AVDictionaryEntry entry = av_dict_get(dictionary, "", null, AV_DICT_IGNORE_SUFFIX);
        while (entry != null) {
            entries.put(
                    entry.key().getString(StandardCharsets.UTF_8).toLowerCase(Locale.ROOT),
                    entry.value().getString(StandardCharsets.UTF_8));
            entry = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX);
        }
        return entries;
    }

    @Override
    public void close() {
        converter.close();
        avcodec_free_context(decoder);
        av_frame_free(decoded);
        av_packet_free(packet);
        avformat_close_input(container);
    }
}
