package io.framefarm.worker.checkpoint;

import io.framefarm.worker.checkpoint.PickleValue.Dictionary;
import io.framefarm.worker.checkpoint.PickleValue.Global;
import io.framefarm.worker.checkpoint.PickleValue.Mark;
import io.framefarm.worker.checkpoint.PickleValue.Nothing;
import io.framefarm.worker.checkpoint.PickleValue.Real;
import io.framefarm.worker.checkpoint.PickleValue.Sequence;
import io.framefarm.worker.checkpoint.PickleValue.Text;
import io.framefarm.worker.checkpoint.PickleValue.Whole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The stack machine of Python's pickle format (protocols 2 to 5), cut down to what builds tensors out of plain data.
 * It can call nothing but {@link TorchCalls}; every other opcode ends the reading.
 */
final class PickleMachine {
    /** A Stable Diffusion file needs 60,000. */
    static final int MAX_OPCODES = 1_000_000;

    private final PickleInput in;
    private final TorchCalls calls;
    private final List<PickleValue> stack = new ArrayList<>();
    private final Map<Integer, PickleValue> memo = new HashMap<>();

    PickleMachine(Path file, byte[] pickle, TorchStorages storages) {
        this.in = new PickleInput(file, pickle);
        this.calls = new TorchCalls(in, storages);
    }

    PickleValue run() {
        for (int count = 0; count < MAX_OPCODES; count++) {
            int opcode = in.u1();
            if (opcode == Opcode.STOP) {
                return pop();
            }
            boolean known = value(opcode) || memo(opcode) || collection(opcode) || call(opcode);
            if (!known) {
                throw in.fault("opcode " + describe(opcode) + " is not among those that build tensors");
            }
        }
        throw in.fault("more than " + MAX_OPCODES + " opcodes");
    }

