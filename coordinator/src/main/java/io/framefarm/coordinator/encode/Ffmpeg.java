package io.framefarm.coordinator.encode;

import static org.bytedeco.ffmpeg.global.avutil.AV_DICT_IGNORE_SUFFIX;
import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_ERROR;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_free;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_get;
import static org.bytedeco.ffmpeg.global.avutil.av_dict_set;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_strerror;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/** The habits of FFmpeg's C interface in one place: error codes, dictionaries, strings in UTF-8. */
final class Ffmpeg {
    private static final String MEMORY_LIMIT = "org.bytedeco.javacpp.maxPhysicalBytes";

    private Ffmpeg() {}

    /** Must come before the first call into FFmpeg. */
    static void load() {
        if (System.getProperty(MEMORY_LIMIT) == null) {
            // Else JavaCPP takes the mapped weights of a worker in the same process for a leak, and refuses.
            System.setProperty(MEMORY_LIMIT, "0");
        }
        av_log_set_level(AV_LOG_ERROR);
    }

    static int check(int result, String doing) throws EncodingException {
        if (result < 0) {
            throw new EncodingException("cannot " + doing + ": " + reason(result));
        }
        return result;
    }

    static <P extends Pointer> P allocated(@Nullable P pointer, String what) throws EncodingException {
        if (pointer == null || pointer.isNull()) {
            throw new EncodingException("FFmpeg has no " + what);
        }
        return pointer;
    }

    private static String reason(int error) {
        byte[] message = new byte[256];
        av_strerror(error, message, message.length);
        int end = 0;
        while (message[end] != 0) {
            end++;
        }
        return new String(message, 0, end, StandardCharsets.UTF_8);
    }

    static AVRational rational(int numerator, int denominator) {
        return new AVRational().num(numerator).den(denominator);
    }

    static AVDictionary dictionary(Map<String, String> entries) throws EncodingException {
        AVDictionary dictionary = new AVDictionary(null);
        for (Map.Entry<String, String> entry : entries.entrySet()) {
            try (BytePointer key = utf8(entry.getKey());
                    BytePointer value = utf8(entry.getValue())) {
                check(av_dict_set(dictionary, key, value, 0), "set " + entry.getKey());
            }
        }
        return dictionary;
    }

    /** FFmpeg leaves the options that it did not know in the dictionary; that is how a misspelt one shows. */
    static void requireAllUsed(AVDictionary options, String by) throws EncodingException {
        AVDictionaryEntry left = av_dict_get(options, "", null, AV_DICT_IGNORE_SUFFIX);
        String unknown = left == null ? null : left.key().getString(StandardCharsets.UTF_8);
        av_dict_free(options);
        if (unknown != null) {
            throw new EncodingException(by + " does not know the option " + unknown);
        }
    }

    /** C strings are bytes; the platform's own encoding may not have the letters of a prompt. */
    static BytePointer utf8(String text) {
        return new BytePointer(text, StandardCharsets.UTF_8);
    }
}
