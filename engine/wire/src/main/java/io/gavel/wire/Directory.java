package io.gavel.wire;

import io.gavel.wire.log.AccountRecordDecoder;
import io.gavel.wire.log.AssetRecordDecoder;
import io.gavel.wire.log.AuctionRecordDecoder;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.CreatedDecoder;
import io.gavel.wire.log.InstrumentRecordDecoder;
import io.gavel.wire.log.SessionRecordDecoder;
import io.gavel.wire.sbe.CreateAccountDecoder;
import io.gavel.wire.sbe.CreateAssetDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.sbe.CreateInstrumentDecoder;
import io.gavel.wire.sbe.CreateSessionDecoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.RiskMode;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.Int2IntHashMap;

/**
 * What exists and what it is called: assets, accounts, instruments, auctions and sessions, learnt from the journal's facts.
 *
 * <p>Feed it every durable transaction in order ({@link #onTransaction}); it learns from {@code Created} events and their
 * commands and ignores the rest. The market keeps its own tables; this one serves who stands outside: adapters, which
 * turn names into ids, and readers, which turn ids into names and events into ledger legs. One thread writes, any
 * thread reads. Lookups of what does not exist give null; {@link ReferenceData}'s throw.
 */
public final class Directory implements ReferenceData {
    /** What has a name and an id. */
    public sealed interface Entity permits Asset, Account, Instrument, Auction, Session {
        int id();

        /** 1 to 32 printable ASCII characters. */
        String name();
    }

    /** Money or goods; amounts count 10^-{@code decimals}. */
    public record Asset(int id, String name, int decimals) implements Entity {}

    /** @param hasUnlimitedCredit may owe */
    public record Account(int id, String name, boolean hasUnlimitedCredit) implements Entity {}

    /**
     * @param tick smallest price step, in 10^-{@code priceDecimals}
     * @param lot smallest quantity step, in 10^-{@code qtyDecimals}
     * @param lotMinor smallest units of the base asset in one lot
     * @param tickLotMinor smallest units of the quote asset that one lot costs at one tick; exact with risk full,
     *     without meaning with risk none
     * @param makerFeePercentMicros of a trade's notional, in millionths of a percent; below zero: a rebate
     */
    public record Instrument(
            int id,
            String name,
            int baseAssetId,
            int quoteAssetId,
            boolean movesMoney,
            int priceDecimals,
            int qtyDecimals,
            long tick,
            long lot,
            long lotMinor,
            long tickLotMinor,
            long makerFeePercentMicros,
            long takerFeePercentMicros)
            implements Entity {}

    /**
     * @param assetId the money it is bid in
     * @param sellerAccountId {@link SystemAccount#HOUSE} where no seller was named
     * @param qty of the lot
     * @param startMinor least first bid
     * @param opensAtNs {@link #NO_TIME} where it opened at once
     * @param createdAtNs time of its creation; {@link #NO_TIME} where a snapshot told of it
     * @param sessionId 0: it is sold by itself
     * @param lot its place in the session, from 1 on; 0 where there is none
     * @param category empty where none was said
     */
    public record Auction(
            int id,
            String name,
            int assetId,
            int sellerAccountId,
            AuctionFormat format,
            boolean isProxy,
            boolean hasReserve,
            long qty,
            long startMinor,
            long opensAtNs,
            long createdAtNs,
            int sessionId,
            int lot,
            String category)
            implements Entity {
        /** Whether bidders can take parts of the lot. */
        public boolean isMultiUnit() {
            return switch (format) {
                case UNIFORM, DISCRIMINATORY -> true;
                case DUTCH -> qty > 1;
                default -> false;
            };
        }

        /** Whether bids are secret as long as the auction takes them. */
        public boolean isSealed() {
            return switch (format) {
                case SEALED, VICKREY, UNIFORM, REVERSE -> true;
                default -> false;
            };
        }

        /** What a bid is for that does not say: the lot, or one unit of it. */
        public long defaultBidQty() {
            return isMultiUnit() ? 1 : qty;
        }
    }

    /** Lots that are sold together, or one after the other. */
    public record Session(int id, String name) implements Entity {}

    /** No such time. */
    public static final long NO_TIME = Long.MIN_VALUE;

    private final NameTable<Asset> assets = new NameTable<>();
    private final NameTable<Account> accounts = new NameTable<>();
    private final NameTable<Instrument> instruments = new NameTable<>();
    private final NameTable<Auction> auctions = new NameTable<>();
    private final NameTable<Session> sessions = new NameTable<>();

    /** The highest lot of each session, for lots that do not say theirs. */
    private final Int2IntHashMap lastLots = new Int2IntHashMap(0);

