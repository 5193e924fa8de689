package io.gavel.settlement;

import io.gavel.settlement.sink.RowBatch;
import io.gavel.settlement.sink.RowReader;
import io.gavel.settlement.sink.Rows;
import io.gavel.settlement.sink.Table;
import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.AuctionEndedDecoder;
import io.gavel.wire.log.AuctionExtendedDecoder;
import io.gavel.wire.log.AuctionOpenedDecoder;
import io.gavel.wire.log.AuctionStateDecoder;
import io.gavel.wire.log.BidHeldDecoder;
import io.gavel.wire.log.BidReleasedDecoder;
import io.gavel.wire.log.BidRetractedDecoder;
import io.gavel.wire.log.BoughtDecoder;
import io.gavel.wire.log.ClockStateDecoder;
import io.gavel.wire.log.OutbidDecoder;
import io.gavel.wire.log.RoundBidDecoder;
import io.gavel.wire.log.RoundEndedDecoder;
import io.gavel.wire.log.SaleCanceledDecoder;
import io.gavel.wire.log.SealedStateDecoder;
import io.gavel.wire.log.SecondChanceEndedDecoder;
import io.gavel.wire.log.SecondChanceOfferedDecoder;
import io.gavel.wire.sbe.BuyNowDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import org.agrona.collections.Int2ObjectHashMap;

/** Auctions, bids and what happens to them. Remembers the auctions that have not closed. */
final class AuctionRows {
    private static final int SCHEDULED = 1;
    /** The last status of an auction that has not closed. */
    static final int OPEN = 2;

    /** What an outcome's code is raised by to be a status: 3 sold, 4 unsold, 5 canceled. */
    private static final int CLOSED = 2;

    private static final int NO_BID = -1;
    private static final int NO_ASSET = 0;

    private static final class Lot {
        int auctionId;
        String name;
        int format;
        int assetId;
        int sellerId;
        long qty;
        long startMinor;
        long reserveMinor;
        long buyNowMinor;
        int status = SCHEDULED;
        long priceMinor = Rows.NULL;
        long leaderId = Rows.NULL;
        long minNextMinor = Rows.NULL;
        int bids;
        int reserveMet;
        int extensions;
        long endsAtNs;
        long winnerId = Rows.NULL;
        long hammerPriceMinor = Rows.NULL;
        long createdNs;
        long closedNs = Rows.NULL;
        long sessionId = Rows.NULL;
        long lot = Rows.NULL;
        String category;
        long hash = RowSum.NONE;
    }

    private final CreateAuctionDecoder create = new CreateAuctionDecoder();
    private final PlaceBidDecoder placeBid = new PlaceBidDecoder();
    private final BuyNowDecoder buyNow = new BuyNowDecoder();

    private final EventDecoders decoders = new EventDecoders();
    private final SaleRows sales;
    private final SessionRows sessions;
    private final Directory directory;
    private final Rows auctions;
    private final Rows bids;
    private final Rows events;
    private final RowSum sum;
    private final Int2ObjectHashMap<Lot> lots = new Int2ObjectHashMap<>();

    /** Index of the accepted bid whose auction state is the next event. */
    private int bidIndex = NO_BID;

    AuctionRows(RowBatch batch, Directory directory, SaleRows sales, SessionRows sessions, RowSum sum) {
        this.directory = directory;
        this.sales = sales;
        this.sessions = sessions;
        this.sum = sum;
        auctions = batch.rows(Table.AUCTION);
        bids = batch.rows(Table.BID);
        events = batch.rows(Table.AUCTION_EVENT);
    }

    void onCreated(Transaction tx, int auctionId) {
        create.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
        Directory.Auction auction = directory.auction(auctionId);
        Lot lot = new Lot();
        lot.auctionId = auctionId;
        lot.name = auction.name();
        lot.format = auction.format().value();
        lot.assetId = auction.assetId();
        lot.sellerId = auction.sellerAccountId();
        lot.qty = auction.qty();
        lot.startMinor = auction.startMinor();
        lot.reserveMinor = create.reserve();
        lot.buyNowMinor = create.buyNow();
        lot.endsAtNs = create.closesAtNs();
        lot.createdNs = tx.timeNs();
        if (auction.sessionId() != 0) {
            lot.sessionId = auction.sessionId();
            lot.lot = auction.lot();
            sessions.onLot(tx, auction.sessionId(), auction.lot());
        }
        lot.category = auction.category().isEmpty() ? null : auction.category();
        lots.put(auctionId, lot);
        write(lot, tx);
        sales.onCreated(tx, auctionId, create);
    }

    void onOpened(Transaction tx) {
        AuctionOpenedDecoder opened = decoders.auctionOpened(tx);
        Lot lot = require(opened.auctionId());
        lot.status = OPEN;
        lot.minNextMinor = opened.minNextMinor();
        lot.endsAtNs = opened.endsAtNs();
        write(lot, tx);
        event(tx, lot.auctionId, Rows.NULL, Rows.NULL, lot.endsAtNs);
    }

