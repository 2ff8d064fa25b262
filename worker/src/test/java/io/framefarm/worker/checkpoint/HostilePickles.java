package io.framefarm.worker.checkpoint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Malicious and damaged pickles, each inside an otherwise good PyTorch archive. */
final class HostilePickles {
    private static final long[] SHAPE = {2, 2};
    private static final long[] STRIDES = {2, 1};

    private HostilePickles() {}

    static Stream<HostileFile> files() {
        List<HostileFile> files = new ArrayList<>();
        globals(files);
        calls(files);
        damage(files);
        bombs(files);
        values(files);
        views(files);
        return files.stream();
    }

    private static void globals(List<HostileFile> files) {
        for (String name : List.of(
                "os system",
                "posix system",
                "nt system",
                "subprocess Popen",
                "builtins eval",
                "builtins exec",
                "builtins getattr",
                "__builtin__ eval",
                "torch load",
                "torch.hub load",
                "torch FloatStorageX",
                "torch._utils _rebuild_tensor_v2.__globals__",
                "numpy.core.multiarray _reconstruct",
                "pytorch_lightning.callbacks ModelCheckpoint",
                "collections OrderedDict.fromkeys")) {
            String module = name.substring(0, name.indexOf(' '));
            String global = name.substring(name.indexOf(' ') + 1);
            add(
                    files,
                    "names " + name,
                    PickleScript.start().global(module, global).stop());
        }
        PickleScript call = PickleScript.start().global("os", "system").op('(').text("touch pwned");
        add(files, "runs os.system by REDUCE", call.op('t', 'R').stop());
        PickleScript stack = PickleScript.start().text("os").text("system").op(0x93);
        add(files, "names os.system by STACK_GLOBAL", stack.stop());
        PickleScript instance =
                PickleScript.start().op('(').text("touch pwned").op('i').ascii("os\nsystem\n");
        add(files, "runs os.system by INST", instance.stop());
    }

    private static void calls(List<HostileFile> files) {
        PickleScript ordered = PickleScript.start().global("collections", "OrderedDict");
        add(
                files,
                "OBJ",
                PickleScript.start()
                        .op('(')
                        .global("collections", "OrderedDict")
                        .op('o')
                        .stop());
        add(files, "NEWOBJ", ordered.op(')', 0x81).stop());
        add(files, "NEWOBJ_EX", PickleScript.start().op(')', ')', ')', 0x92).stop());
        add(files, "EXT1", PickleScript.start().op(0x82, 1).stop());
        add(files, "EXT4", PickleScript.start().op(0x84).int4(1).stop());
        add(files, "PERSID", PickleScript.start().op('P').ascii("0\n").stop());
        add(files, "NEXT_BUFFER", PickleScript.start().op(0x97).stop());
        add(
                files,
                "REDUCE of a string",
                PickleScript.start().text("os.system").op(')', 'R').stop());
        add(
                files,
                "REDUCE of a storage class",
                PickleScript.start()
                        .global("torch", "FloatStorage")
                        .op(')', 'R')
                        .stop());
        add(
                files,
                "REDUCE without a tuple",
                PickleScript.start()
                        .global("collections", "OrderedDict")
                        .op('N', 'R')
                        .stop());
        add(
                files,
                "a tensor made of nothing",
                PickleScript.start()
                        .global("torch._utils", "_rebuild_tensor_v2")
                        .op(')', 'R')
                        .stop());
        add(
                files,
                "a parameter made of a string",
                PickleScript.start()
                        .global("torch._utils", "_rebuild_parameter")
                        .text("x")
                        .op(0x85, 'R')
                        .stop());
        add(
                files,
                "BUILD of a tensor",
                PickleScript.start()
                        .tensor("FloatStorage", "0", 4, 0, SHAPE, STRIDES)
                        .op('}', 'b')
                        .stop());
        add(
                files,
                "BUILD with a string",
                PickleScript.start().op('}').text("__reduce__").op('b').stop());
        add(
                files,
                "a persistent id of another kind",
                PickleScript.start().op('(').text("module").op('t', 'Q').stop());
        add(
                files,
                "a persistent id with a function as the type",
                PickleScript.start()
                        .op('(')
                        .text("storage")
                        .global("collections", "OrderedDict")
                        .text("0")
                        .text("cpu")
                        .whole(4)
                        .op('t', 'Q')
                        .stop());
    }

    private static void damage(List<HostileFile> files) {
        byte[] whole = PickleScript.oneTensor().stop();
        for (int length : new int[] {0, 1, 2, 3, 8, 9, 20, 60, 100, whole.length - 1}) {
            add(files, "cut to " + length + " bytes", Arrays.copyOf(whole, length));
        }
        add(files, "an unknown opcode", PickleScript.start().op(0xff).stop());
        add(files, "protocol 0", new PickleScript().op(0x80, 0).op('}').stop());
        add(files, "protocol 9", new PickleScript().op(0x80, 9).op('}').stop());
        add(files, "only a STOP", PickleScript.start().stop());
        add(files, "a POP of nothing", PickleScript.start().op('0').stop());
        add(files, "items without a mark", PickleScript.start().op('}', 'u').stop());
        add(
                files,
                "a key without a value",
                PickleScript.start().op('}', '(').text("k").op('u').stop());
        add(
                files,
                "items set in a list",
                PickleScript.start().op(']').text("k").text("v").op('s').stop());
        add(
                files,
                "items added to a dictionary",
                PickleScript.start().op('}').text("k").op('a').stop());
        add(files, "a memo that was never made", PickleScript.start().op('h', 7).stop());
        add(files, "a mark as the result", PickleScript.start().op('(').stop());
        add(files, "a nested archive as the pickle", TorchArchive.of(whole));
    }

