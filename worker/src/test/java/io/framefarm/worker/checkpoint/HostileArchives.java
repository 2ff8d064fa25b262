package io.framefarm.worker.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Damaged and malicious zip archives around a good pickle. */
final class HostileArchives {
    private static final byte[] PICKLE = PickleScript.oneTensor().stop();
    private static final int LOCAL = 0x04034b50;
    private static final int CENTRAL = 0x02014b50;
    private static final int END = 0x06054b50;

    private HostileArchives() {}

    static Stream<HostileFile> files() {
        List<HostileFile> files = new ArrayList<>();
        truncated(files);
        contents(files);
        names(files);
        fields(files);
        return files.stream();
    }

    private static void truncated(List<HostileFile> files) {
        HostileFile whole = new HostileFile("archive:", TorchArchive.of(PICKLE));
        ByteBuffer bytes = buffer(whole.content());
        int central = find(bytes, CENTRAL);
        int end = find(bytes, END);
        for (int length : new int[] {
            2, 4, 30, 30 + "archive/data.pkl".length(), central / 2, central, central + 46, end, end + 4, end + 21
        }) {
            files.add(whole.cut(length));
        }
    }

    private static void contents(List<HostileFile> files) {
        add(files, "no entries", new TorchArchive().stored("x", new byte[1]));
        add(files, "no pickle", new TorchArchive().stored("archive/data/0", new byte[16]));
        add(
                files,
                "two pickles",
                new TorchArchive().stored("a/data.pkl", PICKLE).stored("b/data.pkl", PICKLE));
        add(files, "a compressed pickle", new TorchArchive().compressed("archive/data.pkl", PICKLE));
        add(
                files,
                "a zip bomb as a storage",
                new TorchArchive().stored("archive/data.pkl", PICKLE).compressed("archive/data/0", new byte[64 << 20]));
        add(
                files,
                "big-endian storages",
                new TorchArchive()
                        .stored("archive/data.pkl", PICKLE)
                        .stored("archive/data/0", new byte[16])
                        .stored("archive/byteorder", new byte[] {'b', 'i', 'g'}));
        files.add(new HostileFile("archive: an end record and nothing else", endRecord()));
        files.add(new HostileFile("a PyTorch file from before 1.6", PICKLE));
        files.add(new HostileFile("a gzip file", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2, 3}));
    }

    private static void names(List<HostileFile> files) {
        for (String name : List.of(
                "../data.pkl",
                "archive/../../data.pkl",
                "/etc/data.pkl",
                "C:/data.pkl",
                "archive\\data.pkl",
                "a\0/data.pkl")) {
            add(
                    files,
                    "an entry named " + name.replace('\0', '0'),
                    new TorchArchive().stored(name, PICKLE).stored("archive/data/0", new byte[16]));
        }
    }

    private static void fields(List<HostileFile> files) {
        patch(files, "a directory beyond the file", bytes -> bytes.putInt(find(bytes, END) + 16, 0x7fffffff));
        patch(files, "a directory longer than the file", bytes -> bytes.putInt(find(bytes, END) + 12, 0x7fffffff));
        patch(
                files,
                "more entries than the directory has",
                bytes -> bytes.putShort(find(bytes, END) + 10, (short) 900));
        patch(files, "fewer entries than the directory has", bytes -> bytes.putShort(find(bytes, END) + 10, (short) 1));
        patch(files, "an entry beyond the file", bytes -> bytes.putInt(find(bytes, CENTRAL) + 42, 0x7fffffff));
        patch(files, "an entry inside another", bytes -> bytes.putInt(find(bytes, CENTRAL) + 42, 5));
        patch(files, "an entry larger than the file", bytes -> {
            bytes.putInt(find(bytes, CENTRAL) + 20, 0x7ffffff0);
            bytes.putInt(find(bytes, CENTRAL) + 24, 0x7ffffff0);
        });
        patch(files, "entries that overlap", bytes -> {
            int size = find(bytes, CENTRAL) - 60;
            bytes.putInt(find(bytes, CENTRAL) + 20, size);
            bytes.putInt(find(bytes, CENTRAL) + 24, size);
        });
        patch(files, "an encrypted entry", bytes -> bytes.putShort(find(bytes, CENTRAL) + 8, (short) 1));
        patch(files, "an entry with two names", bytes -> bytes.put(find(bytes, LOCAL) + 30, (byte) 'b'));
        patch(files, "a size in 64 bits that is not there", bytes -> bytes.putInt(find(bytes, CENTRAL) + 24, -1));
    }

    private static void patch(List<HostileFile> files, String what, Consumer<ByteBuffer> change) {
        byte[] content = TorchArchive.of(PICKLE);
        change.accept(buffer(content));
        files.add(new HostileFile("archive: " + what, content));
    }

    private static void add(List<HostileFile> files, String what, TorchArchive archive) {
        files.add(new HostileFile("archive: " + what, archive.toBytes()));
    }

    private static byte[] endRecord() {
        byte[] end = new byte[22];
        buffer(end).putInt(END);
        return end;
    }

    private static ByteBuffer buffer(byte[] content) {
        return ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int find(ByteBuffer bytes, int signature) {
        int at = 0;
        while (bytes.getInt(at) != signature) {
            at++;
        }
        return at;
    }
}
