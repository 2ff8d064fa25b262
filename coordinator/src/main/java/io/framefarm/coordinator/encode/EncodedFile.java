package io.framefarm.coordinator.encode;

import static io.framefarm.coordinator.encode.Ffmpeg.allocated;
import static io.framefarm.coordinator.encode.Ffmpeg.check;
import static io.framefarm.coordinator.encode.Ffmpeg.dictionary;
import static io.framefarm.coordinator.encode.Ffmpeg.rational;
import static io.framefarm.coordinator.encode.Ffmpeg.requireAllUsed;
import static io.framefarm.coordinator.encode.Ffmpeg.utf8;
import static org.bytedeco.ffmpeg.global.avcodec.AV_CODEC_FLAG_GLOBAL_HEADER;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_from_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avformat.AVFMT_GLOBALHEADER;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close;
import static org.bytedeco.ffmpeg.global.avformat.avio_flush;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avformat.avio_tell;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_PRI_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_RANGE_MPEG;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_SPC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVCOL_TRC_BT709;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_I;
import static org.bytedeco.ffmpeg.global.avutil.AV_PICTURE_TYPE_NONE;
import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_YUV420P;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.jspecify.annotations.Nullable;

/** One encoder and the file into which its packets go. */
final class EncodedFile implements AutoCloseable {
    private static final int SECONDS_BETWEEN_KEY_FRAMES = 2;

    private final CodecSettings settings;
    private final AVFormatContext container = new AVFormatContext(null);
    private final AVPacket packet = av_packet_alloc();
    private @Nullable AVCodecContext codec;
    private @Nullable AVStream stream;
    private String title = "";
    private long frames;
    private long cutAfter;

    private EncodedFile(CodecSettings settings) {
        this.settings = settings;
    }

    static EncodedFile create(Path file, CodecSettings settings, VideoSpec spec) throws EncodingException {
        EncodedFile created = new EncodedFile(settings);
        try {
            created.open(file, spec);
            return created;
        } catch (EncodingException e) {
            created.close();
            throw e;
        }
    }

    private void open(Path file, VideoSpec spec) throws EncodingException {
        try (BytePointer kind = utf8(settings.container());
                BytePointer name = utf8("file:" + file)) {
            check(
                    avformat_alloc_output_context2(container, null, kind, name),
                    "make a container of the kind " + settings.container());
        }
        // Nothing random in it: the same frames shall give the same bytes.
        container.flags(container.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
        codec = openCodec(spec);
        stream = allocated(avformat_new_stream(container, null), "memory for a stream");
        stream.time_base(codec.time_base()).avg_frame_rate(codec.framerate());
        check(avcodec_parameters_from_context(stream.codecpar(), codec), "describe the stream");
        title = spec.title();
        container.metadata(dictionary(Map.of("title", title)));
        openFile(file);
        AVDictionary options = dictionary(settings.containerOptions());
        check(avformat_write_header(container, options), "begin " + file);
        requireAllUsed(options, settings.container());
    }

    private AVCodecContext openCodec(VideoSpec spec) throws EncodingException {
        AVCodec encoder =
                allocated(avcodec_find_encoder_by_name(settings.encoder()), "encoder named " + settings.encoder());
        AVCodecContext context = avcodec_alloc_context3(encoder);
        codec = context;
        context.width(spec.videoWidth()).height(spec.videoHeight()).pix_fmt(settings.pixelFormat());
        context.time_base(rational(1, spec.fps())).framerate(rational(spec.fps(), 1));
        context.gop_size(SECONDS_BETWEEN_KEY_FRAMES * spec.fps()).thread_count(1);
        if (settings.pixelFormat() == AV_PIX_FMT_YUV420P) {
            context.color_range(AVCOL_RANGE_MPEG).colorspace(AVCOL_SPC_BT709);
            context.color_primaries(AVCOL_PRI_BT709).color_trc(AVCOL_TRC_BT709);
        }
        if ((container.oformat().flags() & AVFMT_GLOBALHEADER) != 0) {
            context.flags(context.flags() | AV_CODEC_FLAG_GLOBAL_HEADER);
        }
        AVDictionary options = dictionary(settings.encoderOptions());
        check(avcodec_open2(context, encoder, options), "open the encoder " + settings.encoder());
        requireAllUsed(options, settings.encoder());
        return context;
    }

    private void openFile(Path file) throws EncodingException {
        AVIOContext output = new AVIOContext(null);
        check(avio_open(output, container.url(), AVIO_FLAG_WRITE), "write " + file);
        container.pb(output);
    }

    void write(AVFrame frame) throws EncodingException {
        // What follows a cut must be playable without what comes before it.
        frame.pict_type(frames == cutAfter ? AV_PICTURE_TYPE_I : AV_PICTURE_TYPE_NONE);
        frame.pts(frames++).duration(1);
        check(avcodec_send_frame(codec, frame), "encode a frame");
        writePackets();
    }

    /** Ends a fragment of a file that is made of them, and says how long the file is by now. */
    long cut() throws EncodingException {
        check(av_write_frame(container, null), "end a fragment");
        avio_flush(container.pb());
        cutAfter = frames;
        return avio_tell(container.pb());
    }

    /** Writes what the encoder still holds back, then the end of the file. */
    void finish(String comment) throws EncodingException {
        check(avcodec_send_frame(codec, null), "end the stream");
        writePackets();
        if (!settings.metadataInFront()) {
            container.metadata(dictionary(Map.of("title", title, "comment", comment)));
        }
        check(av_write_trailer(container), "complete the file");
        AVIOContext output = container.pb();
        container.pb((AVIOContext) null);
        check(avio_close(output), "close the file");
    }

    private void writePackets() throws EncodingException {
        AVCodecContext encoder = Objects.requireNonNull(codec);
        AVStream into = Objects.requireNonNull(stream);
        int received = avcodec_receive_packet(encoder, packet);
        while (received >= 0) {
            // Not every encoder sets it, and without it the last frame would be shown for no time at all.
            packet.duration(1).stream_index(0);
            av_packet_rescale_ts(packet, encoder.time_base(), into.time_base());
            check(av_interleaved_write_frame(container, packet), "write a frame");
            received = avcodec_receive_packet(encoder, packet);
        }
        if (received != AVERROR_EAGAIN() && received != AVERROR_EOF) {
            check(received, "encode a frame");
        }
    }

    @Override
    public void close() {
        if (!container.isNull() && container.pb() != null) {
            avio_close(container.pb());
            container.pb((AVIOContext) null);
        }
        if (codec != null) {
            avcodec_free_context(codec);
        }
        av_packet_free(packet);
        avformat_free_context(container);
    }
}
