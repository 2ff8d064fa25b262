package io.framefarm.protocol;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A YAML or JSON document as plain values that remember their lines. */
sealed interface TextNode {

    /** Counted from 1. */
    int line();

    /** For messages: what a reader of the document would call it. */
    String described();

    enum Kind {
        TEXT,
        WHOLE_NUMBER,
        FRACTION,
        BOOLEAN,
        NOTHING
    }

    /** Its text as it stands in the document; a whole number's value besides, since YAML writes 16 as 0x10 too. */
    record Scalar(
            int line, Kind kind, String text, @Nullable BigInteger whole) implements TextNode {
        @Override
        public String described() {
            return kind == Kind.NOTHING ? "nothing" : "`" + Limits.abbreviated(text) + "`";
        }
    }

    record Items(int line, List<TextNode> items) implements TextNode {
        @Override
        public String described() {
            return "a list";
        }
    }

    record Fields(int line, Map<String, TextNode> fields) implements TextNode {
        @Override
        public String described() {
            return "a group of fields";
        }
    }
}
