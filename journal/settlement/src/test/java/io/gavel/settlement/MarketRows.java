package io.gavel.settlement;

import io.gavel.engine.market.Market;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.AuctionStateRecordDecoder;
import io.gavel.wire.log.BalanceRecordDecoder;
import io.gavel.wire.log.EventFrameDecoder;
import io.gavel.wire.log.SessionRecordDecoder;
import io.gavel.wire.sbe.CreateAuctionDecoder;
import java.util.ArrayList;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/** What a market knows, read from its snapshot and written as the rows that SQL would give, columns divided by a bar. */
final class MarketRows {
    private static final int CLOSED = 3;

    private final EventFrameDecoder frame = new EventFrameDecoder();
    private final BalanceRecordDecoder balance = new BalanceRecordDecoder();
    private final SessionRecordDecoder session = new SessionRecordDecoder();
    private final AuctionStateRecordDecoder auction = new AuctionStateRecordDecoder();
    private final MutableDirectBuffer state = new UnsafeBuffer(new byte[256]);
    private final CreateAuctionDecoder terms = new CreateAuctionDecoder();

    /** account, asset, total, held. */
    final List<String> balances = new ArrayList<>();
    /** session, name, mode, phase, opens, closes, shift. */
    final List<String> sessions = new ArrayList<>();
    /** auction, 1 scheduled, 2 open, 3 over, 4 canceled. */
    final List<String> phases = new ArrayList<>();
    /** auction, price, leader, bids, end: of open ones where bids are not hidden. */
    final List<String> standings = new ArrayList<>();
    /** auction, asset, window, items. */
    final List<String> chances = new ArrayList<>();

    private MarketRows() {}

    static MarketRows of(Market market) {
        MarketRows rows = new MarketRows();
        market.writeSnapshot((buffer, offset, length) -> rows.onRecord(buffer, offset));
        return rows;
    }

    private void onRecord(DirectBuffer buffer, int offset) {
        frame.wrap(buffer, offset);
        int body = offset + Transaction.EVENT_FRAME_LENGTH;
        switch (frame.templateId()) {
            case BalanceRecordDecoder.TEMPLATE_ID -> {
                balance.wrap(buffer, body, frame.blockLength(), frame.version());
                if (balance.totalMinor() != 0 || balance.heldMinor() != 0) {
                    balances.add(
                            row(balance.accountId(), balance.assetId(), balance.totalMinor(), balance.heldMinor()));
                }
            }
            case SessionRecordDecoder.TEMPLATE_ID -> {
                session.wrap(buffer, body, frame.blockLength(), frame.version());
                long opens = session.opensAtNs();
                long closes = session.closesAtNs();
                int mode = session.modeRaw();
                int phase = session.phaseRaw();
                long shift = session.shiftNs();
                sessions.add(row(session.sessionId(), session.name(), mode, phase, opens, closes, shift));
            }
            case AuctionStateRecordDecoder.TEMPLATE_ID -> {
                // Its terms follow, in the same buffer.
                state.putBytes(0, buffer, body, frame.blockLength());
                auction.wrap(state, 0, frame.blockLength(), frame.version());
            }
            case CreateAuctionDecoder.TEMPLATE_ID -> {
                terms.wrap(buffer, body, frame.blockLength(), frame.version());
                onAuction();
            }
            default -> {
                // Not settled, or not here.
            }
        }
    }

    private void onAuction() {
        int id = auction.auctionId();
        phases.add(row(id, (int) auction.phase()));
        if (terms.secondChanceNs() != CreateAuctionDecoder.secondChanceNsNullValue()) {
            chances.add(row(id, terms.assetId(), terms.secondChanceNs(), terms.secondChanceItems()));
        }
        boolean isHidden = switch (terms.format()) {
            case SEALED, VICKREY, UNIFORM, REVERSE -> true;
            default -> false;
        };
        if (!isHidden && auction.phase() < CLOSED) {
            standings.add(row(
                    id,
                    auction.priceMinor(),
                    auction.leaderAccountId() == 0 ? null : auction.leaderAccountId(),
                    auction.bids(),
                    auction.endsAtNs()));
        }
    }

    private static String row(Object... columns) {
        StringBuilder row = new StringBuilder();
        for (Object column : columns) {
            boolean isAbsent = column == null || column.equals(Long.MIN_VALUE);
            row.append(row.isEmpty() ? "" : "|").append(isAbsent ? "null" : column);
        }
        return row.toString();
    }
}
