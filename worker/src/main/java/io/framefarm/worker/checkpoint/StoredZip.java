package io.framefarm.worker.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The directory of a zip archive whose entries are stored without compression, as PyTorch writes them, so that each
 * entry is a region of the file (PKWARE APPNOTE 6.3.10). Nothing is ever unpacked.
 */
final class StoredZip {
    private static final int MAX_ENTRIES = 200_000;
    private static final int MAX_DIRECTORY_BYTES = 64 << 20;
    private static final int LOCAL_SIGNATURE = 0x04034b50;
    private static final int LOCAL_BYTES = 30;
    private static final int CENTRAL_SIGNATURE = 0x02014b50;
    private static final int CENTRAL_BYTES = 46;
    private static final int FLAG_ENCRYPTED = 1;

    private final ByteRange bytes;
    private final ZipEnd end;
    private final Map<String, FileRegion> entries = new LinkedHashMap<>();
    private final List<Extent> extents = new ArrayList<>();

    private record Extent(String name, long from, long to) {}

    private StoredZip(ByteRange bytes, ZipEnd end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Returns the regions of all entries by name, in the archive's order. */
    static Map<String, FileRegion> entries(Path file, FileChannel channel) throws IOException {
        ByteRange bytes = ByteRange.of(file, channel);
        StoredZip zip = new StoredZip(bytes, ZipEnd.find(bytes));
        zip.readDirectory();
        zip.checkExtents();
        return zip.entries;
    }

    private void readDirectory() throws IOException {
        if (end.entries() > MAX_ENTRIES || end.directoryBytes() > MAX_DIRECTORY_BYTES) {
            throw fault("a directory of " + end.entries() + " entries and " + end.directoryBytes() + " bytes; at most "
                    + MAX_ENTRIES + " and " + MAX_DIRECTORY_BYTES + " are allowed");
        }
        ByteBuffer directory = bytes.read(end.directoryAt(), (int) end.directoryBytes(), "the zip directory");
        for (long i = 0; i < end.entries(); i++) {
            readEntry(directory);
        }
        if (directory.hasRemaining()) {
            throw fault("the zip directory has " + directory.remaining() + " bytes more than its entries");
        }
    }

    private void readEntry(ByteBuffer directory) throws IOException {
        int at = directory.position();
        if (directory.remaining() < CENTRAL_BYTES || directory.getInt(at) != CENTRAL_SIGNATURE) {
            throw fault("the zip directory is damaged at its byte " + at);
        }
        int nameBytes = Short.toUnsignedInt(directory.getShort(at + 28));
        int extraBytes = Short.toUnsignedInt(directory.getShort(at + 30));
        int commentBytes = Short.toUnsignedInt(directory.getShort(at + 32));
        if (directory.remaining() < CENTRAL_BYTES + nameBytes + extraBytes + commentBytes) {
            throw fault("the zip directory ends inside the entry at its byte " + at);
        }
        byte[] name = new byte[nameBytes];
        directory.get(at + CENTRAL_BYTES, name);
        String entry = checkedName(new String(name, StandardCharsets.UTF_8));
        ByteBuffer extra = directory.slice(at + CENTRAL_BYTES + nameBytes, extraBytes);
        Zip64 sizes = Zip64.read(
                extra.order(directory.order()),
                Integer.toUnsignedLong(directory.getInt(at + 24)),
                Integer.toUnsignedLong(directory.getInt(at + 20)),
                Integer.toUnsignedLong(directory.getInt(at + 42)));
        int flags = directory.getShort(at + 8);
        int method = directory.getShort(at + 10);
        if ((flags & FLAG_ENCRYPTED) != 0 || method != 0 || sizes.stored() != sizes.size()) {
            throw fault("entry " + entry + " is compressed or encrypted; PyTorch stores entries as they are");
        }
        addRegion(entry, name, sizes);
        directory.position(at + CENTRAL_BYTES + nameBytes + extraBytes + commentBytes);
    }

    private void addRegion(String entry, byte[] name, Zip64 sizes) throws IOException {
        ByteBuffer local = bytes.read(sizes.localAt(), LOCAL_BYTES, "the header of entry " + entry);
        int nameBytes = Short.toUnsignedInt(local.getShort(26));
        int extraBytes = Short.toUnsignedInt(local.getShort(28));
        if (local.getInt(0) != LOCAL_SIGNATURE || nameBytes != name.length) {
            throw fault("entry " + entry + " has no header where the zip directory says");
        }
        byte[] localName = bytes.read(sizes.localAt() + LOCAL_BYTES, nameBytes, "the name of entry " + entry)
                .array();
        if (!Arrays.equals(localName, name)) {
            throw fault("entry " + entry + " has another name in its own header");
        }
        long dataAt = sizes.localAt() + LOCAL_BYTES + nameBytes + extraBytes;
        if (sizes.size() < 0 || dataAt > end.directoryAt() - sizes.size()) {
            throw fault("entry " + entry + " of " + Long.toUnsignedString(sizes.size()) + " bytes at " + dataAt
                    + " does not end before the zip directory at " + end.directoryAt());
        }
        if (entries.put(entry, new FileRegion(bytes.file(), dataAt, sizes.size())) != null) {
            throw fault("two entries are named " + entry);
        }
        extents.add(new Extent(entry, sizes.localAt(), dataAt + sizes.size()));
    }

    /** Entries that share bytes are how small archives pretend to be huge. */
    private void checkExtents() {
        extents.sort(Comparator.comparingLong(Extent::from));
        for (int i = 1; i < extents.size(); i++) {
            if (extents.get(i).from() < extents.get(i - 1).to()) {
                throw fault("entries " + extents.get(i - 1).name() + " and "
                        + extents.get(i).name() + " overlap");
            }
        }
    }

    private String checkedName(String name) {
        boolean odd = name.isEmpty()
                || name.startsWith("/")
                || name.contains("\\")
                || name.contains(":")
                || name.chars().anyMatch(c -> c < ' ')
                || List.of(name.split("/", -1)).contains("..");
        if (odd) {
            throw fault("entry name \"" + name.replaceAll("\\p{Cntrl}", "?") + "\" is not a plain relative path");
        }
        return name;
    }

    private CheckpointException fault(String what) {
        return new CheckpointException(bytes.file() + ": " + what);
    }
}
