package io.gavel.engine.market;

import io.gavel.engine.Bytes;
import io.gavel.engine.Hash64;
import io.gavel.engine.auction.Auction;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.command.BidFields;
import io.gavel.engine.market.command.Command;
import io.gavel.engine.market.command.NewOrderFields;
import io.gavel.engine.market.command.PlainCommand;
import io.gavel.engine.market.facts.AnswerWindow;
import io.gavel.engine.market.state.Instrument;
import io.gavel.engine.market.state.Listings;
import io.gavel.wire.CommandForms;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.types.Side;
import org.agrona.DirectBuffer;

/**
 * Reads what a few commands that come next will need, so that it is near when they are decided. Where accounts, ids and
 * orders are many, most of what a command costs is waiting for a few far lines of memory, each found through the one
 * before; read step by step for up to {@link #MOST} commands, those of a step arrive together.
 *
 * <p>Reads only and trusts nothing, so results cannot change: a wrong guess only fails to help. What all fits into near
 * caches is left alone, as looking costs as much as a tenth of deciding.
 */
final class LookAhead {
    /** Commands at a time. */
    static final int MOST = io.gavel.engine.book.LookAhead.MOST;

    /** Up to so many, four megabytes, looking costs more than it brings, as those that come and go are used lately. */
    static final int NEAR_ORDERS = 65_536;

    /** Up to so many of each, half a megabyte, they are near. */
    private static final int NEAR_ANSWERS = 8_192;

    /** Up to here the objects of their rings are near, though what those hold may not be. */
    private static final int NEAR_ACCOUNTS = 4_096;

    private static final int NEAR_AUCTIONS = 1_024;

    /** What is asked of a new order stands in front of this. */
    private static final int LEAST_NEW_BLOCK = NewOrderDecoder.priceEncodingOffset() + Long.BYTES;

    private final Listings listings;
    private final AnswerWindow answers;
    private final OrderStore orders;
    private final io.gavel.engine.book.LookAhead ordersAhead;

    private final Command command = new Command();
    private final NewOrderFields fields = new NewOrderFields();
    /** Where a command is copied to that is not in an array. */
    private byte[] copy = new byte[128];

    /** Whose ids will be looked for among the answers. */
    private final int[] accountIds = new int[MOST];

    private final long[] idHashes = new long[MOST];
    private int ids;

    /** Where bids will be. */
    private final Auction[] auctions = new Auction[MOST];

    private final BidFields bid = new BidFields();
    private int bids;

    /** As was found when it was asked last. */
    private boolean areOnlyAnswersFar;

    private int commands;
    /** Means nothing, and keeps what is read from being left out. */
    private long seen;

    LookAhead(Listings listings, AnswerWindow answers, OrderStore orders) {
        this.listings = listings;
        this.answers = answers;
        this.orders = orders;
        ordersAhead = new io.gavel.engine.book.LookAhead(orders);
    }

    /** Whether anything that commands need is far. */
    boolean isWorthIt() {
        boolean areOthersNear = areOrdersNear() && areAuctionsNear();
        areOnlyAnswersFar = areOthersNear && areAccountsNear();
        return !(areOthersNear && areAnswersNear());
    }

    /** A command will be decided; what comes behind {@link #MOST} that must be kept for {@link #read} is not looked at. */
    void expect(DirectBuffer buffer, int offset, int length) {
        if (commands == MOST || length < Command.BODY || offset < 0) {
            return;
        }
        byte[] array = buffer.byteArray();
        if (array == null) {
            command.wrap(copied(buffer, offset, length), 0, length);
        } else {
            int start = buffer.wrapAdjustment() + offset;
            if (areOnlyAnswersFar && start + Bytes.COPIED <= array.length && expectsPlain(array, Bytes.place(start))) {
                return;
            }
            command.wrap(array, start, length);
        }
        boolean isDecidedOnce = Market.isDecidedOnce(command.templateId());
        if ((isDecidedOnce || isCancelOfFarOrder()) && command.readId()) {
            commands++;
            expect(isDecidedOnce);
        }
    }