    /** Of a snapshot's record whose auction's terms follow. */
    private int recordedAuctionId;

    private int recordedLot;

    private final CreatedDecoder created = new CreatedDecoder();
    private final CreateAssetDecoder createAsset = new CreateAssetDecoder();
    private final CreateAccountDecoder createAccount = new CreateAccountDecoder();
    private final CreateInstrumentDecoder createInstrument = new CreateInstrumentDecoder();
    private final CreateAuctionDecoder createAuction = new CreateAuctionDecoder();
    private final CreateSessionDecoder createSession = new CreateSessionDecoder();

    public Directory() {
        for (int id = 1; id < SystemAccount.FIRST_USER; id++) {
            String name = SystemAccount.name(id);
            if (name != null) {
                accounts.add(new Account(id, name, true));
            }
        }
    }

    /** Learns what the transaction created, if anything. Leaves the flyweight before its first event. */
    public void onTransaction(Transaction transaction) {
        int template = transaction.commandTemplateId();
        if (!isCreation(template)) {
            return;
        }
        transaction.rewind();
        while (transaction.nextEvent()) {
            if (transaction.eventTemplateId() == CreatedDecoder.TEMPLATE_ID) {
                created.wrap(
                        transaction.buffer(),
                        transaction.eventOffset(),
                        transaction.eventBlockLength(),
                        transaction.eventVersion());
                learn(transaction, template, created.id());
            }
        }
        transaction.rewind();
    }

    /** Learns from one record of a snapshot; records of other kinds are ignored. */
    public void onSnapshotRecord(int templateId, DirectBuffer buffer, int offset, int blockLength, int version) {
        switch (templateId) {
            case AssetRecordDecoder.TEMPLATE_ID -> {
                AssetRecordDecoder record = new AssetRecordDecoder().wrap(buffer, offset, blockLength, version);
                learnAsset(record.assetId(), record.name(), record.decimals());
            }
            case AccountRecordDecoder.TEMPLATE_ID -> {
                AccountRecordDecoder record = new AccountRecordDecoder().wrap(buffer, offset, blockLength, version);
                learnAccount(record.accountId(), record.flags().unlimitedCredit(), record.name());
            }
            case InstrumentRecordDecoder.TEMPLATE_ID -> {
                InstrumentRecordDecoder record =
                        new InstrumentRecordDecoder().wrap(buffer, offset, blockLength, version);
                learnInstrument(
                        record.instrumentId(),
                        record.baseAssetId(),
                        record.quoteAssetId(),
                        record.risk(),
                        record.priceDecimals(),
                        record.qtyDecimals(),
                        record.tick(),
                        record.lot(),
                        feeOrNone(record.makerFeePercentMicros()),
                        feeOrNone(record.takerFeePercentMicros()),
                        record.name());
            }
            case AuctionRecordDecoder.TEMPLATE_ID ->
                learnAuction(new AuctionRecordDecoder().wrap(buffer, offset, blockLength, version));
            case AuctionStateRecordDecoder.TEMPLATE_ID -> {
                AuctionStateRecordDecoder record =
                        new AuctionStateRecordDecoder().wrap(buffer, offset, blockLength, version);
                recordedAuctionId = record.auctionId();
                recordedLot = record.lot();
            }
            case CreateAuctionDecoder.TEMPLATE_ID ->
                learnAuction(
                        recordedAuctionId,
                        recordedLot,
                        createAuction.wrap(buffer, offset, blockLength, version),
                        NO_TIME);
            case SessionRecordDecoder.TEMPLATE_ID -> {
                SessionRecordDecoder record = new SessionRecordDecoder().wrap(buffer, offset, blockLength, version);
                sessions.add(new Session(record.sessionId(), record.name()));
            }
            default -> {
                // Balances, orders and the rest have no names.
            }
        }
    }

    /** Learns an asset from somebody who had learnt it before, such as a database. */
    public void learnAsset(int id, String name, int decimals) {
        assets.add(new Asset(id, name, decimals));
    }

    /** The same for the highest lot, 1 or more, that a session ever had. */
    public void learnLastLot(int sessionId, int lot) {
        lastLots.put(sessionId, lot);
    }

    /** The same for an instrument, whose assets must be known. */
    public void learnInstrument(
            int id,
            int baseAssetId,
            int quoteAssetId,
            RiskMode risk,
            int priceDecimals,
            int qtyDecimals,
            long tick,
            long lot,
            long makerFeePercentMicros,
            long takerFeePercentMicros,
            String name) {
        int baseDecimals = assets.require(baseAssetId, "asset").decimals();
        int quoteDecimals = assets.require(quoteAssetId, "asset").decimals();
        long lotMinor = scaled(lot, 1, baseDecimals - qtyDecimals);
        long tickLotMinor = scaled(tick, lot, quoteDecimals - priceDecimals - qtyDecimals);
        instruments.add(new Instrument(
                id,
                name,
                baseAssetId,
                quoteAssetId,
                risk == RiskMode.FULL,
                priceDecimals,
                qtyDecimals,
                tick,
                lot,
                lotMinor,
                tickLotMinor,
                makerFeePercentMicros,
                takerFeePercentMicros));
    }

