package io.framefarm.protocol.frame;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiteralStreamTest {

    private static final int BEFORE = 3;

    private final Random random = new Random(11);

    @ParameterizedTest
    @CsvSource({
        // Few bytes use the fixed code, even ones are stored, uneven ones have codes of their own, short and long.
        "1, 2",
        "7, 256",
        "500, 256",
        "70000, 256",
        "70000, 2",
        "70000, 5",
        "70000, 40",
        "200000, 120"
    })
    void literalsAreReadWhateverTheirCode(int length, int unevenness) {
        byte[] content = content(length, unevenness);

        assertThat(read(compressed(content, Deflater.HUFFMAN_ONLY), length)).hasValue(content);
    }

    @Test
    void codesThatAreLongerThanTheTableAreReadToo() {
        byte[] content = new byte[300_000];
        for (int i = 0; i < content.length; i++) {
            // Each value half as often as the one before: lengths of 1, 2, 3 and so on up to the longest.
            content[i] = (byte) Integer.numberOfTrailingZeros(random.nextInt() | 1 << 20);
        }

        assertThat(read(compressed(content, Deflater.HUFFMAN_ONLY), content.length))
                .hasValue(content);
    }

    @Test
    void repetitionsAreLeftToTheInflater() {
        byte[] content = content(10_000, 200);

        assertThat(read(compressed(content, Deflater.DEFAULT_STRATEGY), content.length))
                .isEmpty();
    }

    @Test
    void aStreamOfAnotherLengthIsLeftToTheInflater() {
        byte[] stream = compressed(content(1000, 40), Deflater.HUFFMAN_ONLY);

        assertThat(read(stream, 999)).isEmpty();
        assertThat(read(stream, 1001)).isEmpty();
        assertThat(read(Arrays.copyOf(stream, stream.length + 1), 1000)).isEmpty();
        assertThat(read(Arrays.copyOf(stream, stream.length - 1), 1000)).isEmpty();
    }

    @Test
    void nothingIsReadFromDamagedStreamsThatTheInflaterWouldNotRead() {
        byte[] stream = compressed(content(600, 30), Deflater.HUFFMAN_ONLY);
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged =
                    Arrays.copyOf(stream, random.nextInt(8) == 0 ? random.nextInt(stream.length) : stream.length);
            for (int times = random.nextInt(3); times >= 0 && damaged.length > 0; times--) {
                damaged[random.nextInt(Math.min(damaged.length, i % 2 == 0 ? 90 : damaged.length))] =
                        (byte) random.nextInt();
            }
            Optional<byte[]> found = read(damaged, 600);
            if (found.isPresent()) {
                assertThat(inflated(damaged, 600)).hasValue(found.get());
                read++;
            }
        }
        assertThat(read).as("streams that a change left as they were").isLessThan(1000);
    }

    /** The stream in the midst of other bytes. */
    private static Optional<byte[]> read(byte[] stream, int length) {
        byte[] file = new byte[BEFORE + stream.length + 20];
        Arrays.fill(file, (byte) 0xff);
        System.arraycopy(stream, 0, file, BEFORE, stream.length);
        byte[] into = new byte[length];
        return LiteralStream.read(file, BEFORE, stream.length, into) ? Optional.of(into) : Optional.empty();
    }

    private static Optional<byte[]> inflated(byte[] stream, int length) {
        Inflater inflater = new Inflater();
        try {
            byte[] into = new byte[length];
            inflater.setInput(stream);
            int filled = inflater.inflate(into);
            boolean whole = filled == length && inflater.inflate(new byte[1]) == 0 && inflater.finished();
            return whole && inflater.getRemaining() == 0 ? Optional.of(into) : Optional.empty();
        } catch (DataFormatException e) {
            return Optional.empty();
        } finally {
            inflater.end();
        }
    }

    /** The larger the unevenness, the rarer the bytes far from zero. */
    private byte[] content(int length, int unevenness) {
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) (unevenness == 256 ? random.nextInt(256) : random.nextGaussian() * 256 / unevenness);
        }
        return content;
    }

    private static byte[] compressed(byte[] content, int strategy) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setStrategy(strategy);
        deflater.setInput(content);
        deflater.finish();
        byte[] stream = new byte[2 * content.length + 100];
        int length = 0;
        while (!deflater.finished()) {
            length += deflater.deflate(stream, length, stream.length - length);
        }
        deflater.end();
        return Arrays.copyOf(stream, length);
    }
}
