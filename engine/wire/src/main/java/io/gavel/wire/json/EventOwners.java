package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.EventDecoders;
import io.gavel.wire.EventType;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionAwardedDecoder;
import io.gavel.wire.log.BidRetractedDecoder;
import io.gavel.wire.log.CrossTradedDecoder;
import io.gavel.wire.log.SaleCanceledDecoder;
import io.gavel.wire.log.SecondChanceEndedDecoder;

/** The accounts that an event concerns, each once. */
final class EventOwners {
    /** Most accounts that one event concerns. */
    static final int MOST = 3;

    private final Directory directory;
    private final JsonCommandView command;
    private final EventDecoders decoders;
    private int[] into;
    private int count;

    EventOwners(Directory directory, JsonCommandView command, EventDecoders decoders) {
        this.directory = directory;
        this.command = command;
        this.decoders = decoders;
    }

    /** Writes the accounts of the current event; returns how many. */
    int of(EventType type, Transaction transaction, int[] into) {
        this.into = into;
        count = 0;
        switch (type) {
            case TRADED -> {
                add(command.accountId());
                add(decoders.traded(transaction).makerAccountId());
            }
            case CROSS_TRADED -> {
                CrossTradedDecoder traded = decoders.crossTraded(transaction);
                add(traded.buyAccountId());
                add(traded.sellAccountId());
            }
            case ORDER_CANCELED -> addOrders(decoders.orderCanceled(transaction).accountId());
            case ORDER_REPLACED -> addOrders(decoders.orderReplaced(transaction).accountId());
            case ORDER_TRIGGERED ->
                addOrders(decoders.orderTriggered(transaction).accountId());
            case MATCH_PREVENTED ->
                addOrders(decoders.matchPrevented(transaction).accountId());
            case MASS_CANCELED -> add(decoders.massCanceled(transaction).accountId());
            case ACCOUNT_BLOCKED -> add(decoders.accountBlocked(transaction).accountId());
            case ORDER_ACCEPTED,
                    ORDER_ENTERED,
                    CANCEL_ALL_AFTER_SET,
                    BID_ACCEPTED,
                    BOUGHT,
                    BALANCE_CHANGED,
                    REFUSED,
                    DUPLICATE_ANSWERED -> add(command.accountId());
            default -> addBidders(type, transaction);
        }
        return count;
    }

    private void addBidders(EventType type, Transaction transaction) {
        switch (type) {
            case OUTBID -> add(decoders.outbid(transaction).accountId());
            case AUCTION_CLOSED -> add(decoders.auctionClosed(transaction).winnerAccountId());
            case AUCTION_ENDED -> add(decoders.auctionEnded(transaction).winnerAccountId());
            case BID_RELEASED -> add(decoders.bidReleased(transaction).accountId());
            case BID_HELD -> add(decoders.bidHeld(transaction).accountId());
            case BID_RETRACTED -> {
                BidRetractedDecoder retracted = decoders.bidRetracted(transaction);
                add(retracted.accountId());
                add(command.accountId());
            }
            case AUCTION_AWARDED -> {
                AuctionAwardedDecoder awarded = decoders.auctionAwarded(transaction);
                add(awarded.payerAccountId());
                add(awarded.payeeAccountId());
            }
            case SALE_CANCELED -> {
                SaleCanceledDecoder canceled = decoders.saleCanceled(transaction);
                add(canceled.payerAccountId());
                add(canceled.payeeAccountId());
                add(command.accountId());
            }
            case SECOND_CHANCE_OFFERED -> {
                add(decoders.secondChanceOffered(transaction).accountId());
                add(command.accountId());
            }
            case SECOND_CHANCE_ENDED -> {
                SecondChanceEndedDecoder ended = decoders.secondChanceEnded(transaction);
                add(ended.accountId());
                add(seller(ended.auctionId()));
            }
            default -> {
                // Concerns nobody more than others.
            }
        }
    }

    private int seller(int auctionId) {
        Directory.Auction auction = directory.auction(auctionId);
        return auction == null ? 0 : auction.sellerAccountId();
    }

    /** An order's account where the event names it, else the command's. */
    private void addOrders(int accountId) {
        add(accountId == 0 ? command.accountId() : accountId);
    }

    private void add(int accountId) {
        for (int i = 0; i < count; i++) {
            if (into[i] == accountId) {
                return;
            }
        }
        if (accountId != 0) {
            into[count] = accountId;
            count++;
        }
    }
}
