package io.gavel.engine.market;

import io.gavel.engine.account.Fees;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.EnglishAuction;
import io.gavel.engine.auction.Increments;
import io.gavel.engine.auction.SoftClose;
import io.gavel.engine.book.OrderBook;
import io.gavel.engine.book.OrderStore;
import io.gavel.wire.Refusal;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.sbe.CreateAccountDecoder;
import io.gavel.wire.sbe.CreateAssetDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.sbe.CreateInstrumentDecoder;
import io.gavel.wire.types.AuctionFormat;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.BuyNowPolicy;
import io.gavel.wire.types.EntityKind;
import io.gavel.wire.types.ExtensionAnchor;
import io.gavel.wire.types.ExtensionTrigger;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.UncrossProfile;

/** Decides what is created: assets, accounts, instruments, auctions. Rare, so it may allocate. */
final class ListingDesk {
    /** Longest duration, window or cap: a hundred years. Two of them after a time of today stay in range. */
    private static final long MAX_DURATION_NS = 100L * 366 * 24 * 3600 * 1_000_000_000L;

    private static final long MAX_PERCENT_MICROS = 10_000_000_000L;

    private final Listings listings;
    private final Ledger ledger;
    private final OrderStore orders;
    private final AuctionDesk auctionDesk;
    private final Facts facts;

    ListingDesk(Listings listings, Ledger ledger, OrderStore orders, AuctionDesk auctionDesk, Facts facts) {
        this.listings = listings;
        this.ledger = ledger;
        this.orders = orders;
        this.auctionDesk = auctionDesk;
        this.facts = facts;
    }

    void createAsset(CreateAssetDecoder command) {
        int decimals = command.decimals();
        String name = command.name();
        if (!isFree(listings.assets, name)) {
            return;
        }
        if (decimals > Instrument.MAX_DECIMALS) {
            facts.refused(Refusal.BAD_DEFINITION);
            return;
        }
        addAsset(name, decimals);
        facts.created(EntityKind.ASSET, listings.assets.endId() - 1);
    }

    void createAccount(CreateAccountDecoder command) {
        boolean hasCredit = command.flags().unlimitedCredit();
        String name = command.name();
        if (!isFree(listings.accounts, name)) {
            return;
        }
        addAccount(name, hasCredit);
        facts.created(EntityKind.ACCOUNT, listings.accounts.endId() - 1);
    }

    void createInstrument(CreateInstrumentDecoder command) {
        String name = command.name();
        if (!isFree(listings.instruments, name)) {
            return;
        }
        Refusal refusal = refusalOf(command);
        if (refusal != null) {
            facts.refused(refusal);
            return;
        }
        Instrument instrument = addInstrument(name, terms(command));
        instrument.band(
                ticks(command.bandLow(), command.tick()),
                ticks(command.bandHigh(), command.tick()),
                ticks(command.referencePrice(), command.tick()),
                command.collarPercentMicros());
        if (command.phase() != Phase.NULL_VAL) {
            instrument.phase(command.phase());
        }
        facts.created(EntityKind.INSTRUMENT, listings.instruments.endId() - 1);
    }

    void createAuction(CreateAuctionDecoder command, long createdSeq, long timeNs) {
        Increments increments = increments(command);
        String name = command.name();
        if (!isFree(listings.auctions, name)) {
            return;
        }
        if (!listings.assets.has(command.assetId())) {
            facts.refused(Refusal.UNKNOWN_ASSET);
            return;
        }
        if (command.sellerAccountId() != 0 && !listings.accounts.has(command.sellerAccountId())) {
            facts.refused(Refusal.UNKNOWN_ACCOUNT);
            return;
        }
        if (increments == null || !isSound(command)) {
            facts.refused(Refusal.BAD_DEFINITION);
            return;
        }
        AuctionTerms terms = terms(command, increments);
        if (terms.closesAtNs() <= timeNs) {
            facts.refused(Refusal.TIME_IN_PAST, timeNs);
            return;
        }
        EnglishAuction auction = new EnglishAuction(listings.auctions.endId(), createdSeq, terms);
        listings.addAuction(name, auction);
        facts.created(EntityKind.AUCTION, auction.auctionId());
        if (terms.opensAtNs() == AuctionTerms.NEVER || terms.opensAtNs() <= timeNs) {
            auctionDesk.open(auction);
        }
        auctionDesk.setDeadline(auction);
    }

    void addAsset(String name, int decimals) {
        ledger.list(listings.addAsset(name, decimals));
    }

    void addAccount(String name, boolean hasCredit) {
        ledger.open(listings.accounts.add(name), hasCredit);
    }

    Instrument addInstrument(String name, InstrumentTerms terms) {
        int id = listings.instruments.endId();
        long lotMinor = lotMinor(terms.baseAssetId(), terms.lot(), terms.qtyDecimals());
        long tickLotMinor = tickLotMinor(
                terms.quoteAssetId(), terms.tick(), terms.lot(), terms.priceDecimals(), terms.qtyDecimals());
        Instrument instrument =
                new Instrument(id, terms, Math.max(0, lotMinor), Math.max(0, tickLotMinor), new OrderBook(id, orders));
        listings.addInstrument(name, instrument);
        return instrument;
    }

