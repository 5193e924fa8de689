package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.types.EntityKind;

/**
 * A directory with two assets (USD with 2 decimals, BTC with 8), alice (16), bob (17) and sue (18), the instrument
 * BTC-USD (1: tick 0.10, lot 0.1) and the auctions lamp (1: reserve, sold by the house) and vase (2: sold by sue), tulips (3: Dutch, three units),
 * bonds (4: uniform price, ten units, sold by sue), all in USD, and the session evening (1).
 */
final class KnownWorld {
    static final int ALICE = 16;
    static final int BOB = 17;
    static final int SUE = 18;
    static final int USD = 1;
    static final int BTC_USD = 1;
    static final int LAMP = 1;
    static final int VASE = 2;
    static final int TULIPS = 3;
    static final int BONDS = 4;
    static final int EVENING = 1;

    private KnownWorld() {}

    static Directory directory() {
        Directory directory = new Directory();
        create(directory, "\"createAsset\",\"asset\":\"USD\",\"decimals\":2", EntityKind.ASSET, 1);
        create(directory, "\"createAsset\",\"asset\":\"BTC\",\"decimals\":8", EntityKind.ASSET, 2);
        create(directory, "\"createAccount\",\"account\":\"alice\"", EntityKind.ACCOUNT, ALICE);
        create(directory, "\"createAccount\",\"account\":\"bob\",\"unlimitedCredit\":true", EntityKind.ACCOUNT, BOB);
        create(directory, "\"createAccount\",\"account\":\"sue\"", EntityKind.ACCOUNT, SUE);
        create(
                directory,
                "\"createInstrument\",\"instrument\":\"BTC-USD\",\"base\":\"BTC\",\"quote\":\"USD\",\"tick\":\"0.10\",\"lot\":\"0.1\"",
                EntityKind.INSTRUMENT,
                BTC_USD);
        create(
                directory,
                "\"createAuction\",\"auction\":\"lamp\",\"format\":\"english\",\"asset\":\"USD\",\"start\":\"1.00\","
                        + "\"reserve\":\"50.00\",\"increments\":[[\"5.00\",\"0.25\"],[null,\"1.00\"]],\"opensAt\":5",
                EntityKind.AUCTION,
                LAMP);
        create(
                directory,
                "\"createAuction\",\"auction\":\"vase\",\"format\":\"english\",\"asset\":\"USD\",\"start\":\"2.00\","
                        + "\"qty\":\"3\",\"proxy\":false,\"seller\":\"sue\",\"increments\":{\"percent\":\"10\"},\"durationUs\":60",
                EntityKind.AUCTION,
                VASE);
        create(
                directory,
                "\"createAuction\",\"auction\":\"tulips\",\"format\":\"dutch\",\"asset\":\"USD\",\"start\":\"9.00\","
                        + "\"qty\":\"3\",\"floor\":\"1.00\",\"step\":\"0.50\",\"intervalUs\":1000000",
                EntityKind.AUCTION,
                TULIPS);
        create(
                directory,
                "\"createAuction\",\"auction\":\"bonds\",\"format\":\"uniform\",\"asset\":\"USD\",\"start\":\"90.00\","
                        + "\"qty\":\"10\",\"seller\":\"sue\",\"ceiling\":\"100.00\",\"closesAt\":60",
                EntityKind.AUCTION,
                BONDS);
        create(
                directory,
                "\"createSession\",\"session\":\"evening\",\"mode\":\"timed\",\"opensAt\":5",
                EntityKind.SESSION,
                EVENING);
        return directory;
    }

    private static void create(Directory directory, String fields, EntityKind kind, int id) {
        Transaction transaction = RecordedTransaction.of(1, 1_000, directory, "{\"type\":" + fields + "}")
                .created(kind, id)
                .done();
        directory.onTransaction(transaction);
    }
}
