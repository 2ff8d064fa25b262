package io.framefarm.coordinator.encode;

import static io.framefarm.coordinator.encode.Ffmpeg.allocated;
import static io.framefarm.coordinator.encode.Ffmpeg.check;
import static org.bytedeco.ffmpeg.global.avfilter.AV_BUFFERSRC_FLAG_KEEP_REF;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersink_get_frame;
import static org.bytedeco.ffmpeg.global.avfilter.av_buffersrc_add_frame_flags;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_get_by_name;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_alloc;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_config;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_create_filter;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_graph_free;
import static org.bytedeco.ffmpeg.global.avfilter.avfilter_link;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.presets.avutil.AVERROR_EAGAIN;

import org.bytedeco.ffmpeg.avfilter.AVFilterContext;
import org.bytedeco.ffmpeg.avfilter.AVFilterGraph;
import org.bytedeco.ffmpeg.avutil.AVFrame;

/** One filter of FFmpeg between its sources and its sink. */
final class FilterGraph implements AutoCloseable {
    private final AVFilterGraph graph = avfilter_graph_alloc();
    private final AVFilterContext filter;
    private final AVFilterContext sink;
    private int sources;

    FilterGraph(String name, String options) throws EncodingException {
        filter = create(name, options);
        sink = create("buffersink", "");
    }

    /** Connects to the filter's next free input. */
    AVFilterContext source(int width, int height, int pixelFormat, int fps) throws EncodingException {
        AVFilterContext source = create(
                "buffer",
                "video_size=" + width + "x" + height + ":pix_fmt=" + pixelFormat + ":time_base=1/" + fps
                        + ":pixel_aspect=1/1");
        check(avfilter_link(source, 0, filter, sources++), "connect a filter");
        return source;
    }

    void start() throws EncodingException {
        check(avfilter_link(filter, 0, sink, 0), "connect a filter");
        check(avfilter_graph_config(graph, null), "start a filter");
    }

    void push(AVFilterContext source, AVFrame frame) throws EncodingException {
        check(av_buffersrc_add_frame_flags(source, frame, AV_BUFFERSRC_FLAG_KEEP_REF), "filter a frame");
    }

    void end(AVFilterContext source) throws EncodingException {
        check(av_buffersrc_add_frame_flags(source, null, 0), "end a filter");
    }

    /** False while the filter wants more, and when it has ended. The caller unreferences what it was given. */
    boolean pull(AVFrame into) throws EncodingException {
        int result = av_buffersink_get_frame(sink, into);
        if (result == AVERROR_EAGAIN() || result == AVERROR_EOF) {
            return false;
        }
        check(result, "filter a frame");
        return true;
    }

    private AVFilterContext create(String name, String options) throws EncodingException {
        AVFilterContext created = new AVFilterContext(null);
        check(
                avfilter_graph_create_filter(
                        created,
                        allocated(avfilter_get_by_name(name), "filter named " + name),
                        name + sources,
                        options,
                        null,
                        graph),
                "make the filter " + name);
        return created;
    }

    @Override
    public void close() {
        avfilter_graph_free(graph);
    }
}