    /** All assets known now, by id; so for accounts, instruments, auctions and sessions. */
    public List<Asset> assets() {
        return assets.all();
    }

    public List<Account> accounts() {
        return accounts.all();
    }

    public List<Instrument> instruments() {
        return instruments.all();
    }

    public List<Auction> auctions() {
        return auctions.all();
    }

    public List<Session> sessions() {
        return sessions.all();
    }

    public Asset asset(int id) {
        return assets.byId(id);
    }

    public Asset asset(String name) {
        return assets.byName(name);
    }

    /** The asset whose name stands in ASCII between two positions. */
    public Asset asset(byte[] text, int from, int to) {
        return assets.byName(text, from, to);
    }

    public Account account(int id) {
        return accounts.byId(id);
    }

    public Account account(String name) {
        return accounts.byName(name);
    }

    /** The account whose name stands in ASCII between two positions. */
    public Account account(byte[] text, int from, int to) {
        return accounts.byName(text, from, to);
    }

    public Instrument instrument(int id) {
        return instruments.byId(id);
    }

    public Instrument instrument(String name) {
        return instruments.byName(name);
    }

    /** The instrument whose name stands in ASCII between two positions. */
    public Instrument instrument(byte[] text, int from, int to) {
        return instruments.byName(text, from, to);
    }

    public Auction auction(int id) {
        return auctions.byId(id);
    }

    public Auction auction(String name) {
        return auctions.byName(name);
    }

    /** The auction whose name stands in ASCII between two positions. */
    public Auction auction(byte[] text, int from, int to) {
        return auctions.byName(text, from, to);
    }

    public Session session(int id) {
        return sessions.byId(id);
    }

    public Session session(String name) {
        return sessions.byName(name);
    }

    /** The session whose name stands in ASCII between two positions. */
    public Session session(byte[] text, int from, int to) {
        return sessions.byName(text, from, to);
    }

    @Override
    public boolean movesMoney(int instrumentId) {
        return instruments.require(instrumentId, "instrument").movesMoney();
    }

    @Override
    public int baseAssetId(int instrumentId) {
        return instruments.require(instrumentId, "instrument").baseAssetId();
    }

    @Override
    public int quoteAssetId(int instrumentId) {
        return instruments.require(instrumentId, "instrument").quoteAssetId();
    }

    @Override
    public long tick(int instrumentId) {
        return instruments.require(instrumentId, "instrument").tick();
    }

    @Override
    public long lot(int instrumentId) {
        return instruments.require(instrumentId, "instrument").lot();
    }

    @Override
    public long lotMinor(int instrumentId) {
        return instruments.require(instrumentId, "instrument").lotMinor();
    }

    @Override
    public long tickLotMinor(int instrumentId) {
        return instruments.require(instrumentId, "instrument").tickLotMinor();
    }

    @Override
    public long makerFeePercentMicros(int instrumentId) {
        return instruments.require(instrumentId, "instrument").makerFeePercentMicros();
    }

    @Override
    public long takerFeePercentMicros(int instrumentId) {
        return instruments.require(instrumentId, "instrument").takerFeePercentMicros();
    }

    @Override
    public int auctionAssetId(int auctionId) {
        return auctions.require(auctionId, "auction").assetId();
    }

    @Override
    public int sellerAccountId(int auctionId) {
        return auctions.require(auctionId, "auction").sellerAccountId();
    }

    private void learn(Transaction transaction, int template, int id) {
        DirectBuffer buffer = transaction.buffer();
        int body = transaction.commandBodyOffset();
        int blockLength = transaction.commandBlockLength();
        int version = transaction.commandVersion();
        switch (template) {
            case CreateAssetDecoder.TEMPLATE_ID -> {
                createAsset.wrap(buffer, body, blockLength, version);
                learnAsset(id, createAsset.name(), createAsset.decimals());
            }
            case CreateAccountDecoder.TEMPLATE_ID -> {
                createAccount.wrap(buffer, body, blockLength, version);
                boolean mayOwe = createAccount.flags().unlimitedCredit();
                accounts.add(new Account(id, createAccount.name(), mayOwe));
            }
            case CreateInstrumentDecoder.TEMPLATE_ID ->
                learnInstrument(id, createInstrument.wrap(buffer, body, blockLength, version));
            case CreateAuctionDecoder.TEMPLATE_ID ->
                learnAuction(id, 0, createAuction.wrap(buffer, body, blockLength, version), transaction.timeNs());
            case CreateSessionDecoder.TEMPLATE_ID ->
                sessions.add(new Session(
                        id,
                        createSession.wrap(buffer, body, blockLength, version).name()));
            default -> throw new IllegalStateException("expected a creating command, templateId=" + template);
        }
    }

