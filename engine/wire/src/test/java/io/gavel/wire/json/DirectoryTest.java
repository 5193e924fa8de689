package io.gavel.wire.json;

import static io.gavel.wire.json.KnownWorld.ALICE;
import static io.gavel.wire.json.KnownWorld.BOB;
import static io.gavel.wire.json.KnownWorld.BTC_USD;
import static io.gavel.wire.json.KnownWorld.LAMP;
import static io.gavel.wire.json.KnownWorld.SUE;
import static io.gavel.wire.json.KnownWorld.VASE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.log.AccountRecordEncoder;
import io.gavel.wire.log.AssetRecordEncoder;
import io.gavel.wire.log.AuctionRecordEncoder;
import io.gavel.wire.log.InstrumentRecordEncoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.EntityKind;
import io.gavel.wire.types.RiskMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.agrona.ExpandableArrayBuffer;
import org.junit.jupiter.api.Test;

final class DirectoryTest {
    private final Directory directory = KnownWorld.directory();

    @Test
    void whatIsCreatedIsFoundByNameAndById() {
        assertEquals(2, directory.asset("USD").decimals());
        assertEquals(directory.asset("BTC"), directory.asset(2));
        assertEquals(ALICE, directory.account("alice").id());
        assertFalse(directory.account(ALICE).hasUnlimitedCredit());
        assertTrue(directory.account(BOB).hasUnlimitedCredit());
        byte[] text = "<<alice>>".getBytes(StandardCharsets.US_ASCII);
        assertEquals(ALICE, directory.account(text, 2, 7).id());
        assertNull(directory.account(text, 2, 6));
    }

    @Test
    void systemAccountsAreThereFromTheStart() {
        Directory empty = new Directory();
        assertEquals(SystemAccount.HOUSE, empty.account("gavel.house").id());
        assertEquals("gavel.external", empty.account(SystemAccount.EXTERNAL).name());
        assertNull(empty.account(SystemAccount.ROUNDING + 1));
    }

    @Test
    void whatIsKnownIsListedById() {
        assertEquals(
                List.of("gavel.external", "gavel.house", "gavel.fees", "gavel.rounding", "alice", "bob", "sue"),
                directory.accounts().stream().map(Directory.Account::name).toList());
        assertEquals("BTC-USD", directory.instruments().get(0).name());
        assertEquals(
                List.of("USD", "BTC"),
                directory.assets().stream().map(Directory.Asset::name).toList());
        assertTrue(new Directory().auctions().isEmpty());
    }

