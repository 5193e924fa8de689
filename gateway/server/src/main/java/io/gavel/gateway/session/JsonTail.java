package io.gavel.gateway.session;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Puts one more string field at the end of a JSON object that is written already. */
public final class JsonTail {
    private JsonTail() {}

    /** The bytes that replace the closing brace: {@code ,"name":"value"}}; the value is printable ASCII. */
    public static byte[] of(String name, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"");
        return (",\"" + name + "\":\"" + escaped + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    /** One tail behind another; null for none. */
    public static byte[] join(byte[] first, byte[] second) {
        if (second == null) {
            return first;
        }
        byte[] both = Arrays.copyOf(first, first.length - 1 + second.length);
        System.arraycopy(second, 0, both, first.length - 1, second.length);
        return both;
    }

    /** Bytes of the object with the tail; a null tail changes nothing. */
    public static int length(int jsonLength, byte[] tail) {
        return tail == null ? jsonLength : jsonLength - 1 + tail.length;
    }

    /** Appends the object with the tail. */
    public static void write(ByteBuf into, byte[] json, int jsonLength, byte[] tail) {
        if (tail == null) {
            into.writeBytes(json, 0, jsonLength);
        } else {
            into.writeBytes(json, 0, jsonLength - 1).writeBytes(tail);
        }
    }
}
