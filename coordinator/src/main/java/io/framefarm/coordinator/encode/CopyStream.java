package io.framefarm.coordinator.encode;

import static io.framefarm.coordinator.encode.Ffmpeg.allocated;
import static io.framefarm.coordinator.encode.Ffmpeg.check;
import static io.framefarm.coordinator.encode.Ffmpeg.dictionary;
import static io.framefarm.coordinator.encode.Ffmpeg.utf8;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_rescale_ts;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_parameters_copy;
import static org.bytedeco.ffmpeg.global.avformat.AVIO_FLAG_WRITE;
import static org.bytedeco.ffmpeg.global.avformat.av_interleaved_write_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_read_frame;
import static org.bytedeco.ffmpeg.global.avformat.av_write_trailer;
import static org.bytedeco.ffmpeg.global.avformat.avformat_alloc_output_context2;
import static org.bytedeco.ffmpeg.global.avformat.avformat_close_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_find_stream_info;
import static org.bytedeco.ffmpeg.global.avformat.avformat_free_context;
import static org.bytedeco.ffmpeg.global.avformat.avformat_new_stream;
import static org.bytedeco.ffmpeg.global.avformat.avformat_open_input;
import static org.bytedeco.ffmpeg.global.avformat.avformat_write_header;
import static org.bytedeco.ffmpeg.global.avformat.avio_close;
import static org.bytedeco.ffmpeg.global.avformat.avio_open;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;

/** Copies a video's packets as they are into a new file with other metadata, for containers that have it in front. */
final class CopyStream implements AutoCloseable {
    private final AVFormatContext from = new AVFormatContext(null);
    private final AVFormatContext to = new AVFormatContext(null);
    private final AVPacket packet = av_packet_alloc();

    private CopyStream() {}

    /** Replaces the file. */
    static void withMetadata(Path file, CodecSettings settings, String title, String comment) throws IOException {
        Path copy = file.resolveSibling(file.getFileName() + ".copy");
        try (CopyStream copying = new CopyStream()) {
            copying.open(file, copy, settings);
            copying.to.metadata(dictionary(Map.of("title", title, "comment", comment)));
            copying.copy();
            Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private void open(Path file, Path copy, CodecSettings settings) throws EncodingException {
        try (BytePointer name = utf8("file:" + file)) {
            check(avformat_open_input(from, name, null, null), "open " + file);
        }
        check(avformat_find_stream_info(from, (PointerPointer<?>) null), "read " + file);
        try (BytePointer kind = utf8(settings.container());
                BytePointer name = utf8("file:" + copy)) {
            check(
                    avformat_alloc_output_context2(to, null, kind, name),
                    "make a container of the kind " + settings.container());
        }
        to.flags(to.flags() | AVFormatContext.AVFMT_FLAG_BITEXACT);
        AVStream source = from.streams(0);
        AVStream stream = allocated(avformat_new_stream(to, null), "memory for a stream");
        check(avcodec_parameters_copy(stream.codecpar(), source.codecpar()), "describe the stream");
        stream.time_base(source.time_base()).avg_frame_rate(source.avg_frame_rate());
        AVIOContext output = new AVIOContext(null);
        check(avio_open(output, to.url(), AVIO_FLAG_WRITE), "write " + copy);
        to.pb(output);
    }

    private void copy() throws EncodingException {
        check(avformat_write_header(to, (AVDictionary) null), "begin the copy");
        int read = av_read_frame(from, packet);
        while (read >= 0) {
            av_packet_rescale_ts(
                    packet, from.streams(0).time_base(), to.streams(0).time_base());
            packet.pos(-1);
            check(av_interleaved_write_frame(to, packet), "copy a frame");
            read = av_read_frame(from, packet);
        }
        if (read != AVERROR_EOF) {
            check(read, "read a frame");
        }
        check(av_write_trailer(to), "complete the copy");
        AVIOContext output = to.pb();
        to.pb((AVIOContext) null);
        check(avio_close(output), "close the copy");
    }

    @Override
    public void close() {
        if (!to.isNull() && to.pb() != null) {
            avio_close(to.pb());
            to.pb((AVIOContext) null);
        }
        av_packet_free(packet);
        avformat_close_input(from);
        avformat_free_context(to);
    }
}