    /** The bid's row waits for the auction's state, which is always the next event. */
    void onBidAccepted(Transaction tx) {
        bidIndex = tx.eventIndex();
    }

    void onState(Transaction tx) {
        AuctionStateDecoder state = decoders.auctionState(tx);
        Lot lot = require(state.auctionId());
        lot.priceMinor = state.priceMinor();
        lot.leaderId = orNull(state.leaderAccountId());
        lot.minNextMinor = state.minNextMinor();
        lot.endsAtNs = state.endsAtNs();
        lot.bids = state.bids();
        lot.reserveMet = state.reserveMetRaw();
        write(lot, tx);
        if (bidIndex != NO_BID) {
            writeBid(lot, tx);
            bidIndex = NO_BID;
        }
    }

    void onOutbid(Transaction tx) {
        OutbidDecoder outbid = decoders.outbid(tx);
        event(tx, outbid.auctionId(), outbid.accountId(), outbid.priceMinor(), Rows.NULL);
    }

    void onExtended(Transaction tx) {
        AuctionExtendedDecoder extended = decoders.auctionExtended(tx);
        Lot lot = require(extended.auctionId());
        lot.extensions++;
        lot.endsAtNs = extended.endsAtNs();
        write(lot, tx);
        event(tx, lot.auctionId, Rows.NULL, Rows.NULL, lot.endsAtNs);
    }

    void onBought(Transaction tx) {
        BoughtDecoder bought = decoders.bought(tx);
        event(tx, buyersAuctionId(tx), tx.accountId(), bought.priceMinor(), Rows.NULL);
    }

    void onClosed(Transaction tx) {
        AuctionClosedDecoder closed = decoders.auctionClosed(tx);
        onEnd(tx, closed.auctionId(), closed.outcomeRaw(), closed.winnerAccountId(), closed.priceMinor());
    }

    void onEnded(Transaction tx) {
        AuctionEndedDecoder ended = decoders.auctionEnded(tx);
        onEnd(tx, ended.auctionId(), ended.outcomeRaw(), ended.winnerAccountId(), ended.priceMinor());
    }

    private void onEnd(Transaction tx, int auctionId, int outcome, int winnerId, long priceMinor) {
        Lot lot = require(auctionId);
        lot.status = CLOSED + outcome;
        lot.winnerId = orNull(winnerId);
        lot.hammerPriceMinor = priceMinor;
        lot.closedNs = tx.timeNs();
        write(lot, tx);
        event(tx, auctionId, lot.winnerId, lot.hammerPriceMinor, Rows.NULL);
        lots.remove(auctionId);
    }

    void onClockState(Transaction tx) {
        ClockStateDecoder clock = decoders.clockState(tx);
        Lot lot = require(clock.auctionId());
        lot.priceMinor = clock.priceMinor();
        lot.minNextMinor = clock.priceMinor();
        lot.leaderId = orNull(clock.leaderAccountId());
        lot.endsAtNs = clock.endsAtNs();
        lot.bids = clock.bids();
        write(lot, tx);
    }

    /** Of a bid that is hidden there is no price and no leader. */
    void onSealedState(Transaction tx) {
        SealedStateDecoder sealed = decoders.sealedState(tx);
        Lot lot = require(sealed.auctionId());
        lot.endsAtNs = sealed.endsAtNs();
        if (bidIndex != NO_BID) {
            lot.bids++;
            writeBid(lot, tx);
            bidIndex = NO_BID;
        }
        write(lot, tx);
    }

    void onRoundEnded(Transaction tx) {
        RoundEndedDecoder ended = decoders.roundEnded(tx);
        Lot lot = require(ended.auctionId());
        lot.priceMinor = ended.priceMinor();
        lot.leaderId = orNull(ended.leaderAccountId());
        lot.endsAtNs = ended.endsAtNs();
        write(lot, tx);
        event(tx, lot.auctionId, lot.leaderId, lot.priceMinor, lot.endsAtNs);
    }

    /** What happens to bids and sales; the auction may be over. */
    void onTold(EventType type, Transaction tx) {
        switch (type) {
            case BID_RELEASED -> {
                BidReleasedDecoder released = decoders.bidReleased(tx);
                event(tx, released.auctionId(), released.accountId(), Rows.NULL, Rows.NULL);
            }
            case BID_HELD -> {
                BidHeldDecoder held = decoders.bidHeld(tx);
                event(tx, held.auctionId(), held.accountId(), Rows.NULL, Rows.NULL);
            }
            case BID_RETRACTED -> {
                BidRetractedDecoder retracted = decoders.bidRetracted(tx);
                int bidder = retracted.accountId() == 0 ? tx.accountId() : retracted.accountId();
                event(tx, retracted.auctionId(), bidder, Rows.NULL, Rows.NULL);
            }
            case SECOND_CHANCE_OFFERED -> {
                SecondChanceOfferedDecoder offered = decoders.secondChanceOffered(tx);
                event(tx, offered.auctionId(), offered.accountId(), offered.priceMinor(), offered.expiresAtNs());
            }
            case SECOND_CHANCE_ENDED -> {
                SecondChanceEndedDecoder ended = decoders.secondChanceEnded(tx);
                event(tx, ended.auctionId(), ended.accountId(), Rows.NULL, Rows.NULL);
            }
            case SALE_CANCELED -> {
                SaleCanceledDecoder canceled = decoders.saleCanceled(tx);
                event(tx, canceled.auctionId(), canceled.winnerAccountId(), canceled.hammerMinor(), Rows.NULL);
            }
            case ROUND_BID -> {
                RoundBidDecoder bid = decoders.roundBid(tx);
                event(tx, bid.auctionId(), bid.accountId(), bid.priceMinor(), Rows.NULL);
            }
            default -> throw new IllegalStateException("expected what happens to a bid, type=" + type);
        }
    }

