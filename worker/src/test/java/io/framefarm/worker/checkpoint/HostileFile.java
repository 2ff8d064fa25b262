package io.framefarm.worker.checkpoint;

import java.util.Arrays;

/** A file that must not be read, and what is wrong with it. */
final class HostileFile {
    private final String what;
    private final byte[] content;

    HostileFile(String what, byte[] content) {
        this.what = what;
        this.content = content;
    }

    String what() {
        return what;
    }

    byte[] content() {
        return content;
    }

    HostileFile cut(int length) {
        return new HostileFile(what + " cut to " + length + " bytes", Arrays.copyOf(content, length));
    }

    @Override
    public String toString() {
        return what;
    }
}