    private static boolean isCreation(int template) {
        return template >= CreateAssetDecoder.TEMPLATE_ID && template <= CreateAuctionDecoder.TEMPLATE_ID
                || template == CreateSessionDecoder.TEMPLATE_ID;
    }

    private void learnAccount(int id, boolean mayOwe, String name) {
        if (accounts.byId(id) == null) {
            accounts.add(new Account(id, name, mayOwe));
        }
    }

    private void learnInstrument(int id, CreateInstrumentDecoder command) {
        learnInstrument(
                id,
                command.baseAssetId(),
                command.quoteAssetId(),
                command.risk(),
                command.priceDecimals(),
                command.qtyDecimals(),
                command.tick(),
                command.lot(),
                feeOrNone(command.makerFeePercentMicros()),
                feeOrNone(command.takerFeePercentMicros()),
                command.name());
    }

    /** @param lot that a snapshot knows; 0: as the command says, or behind all others */
    private void learnAuction(int id, int lot, CreateAuctionDecoder command, long createdAtNs) {
        long opensAtNs = command.opensAtNs();
        int sessionId = command.sessionId() == CreateAuctionDecoder.sessionIdNullValue() ? 0 : command.sessionId();
        auctions.add(new Auction(
                id,
                nameBehindGroups(command),
                command.assetId(),
                sellerOrHouse(command.sellerAccountId()),
                command.format(),
                command.proxy() == BooleanType.TRUE,
                command.reserve() != CreateAuctionDecoder.reserveNullValue(),
                command.qty(),
                command.start(),
                opensAtNs == CreateAuctionDecoder.opensAtNsNullValue() ? NO_TIME : opensAtNs,
                createdAtNs,
                sessionId,
                sessionId == 0 ? 0 : lotIn(sessionId, lot == 0 ? command.lot() : lot),
                command.category()));
    }

    private int lotIn(int sessionId, int said) {
        int last = lastLots.get(sessionId);
        int lot = said == CreateAuctionDecoder.lotNullValue() ? last + 1 : said;
        lastLots.put(sessionId, Math.max(last, lot));
        return lot;
    }

    private void learnAuction(AuctionRecordDecoder record) {
        long opensAtNs = record.opensAtNs();
        AuctionRecordDecoder.IncrementsDecoder increments = record.increments();
        while (increments.hasNext()) {
            increments.next();
        }
        auctions.add(new Auction(
                record.auctionId(),
                record.name(),
                record.assetId(),
                sellerOrHouse(record.sellerAccountId()),
                record.format(),
                record.proxy() == BooleanType.TRUE,
                record.reserve() != AuctionRecordDecoder.reserveNullValue(),
                record.qty(),
                record.start(),
                opensAtNs == AuctionRecordDecoder.opensAtNsNullValue() ? NO_TIME : opensAtNs,
                NO_TIME,
                0,
                0,
                ""));
    }

    private static String nameBehindGroups(CreateAuctionDecoder command) {
        command.increments().forEachRemaining(band -> {});
        command.premium().forEachRemaining(tier -> {});
        command.commission().forEachRemaining(tier -> {});
        return command.name();
    }

    private static long feeOrNone(long percentMicros) {
        return percentMicros == CreateInstrumentDecoder.makerFeePercentMicrosNullValue() ? 0 : percentMicros;
    }

    private static int sellerOrHouse(int accountId) {
        return accountId == 0 ? SystemAccount.HOUSE : accountId;
    }

    /** {@code a * b * 10^exponent}; 0 where that is no whole number or does not fit. */
    private static long scaled(long a, long b, int exponent) {
        long product = a * b;
        if (Math.multiplyHigh(a, b) != product >> 63) {
            return 0;
        }
        if (exponent < 0) {
            return -exponent <= Decimal.MAX_DECIMALS && product % Decimal.powerOfTen(-exponent) == 0
                    ? product / Decimal.powerOfTen(-exponent)
                    : 0;
        }
        if (exponent > Decimal.MAX_DECIMALS) {
            return 0;
        }
        long scale = Decimal.powerOfTen(exponent);
        long result = product * scale;
        return Math.multiplyHigh(product, scale) == result >> 63 ? result : 0;
    }
}
