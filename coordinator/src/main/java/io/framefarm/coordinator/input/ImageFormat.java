package io.framefarm.coordinator.input;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What a file is by its first bytes, whatever it calls itself. */
enum ImageFormat {
    PNG,
    JPEG,
    GIF,
    WEBP,
    BMP,
    TIFF,
    UNKNOWN;

    private static final int WEBP_MARK = 8;

    static ImageFormat of(byte[] file) {
        if (starts(file, 0, "\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (starts(file, 0, "\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (starts(file, 0, "GIF8")) {
            return GIF;
        }
        if (starts(file, 0, "RIFF") && starts(file, WEBP_MARK, "WEBP")) {
            return WEBP;
        }
        if (starts(file, 0, "BM")) {
            return BMP;
        }
        return starts(file, 0, "II*\0") || starts(file, 0, "MM\0*") ? TIFF : UNKNOWN;
    }

    private static boolean starts(byte[] file, int offset, String mark) {
        byte[] wanted = mark.getBytes(StandardCharsets.ISO_8859_1);
        return file.length >= offset + wanted.length
                && Arrays.equals(file, offset, offset + wanted.length, wanted, 0, wanted.length);
    }
}