    @Test
    void whatDoesNotExistIsNullOrForReferenceDataAnError() {
        assertNull(directory.asset("EUR"));
        assertNull(directory.asset(0));
        assertNull(directory.auction(-1));
        assertNull(directory.auction(1_000_000));
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> directory.tick(9));
        assertEquals("expected the id of a known instrument, id=9", e.getMessage());
    }

    @Test
    void anInstrumentKnowsWhatALotAndATickOfItCost() {
        Directory.Instrument instrument = directory.instrument("BTC-USD");
        assertEquals(10, directory.tick(BTC_USD));
        assertEquals(1, directory.lot(BTC_USD));
        assertEquals(2, instrument.priceDecimals());
        assertEquals(1, instrument.qtyDecimals());
        assertEquals(10_000_000, directory.lotMinor(BTC_USD), "0.1 BTC of 8 decimals");
        assertEquals(1, directory.tickLotMinor(BTC_USD), "0.10 USD for 0.1 BTC is one cent");
        assertTrue(directory.movesMoney(BTC_USD));
        assertEquals(2, directory.baseAssetId(BTC_USD));
        assertEquals(1, directory.quoteAssetId(BTC_USD));
    }

    @Test
    void anAuctionWithoutASellerIsTheHouses() {
        assertEquals(SystemAccount.HOUSE, directory.sellerAccountId(LAMP));
        assertEquals(SUE, directory.sellerAccountId(VASE));
        assertEquals(1, directory.auctionAssetId(VASE));
        Directory.Auction lamp = directory.auction("lamp");
        assertTrue(lamp.hasReserve());
        assertTrue(lamp.isProxy());
        assertEquals(100, lamp.startMinor());
        assertEquals(5_000, lamp.opensAtNs());
        assertEquals(1_000, lamp.createdAtNs());
        Directory.Auction vase = directory.auction(VASE);
        assertFalse(vase.hasReserve());
        assertFalse(vase.isProxy());
        assertEquals(3, vase.qty());
        assertEquals(Directory.NO_TIME, vase.opensAtNs());
        assertEquals(AuctionFormat.ENGLISH, vase.format());
    }

    @Test
    void aRefusedCreationTeachesNothing() {
        directory.onTransaction(
                RecordedTransaction.of(9, 0, directory, "{\"type\":\"createAsset\",\"asset\":\"EUR\",\"decimals\":2}")
                        .refused(Refusal.LIMIT_REACHED, 1)
                        .done());
        assertNull(directory.asset("EUR"));
    }

    @Test
    void recordsOfASnapshotTeachTheSame() {
        Directory restored = new Directory();
        ExpandableArrayBuffer buffer = new ExpandableArrayBuffer();
        new AssetRecordEncoder().wrap(buffer, 0).assetId(1).decimals((short) 2).name("USD");
        restored.onSnapshotRecord(AssetRecordEncoder.TEMPLATE_ID, buffer, 0, AssetRecordEncoder.BLOCK_LENGTH, 1);
        new AssetRecordEncoder().wrap(buffer, 0).assetId(2).decimals((short) 8).name("BTC");
        restored.onSnapshotRecord(AssetRecordEncoder.TEMPLATE_ID, buffer, 0, AssetRecordEncoder.BLOCK_LENGTH, 1);
        AccountRecordEncoder account =
                new AccountRecordEncoder().wrap(buffer, 0).accountId(BOB);
        account.flags().clear().unlimitedCredit(true);
        account.name("bob");
        restored.onSnapshotRecord(AccountRecordEncoder.TEMPLATE_ID, buffer, 0, AccountRecordEncoder.BLOCK_LENGTH, 1);
        new InstrumentRecordEncoder()
                .wrap(buffer, 0)
                .instrumentId(BTC_USD)
                .baseAssetId(2)
                .quoteAssetId(1)
                .risk(RiskMode.FULL)
                .priceDecimals((short) 2)
                .qtyDecimals((short) 1)
                .tick(10)
                .lot(1)
                .name("BTC-USD");
        restored.onSnapshotRecord(
                InstrumentRecordEncoder.TEMPLATE_ID, buffer, 0, InstrumentRecordEncoder.BLOCK_LENGTH, 1);
        AuctionRecordEncoder auction = new AuctionRecordEncoder()
                .wrap(buffer, 0)
                .auctionId(LAMP)
                .format(AuctionFormat.ENGLISH)
                .assetId(1)
                .sellerAccountId(0)
                .qty(1)
                .start(100)
                .reserve(5_000)
                .proxy(BooleanType.TRUE)
                .opensAtNs(5_000);
        auction.incrementsCount(1).next().below(Long.MIN_VALUE).step(100);
        auction.name("lamp");
        restored.onSnapshotRecord(AuctionRecordEncoder.TEMPLATE_ID, buffer, 0, AuctionRecordEncoder.BLOCK_LENGTH, 1);
        assertEquals(directory.asset("BTC"), restored.asset("BTC"));
        assertEquals(directory.account("bob"), restored.account("bob"));
        assertEquals(directory.instrument("BTC-USD"), restored.instrument("BTC-USD"));
        assertEquals("lamp", restored.auction(LAMP).name());
        assertEquals(SystemAccount.HOUSE, restored.sellerAccountId(LAMP));
        assertTrue(restored.auction(LAMP).hasReserve());
        assertEquals(5_000, restored.auction(LAMP).opensAtNs());
    }

    @Test
    void readersFindWhatTheWriterAddsWhileItGrows() throws InterruptedException {
        Directory growing = new Directory();
        int count = 20_000;
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread reader = new Thread(() -> {
            try {
                int next = 0;
                while (next < count) {
                    Directory.Account account = growing.account("account-" + next);
                    if (account != null) {
                        assertEquals(SystemAccount.FIRST_USER + next, account.id());
                        assertEquals(account, growing.account(account.id()));
                        next++;
                    }
                }
            } catch (Throwable e) {
                failure.set(e);
            }
        });
        reader.start();
        for (int i = 0; i < count; i++) {
            growing.onTransaction(RecordedTransaction.of(
                            i + 1, 0, directory, "{\"type\":\"createAccount\",\"account\":\"account-" + i + "\"}")
                    .created(EntityKind.ACCOUNT, SystemAccount.FIRST_USER + i)
                    .done());
        }
        reader.join(30_000);
        assertFalse(reader.isAlive());
        assertNull(failure.get());
    }
}
