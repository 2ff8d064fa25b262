package io.framefarm.coordinator.encode;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Writes a comment into a finished GIF, which FFmpeg cannot.
 *
 * @see <a href="https://www.w3.org/Graphics/GIF/spec-gif89a.txt">GIF89a, section 24: Comment Extension</a>
 */
final class GifComment {
    private static final int EXTENSION = 0x21;
    private static final int COMMENT = 0xfe;
    private static final int TRAILER = 0x3b;
    private static final int MAX_BLOCK = 255;

    private GifComment() {}

    static void append(Path gif, String comment) throws IOException {
        byte[] text = comment.getBytes(StandardCharsets.UTF_8);
        try (RandomAccessFile file = new RandomAccessFile(gif.toFile(), "rw")) {
            file.seek(file.length() - 1);
            int last = file.read();
            if (last != TRAILER) {
                throw new EncodingException(gif + " does not end as a GIF does, but with byte " + last);
            }
            file.seek(file.length() - 1);
            file.write(new byte[] {EXTENSION, (byte) COMMENT});
            for (int from = 0; from < text.length; from += MAX_BLOCK) {
                int length = Math.min(MAX_BLOCK, text.length - from);
                file.write(length);
                file.write(text, from, length);
            }
            file.write(new byte[] {0, TRAILER});
        }
    }
}
