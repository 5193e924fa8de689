package io.gavel.engine.view;

import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.json.Aliases;
import io.gavel.wire.json.JsonWriter;
import io.gavel.wire.types.AuctionFormat;
import java.util.Locale;

/** Answers what is asked about auctions and sessions, in JSON. Of hidden bids nothing is told before the close. */
final class AuctionAnswers {
    private final Directory directory;
    private final Aliases aliases;
    private final AuctionViews auctions;
    private final SessionViews sessions;

    AuctionAnswers(Directory directory, Aliases aliases, AuctionViews auctions, SessionViews sessions) {
        this.directory = directory;
        this.aliases = aliases;
        this.auctions = auctions;
        this.sessions = sessions;
    }

    /** As {@link ViewAnswers#answer}. */
    Refusal auction(int auctionId, long seq, long atNs, boolean isFull, int viewer, JsonWriter out) {
        Directory.Auction auction = directory.auction(auctionId);
        if (auction == null) {
            return Refusal.UNKNOWN_AUCTION;
        }
        AuctionView view = auctions.get(auctionId);
        ViewAnswers.begin("auction", seq, atNs, out);
        out.field("auction", auction.name()).field("state", view.state.jsonName());
        if (!auction.isSealed() || view.isOver() || view.round != 0) {
            standing(auction, view, isFull || viewer == view.leaderAccountId, out);
        } else {
            time("endsAt", view.effectiveEndNs(), out);
        }
        if (view.state == AuctionView.State.SCHEDULED) {
            time("opensAt", opensAtNs(auction), out);
        }
        if (!view.isOver()) {
            course(auction, view, isFull || viewer == view.turnAccountId, out);
        }
        out.endObject();
        return null;
    }

    /** As {@link ViewAnswers#answer}: the same for everybody. */
    Refusal session(int sessionId, long seq, long atNs, JsonWriter out) {
        Directory.Session session = directory.session(sessionId);
        if (session == null) {
            return Refusal.UNKNOWN_SESSION;
        }
        SessionView view = sessions.get(sessionId);
        ViewAnswers.begin("session", seq, atNs, out);
        out.field("session", session.name()).field("state", view.phase.name().toLowerCase(Locale.ROOT));
        time("previewAt", view.previewAtNs, out);
        time("opensAt", view.opensAtNs, out);
        time("closesAt", view.closesAtNs, out);
        if (view.shiftNs != 0) {
            out.field("shiftUs", micros(view.shiftNs));
        }
        out.name("lots").beginArray();
        for (int i = 0; i < view.lots.size(); i++) {
            lot(directory.auction(view.lots.getInt(i)), out);
        }
        out.endArray().endObject();
        return null;
    }

    private void lot(Directory.Auction auction, JsonWriter out) {
        AuctionView view = auctions.get(auction.id());
        out.beginArray().value(auction.lot()).value(auction.name());
        if (auction.category().isEmpty()) {
            out.nullValue();
        } else {
            out.value(auction.category());
        }
        out.value(view.state.jsonName());
        if (view.effectiveEndNs() == AuctionView.ABSENT) {
            out.nullValue();
        } else {
            out.value(micros(view.effectiveEndNs()));
        }
        out.endArray();
    }

    private void standing(Directory.Auction auction, AuctionView view, boolean byName, JsonWriter out) {
        int decimals = directory.asset(auction.assetId()).decimals();
        if (view.priceMinor != AuctionView.ABSENT) {
            out.name("price").decimal(view.priceMinor, decimals);
        }
        if (view.leaderAccountId != 0) {
            bidder("leader", auction.id(), view.leaderAccountId, byName, out);
        }
        out.name("minNext").decimal(view.minNextMinor, decimals);
        time("endsAt", view.effectiveEndNs(), out);
        out.field("bids", view.bids).field("reserveMet", view.isReserveMet);
    }

    /** What clocks and rounds show beside the price. */
    private void course(Directory.Auction auction, AuctionView view, boolean byName, JsonWriter out) {
        if (view.nextAtNs != AuctionView.ABSENT && auction.format() != AuctionFormat.REVERSE) {
            out.field("remaining", Long.toString(view.remainingQty));
            time("nextAt", view.nextAtNs, out);
        }
        if (view.round != 0) {
            out.field("round", view.round);
        }
        if (view.turnAccountId != 0) {
            bidder("turn", auction.id(), view.turnAccountId, byName, out);
        }
    }

    private long opensAtNs(Directory.Auction auction) {
        return auction.sessionId() == 0 ? auction.opensAtNs() : sessions.get(auction.sessionId()).opensAtNs;
    }

    private void bidder(String name, int auctionId, int accountId, boolean byName, JsonWriter out) {
        int number = aliases.get(auctionId, accountId);
        if (byName) {
            out.field(name, directory.account(accountId).name());
        } else if (number != Aliases.NONE) {
            out.name(name).prefixed("bidder-", number);
        }
    }

    private static void time(String name, long ns, JsonWriter out) {
        if (ns != AuctionView.ABSENT) {
            out.field(name, micros(ns));
        }
    }

    private static long micros(long ns) {
        return Math.floorDiv(ns, 1_000L);
    }
}