    private static InstrumentTerms terms(CreateInstrumentDecoder command) {
        return new InstrumentTerms(
                command.baseAssetId(),
                command.quoteAssetId(),
                command.priceDecimals(),
                command.qtyDecimals(),
                command.tick(),
                command.lot(),
                command.minQty(),
                command.maxQty(),
                command.minNotional(),
                command.maxNotional(),
                command.risk() == RiskMode.FULL,
                command.uncross() == UncrossProfile.NULL_VAL ? UncrossProfile.XETRA : command.uncross(),
                command.selfTrade() == SelfTrade.NULL_VAL ? SelfTrade.NONE : command.selfTrade(),
                feeOrNone(command.makerFeePercentMicros()),
                feeOrNone(command.takerFeePercentMicros()));
    }

    static long ticks(long priceOrAbsent, long tick) {
        return priceOrAbsent == Instrument.NO_LIMIT ? Instrument.NO_TICKS : priceOrAbsent / tick;
    }

    private static long feeOrNone(long percentMicros) {
        return percentMicros == Instrument.NO_LIMIT ? 0 : percentMicros;
    }

    private boolean isFree(Names names, String name) {
        if (name.isEmpty()) {
            facts.refused(Refusal.BAD_DEFINITION);
        } else if (names.isTaken(name)) {
            facts.refused(Refusal.DUPLICATE_NAME);
        } else if (names.isFull()) {
            facts.refused(Refusal.LIMIT_REACHED, names.limit());
        } else {
            return true;
        }
        return false;
    }

    private Refusal refusalOf(CreateInstrumentDecoder command) {
        int base = command.baseAssetId();
        int quote = command.quoteAssetId();
        if (!listings.assets.has(base) || !listings.assets.has(quote)) {
            return Refusal.UNKNOWN_ASSET;
        }
        boolean isSound = base != quote
                && command.tick() > 0
                && command.lot() > 0
                && command.priceDecimals() <= Instrument.MAX_DECIMALS
                && command.qtyDecimals() <= Instrument.MAX_DECIMALS
                && (command.risk() == RiskMode.FULL || command.risk() == RiskMode.NONE)
                && isPositiveOrAbsent(command.minQty())
                && isPositiveOrAbsent(command.maxQty())
                && isPositiveOrAbsent(command.maxNotional())
                && isPositiveOrAbsent(command.minNotional())
                && (command.maxNotional() == Instrument.NO_LIMIT || command.minNotional() <= command.maxNotional())
                && (command.phase() == Phase.NULL_VAL || command.phase() != Phase.DELISTED)
                && PriceBands.areSound(
                        command.tick(),
                        command.bandLow(),
                        command.bandHigh(),
                        command.referencePrice(),
                        command.collarPercentMicros())
                && feesAreSound(command.makerFeePercentMicros(), command.takerFeePercentMicros())
                && (command.maxQty() == Instrument.NO_LIMIT || command.minQty() <= command.maxQty());
        if (!isSound) {
            return Refusal.BAD_DEFINITION;
        }
        boolean countsMoney = command.risk() == RiskMode.FULL
                || command.maxNotional() != Instrument.NO_LIMIT
                || command.minNotional() != Instrument.NO_LIMIT;
        long tickLotMinor =
                tickLotMinor(quote, command.tick(), command.lot(), command.priceDecimals(), command.qtyDecimals());
        long lotMinor = lotMinor(base, command.lot(), command.qtyDecimals());
        boolean inexact = tickLotMinor <= 0 || (command.risk() == RiskMode.FULL && lotMinor <= 0);
        return countsMoney && inexact ? Refusal.INEXACT_TICK : null;
    }

    /** Nobody is charged more than all, and no trade pays more rebate than fee. */
    private static boolean feesAreSound(long makerPercentMicros, long takerPercentMicros) {
        long maker = feeOrNone(makerPercentMicros);
        long taker = feeOrNone(takerPercentMicros);
        return Math.abs(maker) <= Fees.WHOLE && taker >= 0 && taker <= Fees.WHOLE && maker + taker >= 0;
    }

    private long lotMinor(int baseAssetId, long lot, int qtyDecimals) {
        return Amounts.scaled(lot, listings.decimals(baseAssetId) - qtyDecimals);
    }

    private long tickLotMinor(int quoteAssetId, long tick, long lot, int priceDecimals, int qtyDecimals) {
        long product = Amounts.product(tick, lot);
        int exponent = listings.decimals(quoteAssetId) - priceDecimals - qtyDecimals;
        return product < 0 ? product : Amounts.scaled(product, exponent);
    }

