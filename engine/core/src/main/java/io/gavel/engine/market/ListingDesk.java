package io.gavel.engine.market;

import io.gavel.engine.account.Fees;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.book.OrderBook;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.auctions.AuctionDefinition;
import io.gavel.engine.market.auctions.AuctionDesk;
import io.gavel.engine.market.auctions.AuctionTermsCheck;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.state.Amounts;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.InstrumentTerms;
import io.gavel.engine.market.state.Listings;
import io.gavel.engine.market.state.Names;
import io.gavel.engine.market.state.PriceBands;
import io.gavel.wire.Refusal;
import io.gavel.wire.sbe.CreateAccountDecoder;
import io.gavel.wire.sbe.CreateAssetDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.sbe.CreateInstrumentDecoder;
import io.gavel.wire.types.EntityKind;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.UncrossProfile;

/** Decides what is created: assets, accounts, instruments, auctions. Rare, so it may allocate. */
final class ListingDesk {
    private final Listings listings;
    private final Ledger ledger;
    private final OrderStore orders;
    private final AuctionDesk auctionDesk;
    private final Facts facts;
    private final AuctionDefinition definition = new AuctionDefinition();

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
        definition.read(command);
        AuctionTerms terms = definition.terms();
        if (!isFree(listings.auctions, definition.name())) {
            return;
        }
        if (!listings.assets.has(terms.assetId())) {
            facts.refused(Refusal.UNKNOWN_ASSET);
            return;
        }
        if (!terms.isHouse() && !listings.accounts.has(terms.sellerAccountId())) {
            facts.refused(Refusal.UNKNOWN_ACCOUNT);
            return;
        }
        boolean isLot = terms.sessionId() != 0;
        if (isLot && !auctionDesk.sessions().takes(terms, definition.lot())) {
            return;
        }
        if (!AuctionTermsCheck.areSound(terms) || !auctionDesk.offers(terms.format())) {
            facts.refused(Refusal.BAD_DEFINITION);
            return;
        }
        if (terms.closesAtNs() <= timeNs) {
            facts.refused(Refusal.TIME_IN_PAST, timeNs);
            return;
        }
        boolean opensNow = !isLot && (terms.opensAtNs() == AuctionTerms.NEVER || terms.opensAtNs() <= timeNs);
        if (opensNow && !auctionDesk.mayOpen(terms)) {
            return;
        }
        Auction auction = auctionDesk.create(listings.auctions.endId(), createdSeq, terms);
        listings.addAuction(definition.name(), auction);
        facts.created(EntityKind.AUCTION, auction.auctionId());
        if (isLot) {
            auctionDesk.sessions().join(auction, definition.lot());
        } else if (opensNow) {
            auctionDesk.open(auction, timeNs);
        }
        auctionDesk.settle(auction, timeNs);
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

    private static boolean isPositiveOrAbsent(long value) {
        return value == Instrument.NO_LIMIT || value > 0;
    }
}
