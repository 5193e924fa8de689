package io.gavel.wire.json;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.gavel.wire.Directory;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Damaged messages from a seed: the reader throws its own error or nothing, the adapter throws nothing at all. */
final class JsonReaderFuzzTest {
    private static final long SEED = 20261120;
    private static final int ROUNDS = 300_000;

    private static final String[] MESSAGES = {
        "{\"type\":\"createAuction\",\"at\":0,\"auction\":\"lamp\",\"format\":\"english\",\"asset\":\"USD\",\"start\":\"1.00\","
                + "\"increments\":[[\"1.00\",\"0.05\"],[null,\"1.00\"]],\"closesAt\":60000000,"
                + "\"softClose\":{\"windowUs\":1,\"extensionUs\":2,\"anchor\":\"bid\",\"trigger\":\"price\",\"capUs\":3}}",
        "{\"type\":\"placeBid\",\"at\":1,\"auction\":\"l\\u0061mp\",\"account\":\"jöhn😀\",\"clOrdId\":\"1\",\"amount\":\"7.00\"}",
        "{\"type\":\"newOrder\",\"account\":\"a\",\"clOrdId\":\"1\",\"instrument\":\"X\",\"side\":\"buy\",\"qty\":\"1.5\","
                + "\"price\":\"100.25\",\"timeInForce\":\"ioc\",\"postOnly\":false}",
        "{\"type\":\"balance?\",\"account\":\"a\",\"asset\":\"USD\",\"at\":-12e5}",
        "{\"a\":{\"b\":[1,2.5e-3,true,false,null,\"\\ud83d\\ude00\",[[[]]]]}}",
    };

    private final Random random = new Random(SEED);
    private final JsonReader reader = new JsonReader();
    private final JsonReader inner = new JsonReader();
    private final JsonCommands commands = new JsonCommands(new Directory(), true).acceptRef();

    @Test
    void damageIsToldAndNothingElseIsThrown() {
        int whole = 0;
        for (int round = 0; round < ROUNDS; round++) {
            byte[] text = damaged();
            try {
                reader.read(text, 0, text.length);
                visit();
                whole++;
            } catch (JsonException e) {
                assertTrue(e.expected().startsWith("expected "), e.expected());
            } catch (RuntimeException e) {
                fail("seed=" + SEED + ", round=" + round + ", text=" + new String(text, StandardCharsets.UTF_8), e);
            }
            decode(text, round);
        }
        assertTrue(whole > ROUNDS / 100 && whole < ROUNDS, "expected some of each kind, whole=" + whole);
    }

    private void decode(byte[] text, int round) {
        try {
            JsonCommands.Outcome outcome = commands.decode(text, 0, text.length, 0, true);
            boolean isWrong = outcome == JsonCommands.Outcome.MALFORMED
                    || outcome == JsonCommands.Outcome.UNSUPPORTED
                    || outcome == JsonCommands.Outcome.OTHER;
            assertTrue(isWrong == (commands.field() != null), () -> "outcome=" + outcome);
        } catch (RuntimeException e) {
            fail("seed=" + SEED + ", round=" + round + ", text=" + new String(text, StandardCharsets.UTF_8), e);
        }
    }

    private void visit() {
        for (int i = 0; i < reader.count(); i++) {
            reader.name(i);
            switch (reader.kind(i)) {
                case STRING -> reader.string(i);
                case INTEGER -> reader.integer(i);
                case BOOLEAN -> reader.bool(i);
                case OBJECT, ARRAY -> inner.readMember(reader, i);
                default -> {
                    // Has no value to ask for.
                }
            }
        }
    }

    /** A message with one to four bytes changed, dropped, doubled, moved or cut off. */
    private byte[] damaged() {
        byte[] text = MESSAGES[random.nextInt(MESSAGES.length)].getBytes(StandardCharsets.UTF_8);
        for (int times = random.nextInt(4); times >= 0 && text.length > 1; times--) {
            text = damaged(text);
        }
        return text;
    }

    private byte[] damaged(byte[] text) {
        int at = random.nextInt(text.length);
        return switch (random.nextInt(6)) {
            case 0 -> with(text, at, (byte) random.nextInt(256));
            case 1 -> with(text, at, (byte) "{}[]\",:\\u0e-.1".charAt(random.nextInt(14)));
            case 2 -> with(text, at, text[random.nextInt(text.length)]);
            case 3 -> java.util.Arrays.copyOf(text, at);
            case 4 -> without(text, at, 1 + random.nextInt(Math.min(8, text.length - at)));
            default -> doubled(text, at, random.nextInt(Math.min(40, text.length - at)));
        };
    }

    private static byte[] with(byte[] text, int at, byte b) {
        text[at] = b;
        return text;
    }

    private static byte[] without(byte[] text, int at, int count) {
        byte[] less = new byte[text.length - count];
        System.arraycopy(text, 0, less, 0, at);
        System.arraycopy(text, at + count, less, at, less.length - at);
        return less;
    }

    private static byte[] doubled(byte[] text, int at, int count) {
        byte[] more = new byte[text.length + count];
        System.arraycopy(text, 0, more, 0, at + count);
        System.arraycopy(text, at, more, at + count, text.length - at);
        return more;
    }
}