    /** The increments of a command, or null where they contradict themselves. Reads the group, so that the name follows. */
    private static Increments increments(CreateAuctionDecoder command) {
        long percent = command.incrementPercentMicros();
        CreateAuctionDecoder.IncrementsDecoder bands = command.increments();
        int count = bands.count();
        long[] belows = new long[count];
        long[] steps = new long[count];
        boolean isSound = count <= Increments.MAX_BANDS;
        for (int i = 0; i < count; i++) {
            bands.next();
            boolean isLast = i == count - 1;
            boolean isOpen = bands.below() == CreateAuctionDecoder.IncrementsDecoder.belowNullValue();
            belows[i] = isOpen ? Increments.UNBOUNDED : bands.below();
            steps[i] = bands.step();
            isSound &= isOpen == isLast && steps[i] > 0 && steps[i] < Ledger.LIMIT;
            isSound &= i == 0 || belows[i] > belows[i - 1];
        }
        if (percent != CreateAuctionDecoder.incrementPercentMicrosNullValue()) {
            boolean isPercent = count == 0 && percent > 0 && percent <= MAX_PERCENT_MICROS;
            return isPercent ? Increments.percent(percent) : null;
        }
        return isSound && count > 0 ? Increments.table(belows, steps) : null;
    }

    private static boolean isSound(CreateAuctionDecoder command) {
        long opens = command.opensAtNs();
        long closes = command.closesAtNs();
        boolean hasCloses = closes != CreateAuctionDecoder.closesAtNsNullValue();
        boolean hasDuration = command.durationNs() != CreateAuctionDecoder.durationNsNullValue();
        boolean hasWindow = command.softCloseWindowNs() != CreateAuctionDecoder.softCloseWindowNsNullValue();
        boolean hasExtension = command.softCloseExtensionNs() != CreateAuctionDecoder.softCloseExtensionNsNullValue();
        boolean hasBuyNow = command.buyNow() != CreateAuctionDecoder.buyNowNullValue();
        return command.format() == AuctionFormat.ENGLISH
                && command.qty() > 0
                && command.start() > 0
                && command.start() < Ledger.LIMIT
                && isAmountOrAbsent(command.reserve())
                && isAmountOrAbsent(command.buyNow())
                && (!hasBuyNow || command.buyNow() >= command.start())
                && (!hasBuyNow || command.buyNowPolicy() != BuyNowPolicy.NULL_VAL)
                && !(hasCloses && hasDuration)
                && (!hasCloses || opens < closes)
                && (!hasCloses || closes < Ledger.LIMIT)
                && (opens == CreateAuctionDecoder.opensAtNsNullValue() || opens < Ledger.LIMIT)
                && isDurationOrAbsent(command.durationNs())
                && hasWindow == hasExtension
                && isDurationOrAbsent(command.softCloseWindowNs())
                && isDurationOrAbsent(command.softCloseExtensionNs())
                && isDurationOrAbsent(command.softCloseCapNs())
                && (!hasWindow || command.softCloseAnchor() != ExtensionAnchor.NULL_VAL)
                && (!hasWindow || command.softCloseTrigger() != ExtensionTrigger.NULL_VAL);
    }

    private static AuctionTerms terms(CreateAuctionDecoder command, Increments increments) {
        boolean isHouse = command.sellerAccountId() == 0;
        return new AuctionTerms(
                command.assetId(),
                isHouse ? SystemAccount.HOUSE : command.sellerAccountId(),
                isHouse,
                command.qty(),
                command.start(),
                amountOrNone(command.reserve()),
                amountOrNone(command.buyNow()),
                command.buyNowPolicy(),
                command.proxy() == BooleanType.TRUE,
                increments,
                timeOrNever(command.opensAtNs()),
                timeOrNever(command.closesAtNs()),
                timeOrNever(command.durationNs()),
                softClose(command));
    }

    private static SoftClose softClose(CreateAuctionDecoder command) {
        if (command.softCloseWindowNs() == CreateAuctionDecoder.softCloseWindowNsNullValue()) {
            return null;
        }
        return new SoftClose(
                command.softCloseWindowNs(),
                command.softCloseExtensionNs(),
                command.softCloseAnchor(),
                command.softCloseTrigger(),
                timeOrNever(command.softCloseCapNs()));
    }

    private static boolean isPositiveOrAbsent(long value) {
        return value == Instrument.NO_LIMIT || value > 0;
    }

    private static boolean isAmountOrAbsent(long amount) {
        return amount == Instrument.NO_LIMIT || (amount > 0 && amount < Ledger.LIMIT);
    }

    private static boolean isDurationOrAbsent(long durationNs) {
        return durationNs == Instrument.NO_LIMIT || (durationNs > 0 && durationNs <= MAX_DURATION_NS);
    }

    private static long amountOrNone(long amount) {
        return amount == Instrument.NO_LIMIT ? AuctionTerms.NO_AMOUNT : amount;
    }

    private static long timeOrNever(long timeNs) {
        return timeNs == Instrument.NO_LIMIT ? AuctionTerms.NEVER : timeNs;
    }
}