    private static void bombs(List<HostileFile> files) {
        add(
                files,
                "a string longer than the file",
                PickleScript.start().op('X').int4(Integer.MAX_VALUE).stop());
        add(
                files,
                "a string of negative length",
                PickleScript.start().op('T').int4(-5).stop());
        add(
                files,
                "a number of 2 GiB",
                PickleScript.start().op(0x8b).int4(Integer.MAX_VALUE).stop());
        add(
                files,
                "a line without an end",
                PickleScript.start().op('c').ascii("x".repeat(5_000)).stop());
        add(
                files,
                "lists nested a hundred thousand deep",
                PickleScript.start().times(100_000, ']').times(99_999, 'a').stop());
        add(
                files,
                "a list that holds itself",
                PickleScript.start().op(']', 'q', 0, 'h', 0, 'a').stop());
        add(
                files,
                "a dictionary that holds itself",
                PickleScript.start().op('}', 'q', 0).text("k").op('h', 0, 's').stop());
        PickleScript laughs = PickleScript.start().op(')', 'q', 0);
        for (int level = 1; level < 30; level++) {
            laughs.op('(').times(10, 'h', level - 1).op('t', 'q', level);
        }
        add(files, "a billion laughs", laughs.stop());
        add(
                files,
                "two million opcodes",
                PickleScript.start().times(1_000_000, 'N', '0').op('}').stop());
        add(
                files,
                "a memo of a million values",
                PickleScript.start().times(500_000, 'N', 0x94).op('}').stop());
        PickleScript names =
                PickleScript.start().op('}').text("n".repeat(10_000)).op(']', 'q', 0);
        add(
                files,
                "long names times many values",
                names.times(100_000, 'K', 1, 'a').op('s').stop());
        add(files, "a pickle of 17 MiB", new byte[17 << 20]);
    }

    private static void values(List<HostileFile> files) {
        add(
                files,
                "a tuple as a key",
                PickleScript.start().op('}', ')', 'N', 's').stop());
        add(
                files,
                "a dictionary as a key",
                PickleScript.start().op('}', '}', 'N', 's').stop());
        PickleScript twice = PickleScript.start().op('}').text("a.b");
        twice.tensor("FloatStorage", "0", 4, 0, SHAPE, STRIDES)
                .op('s')
                .text("a")
                .op('}')
                .text("b");
        add(
                files,
                "two tensors of one name",
                twice.tensor("FloatStorage", "0", 4, 0, SHAPE, STRIDES)
                        .op('s', 's')
                        .stop());
        PickleScript ordered =
                PickleScript.start().global("collections", "OrderedDict").op(']', 0x85, 'R');
        add(files, "an OrderedDict made of a list", ordered.stop());
    }

    private static void views(List<HostileFile> files) {
        view(files, "a storage that is missing", "7", 4, 0, SHAPE, STRIDES);
        view(files, "a storage outside the archive", "../../../etc/passwd", 4, 0, SHAPE, STRIDES);
        view(files, "a storage of more elements than bytes", "0", 5, 0, SHAPE, STRIDES);
        view(files, "a storage of 2^62 elements", "0", 1L << 62, 0, SHAPE, STRIDES);
        view(files, "a storage of -1 elements", "0", -1, 0, SHAPE, STRIDES);
        view(files, "a negative offset", "0", 4, -1, SHAPE, STRIDES);
        view(files, "an offset beyond the storage", "0", 4, 5, SHAPE, STRIDES);
        view(files, "a view that ends beyond the storage", "0", 4, 1, SHAPE, STRIDES);
        view(files, "a negative dimension", "0", 4, 0, new long[] {-2, -2}, STRIDES);
        view(files, "a shape that overflows", "0", 4, 0, new long[] {1L << 40, 1L << 40}, new long[] {0, 0});
        view(files, "negative strides", "0", 4, 3, SHAPE, new long[] {-2, -1});
        view(files, "strides that overflow", "0", 4, 0, SHAPE, new long[] {Long.MAX_VALUE, Long.MAX_VALUE});
        view(files, "one element a billion times", "0", 4, 0, new long[] {1_000_000_000}, new long[] {0});
        view(files, "fewer strides than dimensions", "0", 4, 0, SHAPE, new long[] {1});
        view(files, "17 dimensions", "0", 4, 0, new long[17], new long[17]);
    }

    private static void view(
            List<HostileFile> files,
            String what,
            String key,
            long elements,
            long offset,
            long[] shape,
            long[] strides) {
        add(
                files,
                what,
                PickleScript.start()
                        .tensor("FloatStorage", key, elements, offset, shape, strides)
                        .stop());
    }

    private static void add(List<HostileFile> files, String what, byte[] pickle) {
        files.add(new HostileFile("pickle: " + what, TorchArchive.of(pickle)));
    }
}
