package io.gavel.journal.tool;

import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionClosedDecoder;
import io.gavel.wire.log.AuctionEndedDecoder;
import io.gavel.wire.log.AuctionStateDecoder;
import io.gavel.wire.log.ClockStateDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.types.AuctionOutcome;
import java.util.Comparator;
import java.util.Locale;
import org.agrona.collections.Int2ObjectHashMap;

/** Rows of auctions and bids. Remembers the auctions that have not ended. */
final class AuctionHistory {
    private static final long ABSENT = Long.MIN_VALUE;

    private static final class Lot {
        private Directory.Auction auction;
        private int decimals;
        private long reserve;
        private long buyNow;
        private int bids;
        private int extensions;
        private long createdSeq;
        private long createdNs;
    }

    private final Directory directory;
    private final CsvTable auctions;
    private final CsvTable bids;
    private final CreateAuctionDecoder create = new CreateAuctionDecoder();
    private final PlaceBidDecoder placeBid = new PlaceBidDecoder();
    private final EventDecoders decoders = new EventDecoders();
    private final Int2ObjectHashMap<Lot> lots = new Int2ObjectHashMap<>();

    AuctionHistory(Directory directory, CsvTable auctions, CsvTable bids) {
        this.directory = directory;
        this.auctions = auctions;
        this.bids = bids;
    }

    void onCreated(Transaction at, int auctionId) {
        create.wrap(at.buffer(), at.commandBodyOffset(), at.commandBlockLength(), at.commandVersion());
        Lot lot = new Lot();
        lot.auction = directory.auction(auctionId);
        lot.decimals = directory.asset(lot.auction.assetId()).decimals();
        lot.reserve = create.reserve();
        lot.buyNow = create.buyNow();
        lot.createdSeq = at.seq();
        lot.createdNs = at.timeNs();
        lots.put(auctionId, lot);
    }

    /** The auction's state stands right behind the bid; of a hidden one there is none. */
    void onBidAccepted(Transaction at) {
        placeBid.wrap(at.buffer(), at.commandBodyOffset(), at.commandBlockLength(), at.commandVersion());
        Lot lot = lots.get(placeBid.auctionId());
        AuctionStateDecoder state = decoders.stateBehind(at);
        bids.begin()
                .number(at.seq())
                .number(at.eventIndex())
                .time(at.timeNs())
                .number(at.timeNs())
                .text(lot.auction.name())
                .text(name(at.accountId()))
                .text(placeBid.clOrdId())
                .decimal(placeBid.amount(), lot.decimals);
        if (state == null) {
            lot.bids++;
            bids.nothing().nothing().number(lot.bids).end();
        } else {
            amount(bids, state.priceMinor(), lot.decimals);
            bids.text(name(state.leaderAccountId())).number(state.bids()).end();
        }
    }

    void onClockState(Transaction at) {
        ClockStateDecoder state = decoders.clockState(at);
        lots.get(state.auctionId()).bids = state.bids();
    }

    void onState(Transaction at) {
        AuctionStateDecoder state = decoders.auctionState(at);
        lots.get(state.auctionId()).bids = state.bids();
    }

    void onExtended(Transaction at) {
        lots.get(decoders.auctionExtended(at).auctionId()).extensions++;
    }

    void onClosed(Transaction at) {
        AuctionClosedDecoder closed = decoders.auctionClosed(at);
        ended(at, closed.auctionId(), closed.outcome(), closed.winnerAccountId(), closed.priceMinor());
    }

    void onEnded(Transaction at) {
        AuctionEndedDecoder ended = decoders.auctionEnded(at);
        ended(at, ended.auctionId(), ended.outcome(), ended.winnerAccountId(), ended.priceMinor());
    }

    private void ended(Transaction at, int auctionId, AuctionOutcome outcome, int winnerId, long priceMinor) {
        Lot lot = lots.remove(auctionId);
        begin(lot).text(outcome.name().toLowerCase(Locale.ROOT)).text(name(winnerId));
        amount(auctions, priceMinor, lot.decimals);
        auctions.number(lot.bids)
                .number(lot.extensions)
                .number(at.seq())
                .time(at.timeNs())
                .end();
    }

    /** Writes the auctions that have not ended. */
    void end() {
        lots.values().stream()
                .sorted(Comparator.comparingInt((Lot lot) -> lot.auction.id()))
                .forEach(lot -> begin(lot)
                        .nothing()
                        .nothing()
                        .nothing()
                        .number(lot.bids)
                        .number(lot.extensions)
                        .nothing()
                        .nothing()
                        .end());
        lots.clear();
    }

    private CsvTable begin(Lot lot) {
        auctions.begin()
                .text(lot.auction.name())
                .text(directory.asset(lot.auction.assetId()).name())
                .text(name(lot.auction.sellerAccountId()))
                .decimal(lot.auction.startMinor(), lot.decimals);
        amount(auctions, lot.reserve, lot.decimals);
        amount(auctions, lot.buyNow, lot.decimals);
        return auctions.number(lot.createdSeq).time(lot.createdNs);
    }

    private static void amount(CsvTable table, long minor, int decimals) {
        if (minor == ABSENT) {
            table.nothing();
        } else {
            table.decimal(minor, decimals);
        }
    }

    private String name(int accountId) {
        Directory.Account account = directory.account(accountId);
        return account == null ? null : account.name();
    }
}