    /** What most commands are, where nothing needs a second look: read at once, as those of others are read meanwhile. */
    private boolean expectsPlain(byte[] array, long place) {
        long header = PlainCommand.header(array, place);
        if (!PlainCommand.isOrder(header)) {
            return PlainCommand.isCancel(header);
        }
        long idPlace = PlainCommand.body(place) + CommandForms.PLAIN_ORDER_LENGTH;
        int idLength = Bytes.readByte(array, idPlace);
        long id = PlainCommand.id(Bytes.read(array, idPlace + 1), idLength);
        seen += answers.touch(PlainCommand.accountId(array, place), Hash64.of(0, id, idLength));
        return true;
    }

    /** Reads, and begins anew. */
    void read() {
        for (int i = 0; i < bids; i++) {
            seen += auctions[i].touch();
        }
        if (!areAccountsNear()) {
            for (int i = 0; i < ids; i++) {
                seen += answers.touch(accountIds[i]);
            }
        }
        for (int i = 0; i < bids; i++) {
            seen += auctions[i].terms().touch();
        }
        for (int i = 0; i < ids; i++) {
            seen += answers.touch(accountIds[i], idHashes[i]);
        }
        if (!areOrdersNear()) {
            ordersAhead.read();
        }
        ids = 0;
        bids = 0;
        commands = 0;
    }

    private boolean areAnswersNear() {
        return answers.size() <= NEAR_ANSWERS;
    }

    private boolean areAccountsNear() {
        return answers.endAccountId() <= NEAR_ACCOUNTS;
    }

    private boolean areOrdersNear() {
        return orders.size() <= NEAR_ORDERS;
    }

    private boolean areAuctionsNear() {
        return listings.auctions().size() <= NEAR_AUCTIONS;
    }

    private boolean isCancelOfFarOrder() {
        return command.templateId() == CancelOrderDecoder.TEMPLATE_ID && !areOrdersNear();
    }

    /** The id at hand is the command's, or that of the order which it cancels. */
    private void expect(boolean isDecidedOnce) {
        if (isDecidedOnce) {
            accountIds[ids] = command.accountId();
            idHashes[ids++] = command.idHash();
        }
        if (command.templateId() == PlaceBidDecoder.TEMPLATE_ID) {
            expectBid();
        } else if (!areOrdersNear()) {
            expectOrder();
        }
    }

    private void expectBid() {
        if (areAuctionsNear() || command.blockLength() < PlaceBidDecoder.BLOCK_LENGTH) {
            return;
        }
        bid.wrap(command);
        Auction auction = listings.auction(bid.auctionId());
        if (auction != null) {
            auctions[bids++] = auction;
        }
    }

    private void expectOrder() {
        switch (command.templateId()) {
            case NewOrderDecoder.TEMPLATE_ID -> expectNew();
            case ReplaceOrderDecoder.TEMPLATE_ID -> {
                if (command.readNextId()) {
                    expectLeaving(ReplaceOrderDecoder.instrumentIdEncodingOffset());
                }
            }
            case CancelOrderDecoder.TEMPLATE_ID -> expectLeaving(CancelOrderDecoder.instrumentIdEncodingOffset());
            default -> {
                // Nothing else has orders.
            }
        }
    }

    private void expectNew() {
        if (command.blockLength() < LEAST_NEW_BLOCK) {
            return;
        }
        fields.wrap(command);
        Instrument instrument = listings.instrument(fields.instrumentId());
        Side side = fields.side();
        if (instrument != null && side != Side.NULL_VAL) {
            ordersAhead.newId(command.accountId(), command.idKey());
            ordersAhead.comes(instrument.book(), side, instrument.ticks(fields.price()));
        }
    }

    private void expectLeaving(int instrumentField) {
        if (command.blockLength() < instrumentField + Integer.BYTES) {
            return;
        }
        Instrument instrument = listings.instrument(Bytes.getInt(command.bytes(), command.body() + instrumentField));
        if (instrument != null) {
            ordersAhead.leaves(instrument.book(), command.accountId(), command.idKey());
        }
    }

    private byte[] copied(DirectBuffer buffer, int offset, int length) {
        if (length > copy.length) {
            copy = new byte[length];
        }
        buffer.getBytes(offset, copy, 0, length);
        return copy;
    }
}
