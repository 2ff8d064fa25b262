package io.framefarm.deploy.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;

/** Messages as programs read them: field names as in the .proto files, one message per line. */
final class Json {

    private static final JsonFormat.Printer LINE =
            JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();

    private Json() {}

    static String line(MessageOrBuilder message) {
        try {
            return LINE.print(message);
        } catch (InvalidProtocolBufferException e) {
            // Only messages that embed others by URL can do this, and ours do not.
            throw new IllegalStateException("not printable as JSON: " + message.getClass(), e);
        }
    }
}
