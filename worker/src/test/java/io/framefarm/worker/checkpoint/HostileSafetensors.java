package io.framefarm.worker.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Damaged and malicious safetensors files: headers around 22 bytes of data, a [2, 2] of floats and a [3] of halves. */
final class HostileSafetensors {
    private static final String A = "\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}";
    private static final String B = "\"b\":{\"dtype\":\"F16\",\"shape\":[3],\"data_offsets\":[16,22]}";
    private static final String VALID = "{" + A + "," + B + "}";
    private static final int DATA_BYTES = 22;

    private HostileSafetensors() {}

    static byte[] valid() {
        return file(VALID, DATA_BYTES);
    }

    static Stream<HostileFile> files() {
        List<HostileFile> files = new ArrayList<>();
        truncated(files);
        lengths(files);
        json(files);
        entries(files);
        offsets(files);
        return files.stream();
    }

    private static void truncated(List<HostileFile> files) {
        HostileFile whole = new HostileFile("a safetensors file", valid());
        int header = 8 + VALID.length();
        for (int length : new int[] {
            0, 1, 7, 8, 9, 8 + VALID.length() / 2, header - 1, header, header + 1, header + 16, header + DATA_BYTES - 1
        }) {
            files.add(whole.cut(length));
        }
    }

    private static void lengths(List<HostileFile> files) {
        for (long length : new long[] {0, 1, -1, Long.MIN_VALUE, 1L << 40, Integer.MAX_VALUE, VALID.length() + 23}) {
            byte[] content = valid();
            ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN).putLong(0, length);
            files.add(new HostileFile("a header length of " + length, content));
        }
        add(files, "one byte after the last tensor", VALID, DATA_BYTES + 1);
        add(files, "a megabyte after the last tensor", VALID, DATA_BYTES + (1 << 20));
    }

    private static void json(List<HostileFile> files) {
        add(files, "a header that is a list", "[" + VALID + "]");
        add(files, "a header that is no JSON", "{ nonsense }");
        add(files, "a header without its closing brace", VALID.substring(0, VALID.length() - 1) + " ");
        add(files, "a header followed by another", VALID + "{}");
        add(files, "a header of spaces", " ".repeat(200));
        add(files, "a header nested a million deep", "{\"a\":" + "[".repeat(1_000_000));
        add(files, "a name of a million letters", "{\"" + "x".repeat(1_000_000) + "\":{}}");
        add(files, "a number of a million digits", "{\"a\":{\"shape\":[" + "9".repeat(1_000_000) + "]}}");
        add(files, "two tensors of the same name", "{" + A + "," + A + "}");
        add(files, "metadata that are a list", "{\"__metadata__\":[]," + A + "," + B + "}");
        add(files, "metadata that are not strings", "{\"__metadata__\":{\"n\":1}," + A + "," + B + "}");
        add(files, "nested metadata", "{\"__metadata__\":{\"n\":{}}," + A + "," + B + "}");
        byte[] badText = valid();
        badText[10] = (byte) 0xff;
        files.add(new HostileFile("a name that is not UTF-8", badText));
    }

    private static void entries(List<HostileFile> files) {
        tensor(files, "an entry that is a number", "1");
        tensor(files, "an entry that is null", "null");
        tensor(files, "an empty entry", "{}");
        tensor(files, "an unknown field", fields("\"F32\"", "[2,2]", "[0,16]").replace("}", ",\"x\":1}"));
        tensor(files, "the dtype twice", fields("\"F32\"", "[2,2]", "[0,16]").replace("}", ",\"dtype\":\"F32\"}"));
        tensor(files, "no dtype", "{\"shape\":[2,2],\"data_offsets\":[0,16]}");
        tensor(files, "no shape", "{\"dtype\":\"F32\",\"data_offsets\":[0,16]}");
        tensor(files, "no offsets", "{\"dtype\":\"F32\",\"shape\":[2,2]}");
        for (String type : List.of("\"F8_E4M3\"", "\"f32\"", "\"\"", "\"C64\"", "32", "null", "[\"F32\"]")) {
            tensor(files, "the dtype " + type, fields(type, "[2,2]", "[0,16]"));
        }
        for (String shape : List.of(
                "[-2,-2]",
                "[2.0,2]",
                "[\"2\",2]",
                "[[2,2]]",
                "4",
                "null",
                "[1099511627776,1099511627776]",
                "[4611686018427387904,4611686018427387904,0]",
                "[99999999999999999999]",
                "[2,3]",
                "[2]",
                "[1,1,1,1,1,1,1,1,1,1,1,1,1,1,1,2,2]")) {
            tensor(files, "the shape " + shape, fields("\"F32\"", shape, "[0,16]"));
        }
    }

    private static void offsets(List<HostileFile> files) {
        for (String offsets : List.of(
                "[0]",
                "[0,16,16]",
                "[16,0]",
                "[-16,0]",
                "[0,\"16\"]",
                "[8,24]",
                "[4,20]",
                "[1000000,1000016]",
                "[9223372036854775792,9223372036854775807]",
                "{}")) {
            tensor(files, "the offsets " + offsets, fields("\"F32\"", "[2,2]", offsets));
        }
        add(files, "two tensors on the same bytes", "{" + A + "," + A.replace("\"a\"", "\"c\"") + "," + B + "}");
        add(files, "a hole between two tensors", "{" + A + "," + B.replace("[16,22]", "[18,24]") + "}", 24);
        add(files, "no tensor over the data", "{}");
        String huge = fields("\"F32\"", "[1099511627776]", "[0,4398046511104]");
        tensor(files, "a tensor of four terabytes", huge);
    }

    private static String fields(String type, String shape, String offsets) {
        return "{\"dtype\":" + type + ",\"shape\":" + shape + ",\"data_offsets\":" + offsets + "}";
    }

    private static void tensor(List<HostileFile> files, String what, String entry) {
        add(files, what, "{\"a\":" + entry + "," + B + "}");
    }

    private static void add(List<HostileFile> files, String what, String header) {
        add(files, what, header, DATA_BYTES);
    }

    private static void add(List<HostileFile> files, String what, String header, int dataBytes) {
        files.add(new HostileFile("safetensors: " + what, file(header, dataBytes)));
    }

    private static byte[] file(String header, int dataBytes) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + dataBytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }
}