    private boolean value(int opcode) {
        switch (opcode) {
            case Opcode.PROTO -> protocol(in.u1());
            case Opcode.FRAME -> frame(in.i8());
            case Opcode.NONE -> push(Nothing.NOTHING);
            case Opcode.NEWTRUE -> push(new Whole(1));
            case Opcode.NEWFALSE -> push(new Whole(0));
            case Opcode.BININT -> push(new Whole(in.i4()));
            case Opcode.BININT1 -> push(new Whole(in.u1()));
            case Opcode.BININT2 -> push(new Whole(in.u2()));
            case Opcode.LONG1 -> push(new Whole(in.integer(in.u1())));
            case Opcode.LONG4 -> push(new Whole(in.integer(in.i4())));
            case Opcode.BINFLOAT -> push(new Real(in.f8()));
            case Opcode.BINUNICODE -> push(new Text(in.text(Integer.toUnsignedLong(in.i4()))));
            case Opcode.SHORT_BINUNICODE, Opcode.SHORT_BINSTRING -> push(new Text(in.text(in.u1())));
            case Opcode.BINUNICODE8 -> push(new Text(in.text(in.i8())));
            case Opcode.BINSTRING -> push(new Text(in.text(in.i4())));
            case Opcode.BINBYTES -> bytes(Integer.toUnsignedLong(in.i4()));
            case Opcode.SHORT_BINBYTES -> bytes(in.u1());
            case Opcode.BINBYTES8, Opcode.BYTEARRAY8 -> bytes(in.i8());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memo(int opcode) {
        switch (opcode) {
            case Opcode.BINPUT -> memo.put(in.u1(), top());
            case Opcode.LONG_BINPUT -> memo.put(in.i4(), top());
            case Opcode.MEMOIZE -> memo.put(memo.size(), top());
            case Opcode.BINGET -> recall(in.u1());
            case Opcode.LONG_BINGET -> recall(in.i4());
            case Opcode.POP -> pop();
            case Opcode.POP_MARK -> popToMark();
            case Opcode.DUP -> push(top());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean collection(int opcode) {
        switch (opcode) {
            case Opcode.MARK -> stack.add(Mark.MARK);
            case Opcode.EMPTY_TUPLE -> push(new Sequence(List.of()));
            case Opcode.EMPTY_LIST, Opcode.EMPTY_SET -> push(new Sequence(new ArrayList<>()));
            case Opcode.EMPTY_DICT -> push(new Dictionary(new LinkedHashMap<>()));
            case Opcode.TUPLE1 -> tuple(1);
            case Opcode.TUPLE2 -> tuple(2);
            case Opcode.TUPLE3 -> tuple(3);
            case Opcode.TUPLE, Opcode.LIST, Opcode.FROZENSET -> push(new Sequence(popToMark()));
            case Opcode.DICT -> {
                List<PickleValue> items = popToMark();
                push(new Dictionary(new LinkedHashMap<>()));
                setItems(items);
            }
            case Opcode.APPEND -> append(List.of(pop()));
            case Opcode.APPENDS, Opcode.ADDITEMS -> append(popToMark());
            case Opcode.SETITEM -> {
                PickleValue item = pop();
                PickleValue key = pop();
                setItems(List.of(key, item));
            }
            case Opcode.SETITEMS -> setItems(popToMark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean call(int opcode) {
        switch (opcode) {
            case Opcode.GLOBAL -> push(global(in.line(), in.line()));
            case Opcode.STACK_GLOBAL -> {
                PickleValue name = pop();
                push(global(text(pop()), text(name)));
            }
            case Opcode.BINPERSID -> push(calls.persistent(sequence(pop())));
            case Opcode.REDUCE -> {
                List<PickleValue> arguments = sequence(pop());
                push(calls.reduce(pop(), arguments));
            }
            case Opcode.BUILD -> {
                // OrderedDict carries the state _metadata: versions of modules, of no use here.
                boolean state = pop() instanceof Dictionary;
                if (!state || !(top() instanceof Dictionary)) {
                    throw in.fault("BUILD is allowed for dictionaries only");
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private Global global(String module, String name) {
        return AllowedGlobal.find(module, name)
                .map(Global::new)
                .orElseThrow(() -> in.fault("names " + printable(module + "." + name)
                        + ", which is not among the few names that tensors need; nothing else is ever loaded (ask the file's"
                        + " author for a safetensors version)"));
    }

    private void protocol(int version) {
        if (version < 2 || version > 5) {
            throw in.fault("protocol " + version + "; 2 to 5 are readable");
        }
    }

    private void frame(long length) {
        if (length < 0) {
            throw in.fault("a frame of " + length + " bytes");
        }
    }

    private void bytes(long length) {
        in.skip(length);
        push(Nothing.NOTHING);
    }

    private void recall(int index) {
        @Nullable PickleValue value = memo.get(index);
        if (value == null) {
            throw in.fault("nothing was remembered as " + index);
        }
        push(value);
    }

    private void tuple(int size) {
        PickleValue[] items = new PickleValue[size];
        for (int i = size - 1; i >= 0; i--) {
            items[i] = pop();
        }
        push(new Sequence(List.of(items)));
    }

    private void append(List<PickleValue> items) {
        if (!(top() instanceof Sequence list) || !(list.items() instanceof ArrayList<PickleValue> growing)) {
            throw in.fault("an item is added to what is not a list");
        }
        growing.addAll(items);
    }

    private void setItems(List<PickleValue> keysAndItems) {
        if (!(top() instanceof Dictionary dictionary) || keysAndItems.size() % 2 != 0) {
            throw in.fault("items are set in what is not a dictionary, or a key has no value");
        }
        for (int i = 0; i < keysAndItems.size(); i += 2) {
            dictionary.items().put(key(keysAndItems.get(i)), keysAndItems.get(i + 1));
        }
    }

    private String key(PickleValue key) {
        if (key instanceof Whole whole) {
            return Long.toString(whole.value());
        }
        return text(key);
    }

    private String text(PickleValue value) {
        if (value instanceof Text text) {
            return text.text();
        }
        throw in.fault("a string is needed, found " + describe(value));
    }

    private List<PickleValue> sequence(PickleValue value) {
        if (value instanceof Sequence sequence) {
            return sequence.items();
        }
        throw in.fault("a tuple is needed, found " + describe(value));
    }

    private void push(PickleValue value) {
        stack.add(value);
    }

    private PickleValue top() {
        if (stack.isEmpty() || stack.get(stack.size() - 1) == Mark.MARK) {
            throw in.fault("the stack is empty");
        }
        return stack.get(stack.size() - 1);
    }

    private PickleValue pop() {
        PickleValue value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private List<PickleValue> popToMark() {
        int mark = stack.lastIndexOf(Mark.MARK);
        if (mark < 0) {
            throw in.fault("no mark is on the stack");
        }
        List<PickleValue> above = stack.subList(mark + 1, stack.size());
        List<PickleValue> items = new ArrayList<>(above);
        stack.subList(mark, stack.size()).clear();
        return items;
    }

    private static String describe(PickleValue value) {
        return value.getClass().getSimpleName();
    }

    private static String describe(int opcode) {
        return opcode > ' ' && opcode < 0x7f ? "'" + (char) opcode + "'" : "0x" + Integer.toHexString(opcode);
    }

    private static String printable(String text) {
        return text.replaceAll("[^\\p{Graph} ]", "?");
    }
}
