package io.framefarm.coordinator.input;

import io.framefarm.protocol.frame.RgbFrame;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes an image that somebody sent. The type is told from the bytes, the size is checked before a pixel is decoded,
 * and what is not whole is refused.
 */
final class DecodeImage {
    /** Of the file. */
    static final int MAX_BYTES = 32 << 20;

    static final int MAX_SIDE = 8192;
    static final int MAX_PIXELS = 16 << 20;

    private static final int PNG_SIGNATURE_BYTES = 8;
    private static final int PNG_CHUNK_FRAME_BYTES = 12;
    private static final int ANIMATION_CONTROL = 0x6163544c; // acTL
    private static final int IMAGE_END = 0x49454e44; // IEND

    private DecodeImage() {}

    static RgbFrame decode(byte[] file) throws UnusableInputException {
        ImageFormat format = ImageFormat.of(file);
        switch (format) {
            case PNG -> requireStillAndWhole(file);
            case JPEG -> {}
            case GIF, WEBP, BMP, TIFF ->
                throw new UnusableInputException("is a %s image (allowed: PNG and JPEG)".formatted(format));
            case UNKNOWN -> throw new UnusableInputException("is no image that can be read (allowed: PNG and JPEG)");
        }
        ImageReader reader = ImageIO.getImageReadersByFormatName(format.name()).next();
        try (ImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            return decode(reader, in, format);
        } catch (IOException | RuntimeException e) {
            // The decoders of the platform answer broken files with any exception.
            throw new UnusableInputException("is a damaged %s image: %s".formatted(format, e.getMessage()), e);
        } finally {
            reader.dispose();
        }
    }

    private static RgbFrame decode(ImageReader reader, ImageInputStream in, ImageFormat format)
            throws IOException, UnusableInputException {
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        // Ignoring metadata matters: texts and colour profiles may be compressed without bound.
        reader.setInput(in, true, true);
        requireSize(reader.getWidth(0), reader.getHeight(0));
        BufferedImage image = reader.read(0);
        if (!warnings.isEmpty()) {
            throw new UnusableInputException("is a damaged %s image: %s".formatted(format, warnings.get(0)));
        }
        return ToRgb.convert(image);
    }

    /** Throws unless an image of this size may be decoded. */
    static void requireSize(int width, int height) throws UnusableInputException {
        if (width > MAX_SIDE || height > MAX_SIDE || (long) width * height > MAX_PIXELS) {
            throw new UnusableInputException("has %d x %d pixels (allowed: sides up to %d, up to %d pixels)"
                    .formatted(width, height, MAX_SIDE, MAX_PIXELS));
        }
    }

    /** Walks over the chunks: the decoder would show the first picture of an animation, and fill up what is missing. */
    private static void requireStillAndWhole(byte[] png) throws UnusableInputException {
        ByteBuffer in = ByteBuffer.wrap(png);
        long at = PNG_SIGNATURE_BYTES;
        while (at + PNG_CHUNK_FRAME_BYTES <= png.length) {
            long length = Integer.toUnsignedLong(in.getInt((int) at));
            int type = in.getInt((int) at + Integer.BYTES);
            if (type == ANIMATION_CONTROL) {
                throw new UnusableInputException("is an animated PNG (allowed: a single picture)");
            }
            at += PNG_CHUNK_FRAME_BYTES + length;
            if (type == IMAGE_END && at <= png.length) {
                return;
            }
        }
        throw new UnusableInputException("is a damaged PNG image: it ends before its last chunk");
    }
}