    /** The money of an auction that has not closed, or whose lot can be sold again. */
    int assetId(int auctionId) {
        int assetId = lots.containsKey(auctionId) ? NO_ASSET : sales.assetId(auctionId);
        return assetId == NO_ASSET ? require(auctionId).assetId : assetId;
    }

    /** Who is paid for its lot. */
    int sellerId(int auctionId) {
        return require(auctionId).sellerId;
    }

    /** @param rows of auctions that have not closed */
    void restore(Rows rows) {
        RowReader row = new RowReader(rows);
        while (row.next()) {
            Lot lot = new Lot();
            lot.auctionId = row.integer();
            lot.name = row.text();
            lot.format = row.integer();
            lot.assetId = row.integer();
            lot.sellerId = row.integer();
            lot.qty = row.number();
            lot.startMinor = row.number();
            lot.reserveMinor = row.number();
            lot.buyNowMinor = row.number();
            lot.status = row.integer();
            lot.priceMinor = row.number();
            lot.leaderId = row.number();
            lot.minNextMinor = row.number();
            lot.bids = row.integer();
            lot.reserveMet = row.integer();
            lot.extensions = row.integer();
            lot.endsAtNs = row.number();
            lot.winnerId = row.number();
            lot.hammerPriceMinor = row.number();
            lot.createdNs = row.number();
            lot.closedNs = row.number();
            row.number(); // The sequence.
            lot.sessionId = row.number();
            lot.lot = row.number();
            lot.category = row.text();
            lot.hash = sum.replace(RowSum.NONE, row.hash());
            lots.put(lot.auctionId, lot);
        }
    }

    private int buyersAuctionId(Transaction tx) {
        boolean byBid = tx.commandTemplateId() == PlaceBidDecoder.TEMPLATE_ID;
        return byBid
                ? placeBid.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion())
                        .auctionId()
                : buyNow.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion())
                        .auctionId();
    }

    private static long orNull(int accountId) {
        return accountId == 0 ? Rows.NULL : accountId;
    }

    private Lot require(int auctionId) {
        Lot lot = lots.get(auctionId);
        if (lot == null) {
            throw new IllegalStateException("expected an auction that has not closed, auctionId=" + auctionId);
        }
        return lot;
    }

    private void write(Lot lot, Transaction tx) {
        auctions.at(lot.auctionId)
                .add(lot.auctionId)
                .addText(lot.name)
                .add(lot.format)
                .add(lot.assetId)
                .add(lot.sellerId)
                .add(lot.qty)
                .add(lot.startMinor)
                .add(lot.reserveMinor)
                .add(lot.buyNowMinor)
                .add(lot.status)
                .add(lot.priceMinor)
                .add(lot.leaderId)
                .add(lot.minNextMinor)
                .add(lot.bids)
                .add(lot.reserveMet)
                .add(lot.extensions)
                .add(lot.endsAtNs)
                .add(lot.winnerId)
                .add(lot.hammerPriceMinor)
                .add(lot.createdNs)
                .add(lot.closedNs)
                .add(tx.seq())
                .add(lot.sessionId)
                .add(lot.lot)
                .addText(lot.category)
                .end();
        lot.hash = sum.replace(lot.hash, lot.status <= OPEN ? auctions.hash() : RowSum.NONE);
    }

    private void writeBid(Lot lot, Transaction tx) {
        placeBid.wrap(tx.buffer(), tx.commandBodyOffset(), tx.commandBlockLength(), tx.commandVersion());
        bids.append()
                .add(tx.seq())
                .add(bidIndex)
                .add(lot.auctionId)
                .add(tx.accountId())
                .addText(placeBid.clOrdId())
                .add(placeBid.amount())
                .add(lot.priceMinor)
                .add(lot.leaderId)
                .add(tx.timeNs())
                .end();
    }

    private void event(Transaction tx, int auctionId, long accountId, long priceMinor, long endsAtNs) {
        events.append()
                .add(tx.seq())
                .add(tx.eventIndex())
                .add(auctionId)
                .add(tx.eventTemplateId())
                .add(accountId)
                .add(priceMinor)
                .add(endsAtNs)
                .add(tx.timeNs())
                .end();
    }
}
