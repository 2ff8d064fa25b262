package io.framefarm.protocol.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.Adler32;

/**
 * Reads a zlib stream of literals alone, as {@link PngWriter} writes them, in half the time of an inflater that has to
 * expect repetitions. Whatever else it meets, damage included, it leaves to the JDK's inflater, which says what is
 * wrong: what it does take has the right length and checksum.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1951">RFC 1951, the deflate format</a>
 */
final class LiteralStream {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int STORED = 0;
    private static final int FIXED_CODE = 1;
    private static final int CODE_IN_BLOCK = 2;
    private static final int[] ORDER_OF_LENGTHS = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};

    /** So many looks into the table need at most the bits that one refill brings. */
    private static final int LOOKS = 56 / LiteralCode.TABLE_BITS;

    private static final int MOST_BYTES_WRITTEN = LOOKS * 3 + Integer.BYTES;

    private final byte[] file;
    private final int end;
    private final byte[] into;
    private final LiteralCode code = new LiteralCode();
    private int position;
    private long bits;
    private int available;
    private int filled;

    private LiteralStream(byte[] file, int offset, int length, byte[] into) {
        this.file = file;
        this.position = offset;
        this.end = offset + length;
        this.into = into;
    }

    /** Fills the array from the stream, which must end with it; false if the stream is of another kind, or damaged. */
    static boolean read(byte[] file, int offset, int length, byte[] into) {
        return new LiteralStream(file, offset, length, into).read();
    }

    private boolean read() {
        int header = (take(8) << 8) | take(8);
        // Deflate, a window of at most 32 KiB, no preset dictionary.
        boolean usual = (header & 0x8f20) == 0x0800 && header % 31 == 0;
        if (!usual) {
            return false;
        }
        boolean last = false;
        while (!last) {
            last = take(1) == 1;
            if (available < 0 || !readBlock(take(2))) {
                return false;
            }
        }
        return filled == into.length && checksumIsRight();
    }

    private boolean readBlock(int kind) {
        return switch (kind) {
            case STORED -> copyStored();
            case FIXED_CODE -> readFixedCode() && readLiterals();
            case CODE_IN_BLOCK -> readCode() && readLiterals();
            default -> false;
        };
    }

    private boolean checksumIsRight() {
        dropRestOfByte();
        int stored = Integer.reverseBytes(take(16) | (take(16) << 16));
        Adler32 computed = new Adler32();
        computed.update(into);
        return available == 0 && position == end && stored == (int) computed.getValue();
    }

    private boolean copyStored() {
        dropRestOfByte();
        int length = take(16);
        int complement = take(16);
        if (available < 0 || length != (~complement & 0xffff) || length > into.length - filled) {
            return false;
        }
        // Back to bytes: what has been taken into the bits beforehand is read again.
        position -= available / 8;
        bits = 0;
        available = 0;
        if (length > end - position) {
            return false;
        }
        System.arraycopy(file, position, into, filled, length);
        position += length;
        filled += length;
        return true;
    }

    private boolean readFixedCode() {
        byte[] lengths = new byte[288];
        Arrays.fill(lengths, 0, 144, (byte) 8);
        Arrays.fill(lengths, 144, 256, (byte) 9);
        Arrays.fill(lengths, 256, 280, (byte) 7);
        Arrays.fill(lengths, 280, 288, (byte) 8);
        return code.build(lengths, lengths.length);
    }

    private boolean readCode() {
        int symbols = take(5) + 257;
        int distances = take(5) + 1;
        int coded = take(4) + 4;
        byte[] lengths = new byte[ORDER_OF_LENGTHS.length];
        for (int i = 0; i < coded; i++) {
            lengths[ORDER_OF_LENGTHS[i]] = (byte) take(3);
        }
        byte[] all = new byte[symbols + distances];
        return symbols <= 286
                && distances <= 30
                && code.build(lengths, lengths.length)
                && readLengths(all)
                && isCompleteOrUnused(all, symbols)
                && code.build(all, symbols);
    }

    /** The code of distances, which literals do not need. */
    private static boolean isCompleteOrUnused(byte[] lengths, int from) {
        int used = 0;
        for (int i = from; i < lengths.length; i++) {
            used += lengths[i] == 0 ? 0 : 1 << (LiteralCode.MAX_BITS - lengths[i]);
        }
        return used == 0 || used == 1 << LiteralCode.MAX_BITS;
    }

    private boolean readLengths(byte[] lengths) {
        int i = 0;
        while (i < lengths.length) {
            int symbol = symbol();
            if (symbol < 0 || available < 0 || (symbol == 16 && i == 0)) {
                return false;
            }
            if (symbol < 16) {
                lengths[i++] = (byte) symbol;
            } else {
                byte repeated = symbol == 16 ? lengths[i - 1] : 0;
                int times = symbol == 16 ? 3 + take(2) : symbol == 17 ? 3 + take(3) : 11 + take(7);
                if (times > lengths.length - i) {
                    return false;
                }
                Arrays.fill(lengths, i, i + times, repeated);
                i += times;
            }
        }
        return true;
    }

    /** Many literals at a time where nothing can go wrong, else one symbol after the other, until the block ends. */
    private boolean readLiterals() {
        code.fillTable();
        while (true) {
            readManyLiterals();
            int symbol = symbol();
            if (symbol == LiteralCode.END_OF_BLOCK && available >= 0) {
                return true;
            }
            if (symbol < 0 || symbol > LiteralCode.END_OF_BLOCK || available < 0 || filled == into.length) {
                return false;
            }
            into[filled++] = (byte) symbol;
        }
    }

    /** Stops before whatever the table does not know, and before the ends of both arrays. */
    private void readManyLiterals() {
        // In local variables, which the compiler keeps in registers.
        int[] table = code.table;
        long ahead = bits;
        int left = available;
        int from = position;
        int to = filled;
        boolean more = true;
        while (more && from <= end - Long.BYTES && to <= into.length - MOST_BYTES_WRITTEN) {
            ahead |= (long) LONG.get(file, from) << left;
            int bytes = (63 - left) >>> 3;
            from += bytes;
            left += bytes << 3;
            int entry = 0;
            for (int i = 0; i < LOOKS; i++) {
                // An entry of nothing moves nothing, so it is enough to see it in the last look.
                entry = table[(int) ahead & LiteralCode.TABLE_MASK];
                INT.set(into, to, LiteralCode.literals(entry));
                to += LiteralCode.count(entry);
                ahead >>>= LiteralCode.bits(entry);
                left -= LiteralCode.bits(entry);
            }
            more = entry != 0;
        }
        bits = ahead;
        available = left;
        position = from;
        filled = to;
    }

    private int symbol() {
        refill();
        int found = code.symbolAt(bits);
        if (found < 0) {
            return found;
        }
        drop(found & 15);
        return found >> 4;
    }

    /** Beyond the end, {@code available} becomes negative. */
    private int take(int count) {
        refill();
        int value = (int) (bits & ((1L << count) - 1));
        drop(count);
        return value;
    }

    private void drop(int count) {
        bits >>>= count;
        available -= count;
    }

    private void dropRestOfByte() {
        drop(available & 7);
    }

    private void refill() {
        // Bits above the available ones may be there already, from a refill by whole words; they are the same.
        while (available <= 48 && available >= 0 && position < end) {
            bits |= (file[position++] & 255L) << available;
            available += 8;
        }
    }
}
