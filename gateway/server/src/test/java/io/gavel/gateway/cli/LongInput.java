package io.gavel.gateway.cli;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** A long stream of valid and invalid lines from a seed: a book with risk, one without, auctions, money. */
final class LongInput {
    private LongInput() {}

    static byte[] text(int count) {
        Random random = new Random(20261120);
        StringBuilder text = new StringBuilder();
        text.append(
                "{\"type\":\"createInstrument\",\"instrument\":\"X\",\"base\":\"B\",\"quote\":\"USD\",\"tick\":\"0.05\",\"lot\":\"1\"}\n");
        text.append(
                "{\"type\":\"createInstrument\",\"instrument\":\"Y\",\"base\":\"B\",\"quote\":\"USD\",\"tick\":\"1\",\"lot\":\"0.5\",\"risk\":\"none\"}\n");
        long atUs = 0;
        for (int i = 0; i < count; i++) {
            atUs += random.nextInt(1_000_000);
            text.append("{\"at\":")
                    .append(atUs)
                    .append(',')
                    .append(message(random, i, atUs))
                    .append("}\n");
        }
        return text.append("{\"type\":\"createAccount\",\"account\":\"last\"}\n")
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String message(Random random, int i, long atUs) {
        String account = "\"account\":\"a" + random.nextInt(9) + "\",\"clOrdId\":\"" + i + "\"";
        String auction = "\"auction\":\"l" + (i / 40 - random.nextInt(2)) + "\"";
        if (i % 40 == 0) {
            return "\"type\":\"createAuction\",\"auction\":\"l" + i / 40
                    + "\",\"format\":\"english\",\"asset\":\"USD\","
                    + "\"start\":\"1.00\",\"increments\":{\"percent\":\"5\"},\"reserve\":\"9.00\",\"buyNow\":\"70.00\","
                    + "\"closesAt\":" + (atUs + 15_000_000)
                    + ",\"softClose\":{\"windowUs\":5000000,\"extensionUs\":5000000}";
        }
        return switch (random.nextInt(9)) {
            case 0, 1, 2, 3 ->
                "\"type\":\"newOrder\"," + account + ",\"instrument\":\"" + (random.nextBoolean() ? "X" : "Y")
                        + "\",\"side\":\"" + (random.nextBoolean() ? "buy" : "sell") + "\",\"qty\":\""
                        + (1 + random.nextInt(20)) + "\",\"price\":\"" + (50 + random.nextInt(7))
                        + "\",\"timeInForce\":\""
                        + (random.nextInt(4) == 0 ? "ioc" : "gtc") + "\"";
            case 4, 5, 6 ->
                "\"type\":\"placeBid\"," + account + "," + auction + ",\"amount\":\"" + (1 + random.nextInt(60))
                        + ".50\"";
            case 7 ->
                random.nextInt(20) == 0
                        ? "\"type\":\"buyNow\"," + account + "," + auction
                        : "\"type\":\"cancelOrder\",\"account\":\"a" + random.nextInt(9)
                                + "\",\"instrument\":\"X\",\"clOrdId\":\"" + random.nextInt(i) + "\"";
            default ->
                random.nextBoolean()
                        ? "\"type\":\"deposit\"," + account + ",\"asset\":\"USD\",\"amount\":\"" + random.nextInt(100)
                                + ".25\""
                        : "\"type\":\"deposit\"," + account + ",\"asset\":\"USD\",\"amount\":1";
        };
    }
}
