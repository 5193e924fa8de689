package io.gavel.client;

import io.gavel.wire.json.JsonWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A program's way into a Gavel: bids, orders, money and rooms over one WebSocket.
 *
 * <pre>{@code
 * try (GavelClient alice = GavelClient.connect(URI.create("ws://localhost:7070/ws"), "alice-key")) {
 *     BidAccepted bid = alice.placeBid("lamp", "1", new BigDecimal("7.00")).join().as(BidAccepted.class);
 * }
 * }</pre>
 *
 * <p>Every call returns at once with a future of its answer: durable when it is there, a {@link Refused} when nothing was
 * done, or failed with {@link UnknownOutcomeException} when none came in time (one that comes later is told to the
 * listener). After {@link #close} every call's future fails with a plain {@link IllegalStateException}: nothing was sent.
 * When the connection breaks, the client connects again by itself with growing pauses, logs in, joins its rooms, and asks
 * again what had no answer: a command that was carried out before is answered once more and not carried out twice, by its
 * clOrdId. What has no clOrdId of its own is asked again all the same: a second {@code createAsset} is refused as
 * DUPLICATE_NAME, a second cancel as unknown.
 *
 * <p>Any thread may call. Calls of one thread are sent in their order. Futures complete and listeners run on the client's
 * event loop: don't block it.
 */
public final class GavelClient implements AutoCloseable {
    private final Session session;
    private final ClientThreads ownThreads;
    private final String account;
    private final AtomicLong refs = new AtomicLong();

    private GavelClient(Session session, ClientThreads ownThreads, String account) {
        this.session = session;
        this.ownThreads = ownThreads;
        this.account = account;
    }

    /**
     * Connects and logs in. A server that is still starting is asked again until the connect timeout.
     *
     * @param uri for example {@code ws://localhost:7070/ws}
     * @param key the API key
     * @throws IOException when nobody answers there in time, the server is not ready in time or has no WebSocket at the path
     * @throws RefusedException when the key is not accepted
     */
    public static GavelClient connect(URI uri, String key) throws IOException {
        return to(uri, key).connect();
    }

    /** The same with a choice of listener, limits and threads. */
    public static Builder to(URI uri, String key) {
        return new Builder(uri, key);
    }

    /** What a connection may be told beyond the address; each has a default. */
    public static final class Builder {
        private final URI uri;
        private final String key;
        private ClientListener listener = new ClientListener() {};
        private String account;
        private boolean cancelsOnDisconnect;
        private Duration connectTimeout = Duration.ofSeconds(10);
        private Duration answerTimeout = Duration.ofSeconds(30);
        private Duration longestPause = Duration.ofSeconds(5);
        private int maxUnanswered = 256;
        private ClientThreads threads;

        private Builder(URI uri, String key) {
            this.uri = uri;
            this.key = key;
        }

        /** Who hears of the own accounts and of the connection; nobody by default. */
        public Builder listener(ClientListener listener) {
            this.listener = listener;
            return this;
        }

        /** Which of the key's accounts bids, orders and questions are for; by default the key's only one. */
        public Builder account(String account) {
            this.account = account;
            return this;
        }

        /**
         * Has the server cancel all open orders of the key's accounts when the connection ends, whoever ends it: a break,
         * {@link GavelClient#close}, or the server's orderly stop. Not while another connection of the same key is there
         * that asked for it too. By default they stay.
         *
         * <p>A client that connects again asks for it again. It does not hear of what was canceled in between: after
         * {@link ClientListener#onConnected} ask with {@link GavelClient#order}. Orders that had no answer are asked again and
         * may be entered then. A server that is killed cancels nothing; {@link GavelClient#cancelAllAfter} is for that.
         *
         * <p>The key must name its accounts and have the role cancel, else {@link #connect} throws a
         * {@link RefusedException} with NOT_ALLOWED.
         */
        public Builder cancelOnDisconnect() {
            cancelsOnDisconnect = true;
            return this;
        }

        /** How long the first login may take, and each attempt to connect after a break; 10 s by default. */
        public Builder connectTimeout(Duration timeout) {
            connectTimeout = timeout;
            return this;
        }

        /** How long an answer may take, connecting again included; 30 s by default. */
        public Builder answerTimeout(Duration timeout) {
            answerTimeout = timeout;
            return this;
        }

        /** The longest pause between two attempts to connect again; 5 s by default. The first is 50 ms, each doubles. */
        public Builder longestPause(Duration pause) {
            longestPause = pause;
            return this;
        }

        /** How many commands may wait for their answer; one more is refused here as TOO_MANY. 256 by default. */
        public Builder maxUnanswered(int commands) {
            maxUnanswered = commands;
            return this;
        }

        /** Threads shared with other clients; by default one of its own. */
        public Builder threads(ClientThreads threads) {
            this.threads = threads;
            return this;
        }

        /** See {@link GavelClient#connect(URI, String)}. */
        public GavelClient connect() throws IOException {
            ClientThreads own = threads == null ? ClientThreads.of(1) : null;
            Session session = new Session(
                    uri,
                    new Session.Login(key, cancelsOnDisconnect),
                    listener,
                    new Session.Limits(connectTimeout, answerTimeout, longestPause, maxUnanswered),
                    (threads == null ? own : threads).next());
            GavelClient client = new GavelClient(session, own, account);
            try {
                session.open();
                return client;
            } catch (IOException | RuntimeException e) {
                client.close();
                throw e;
            }
        }
    }

    /**
     * Bids in an auction.
     *
     * @param clOrdId names the bid, 1 to 32 printable ASCII characters, a new one for each new bid
     * @param amount with proxy bidding the most that we would pay, else the price
     * @return {@link BidAccepted}, or {@link Bought} where a bid may buy at once
     */
    public CompletableFuture<Answer> placeBid(String auction, String clOrdId, BigDecimal amount) {
        return ask("placeBid", json -> about(json, auction, clOrdId).field("amount", amount.toPlainString()));
    }

    /** The same for several units, where there are several. */
    public CompletableFuture<Answer> placeBid(String auction, String clOrdId, BigDecimal amount, long qty) {
        return ask(
                "placeBid",
                json -> about(json, auction, clOrdId)
                        .field("amount", amount.toPlainString())
                        .field("qty", Long.toString(qty)));
    }

    /** Bids for units at whatever the price of all will be. Answer: {@link BidAccepted}. */
    public CompletableFuture<Answer> placeNonCompetitiveBid(String auction, String clOrdId, long qty) {
        return ask("placeBid", json -> about(json, auction, clOrdId).field("qty", Long.toString(qty)));
    }

    /** Takes bids back, the latest deciding which (RET-2). Answer: {@link BidRetracted}. */
    public CompletableFuture<Answer> retractBid(String auction, String clOrdId) {
        return ask("retractBid", json -> about(json, auction, clOrdId));
    }

    /**
     * Takes a bid back for a reason that is on record.
     *
     * @param origClOrdId the bid; null: the latest decides which go
     * @param reason "wrongAmount", "descriptionChanged", "sellerUnreachable", or "admin" of the venue
     * @return {@link BidRetracted}
     */
    public CompletableFuture<Answer> retractBid(String auction, String clOrdId, String origClOrdId, String reason) {
        return ask("retractBid", json -> {
            about(json, auction, clOrdId).field("reason", reason);
            optional(json, "origClOrdId", origClOrdId);
        });
    }

    /**
     * The hammer: an administrator, or the seller.
     *
     * @return {@link AuctionClosed}, or the first {@link AuctionAwarded} before it
     */
    public CompletableFuture<Answer> closeAuction(String auction, String clOrdId) {
        return ask("closeAuction", json -> about(json, auction, clOrdId));
    }

    /** Takes the only sale of an auction back. Answer: {@link SaleCanceled}. */
    public CompletableFuture<Answer> cancelSale(String auction, String clOrdId, String reason) {
        return ask("cancelSale", json -> about(json, auction, clOrdId).field("reason", reason));
    }

    /** Takes the sale to one of several winners back. Answer: {@link SaleCanceled}. */
    public CompletableFuture<Answer> cancelSale(String auction, String clOrdId, String winner, String reason) {
        return ask(
                "cancelSale",
                json -> about(json, auction, clOrdId).field("winner", winner).field("reason", reason));
    }

    /** Offers the lot to who lost, at the own last bid. Answer: {@link SecondChanceOffered}. */
    public CompletableFuture<Answer> offerSecondChance(String auction, String clOrdId, String bidder) {
        return ask("offerSecondChance", json -> about(json, auction, clOrdId).field("bidder", bidder));
    }

    /** The same for so long only. */
    public CompletableFuture<Answer> offerSecondChance(
            String auction, String clOrdId, String bidder, Duration expiresIn) {
        return ask(
                "offerSecondChance",
                json -> about(json, auction, clOrdId).field("bidder", bidder).field("expiresInUs", micros(expiresIn)));
    }

    /** Takes an offer, or declines it. Answer: {@link SecondChanceEnded}. */
    public CompletableFuture<Answer> answerOffer(String auction, String clOrdId, boolean accepts) {
        return ask("answerOffer", json -> about(json, auction, clOrdId).field("accept", accepts));
    }

    /** Buys the lot at its buy-now price. Answer: {@link Bought}. */
    public CompletableFuture<Answer> buyNow(String auction, String clOrdId) {
        return ask("buyNow", json -> about(json, auction, clOrdId));
    }

    /** Calls an auction off: an administrator, or its seller before the first bid. Answer: {@link AuctionClosed}. */
    public CompletableFuture<Answer> cancelAuction(String auction, String clOrdId) {
        return ask("cancelAuction", json -> about(json, auction, clOrdId));
    }

    /**
     * The same for a reason that is on record.
     *
     * @param reason "withdrawn", "wrongDescription", "damaged", "fraud" or "other"
     */
    public CompletableFuture<Answer> cancelAuction(String auction, String clOrdId, String reason) {
        return ask("cancelAuction", json -> about(json, auction, clOrdId).field("reason", reason));
    }

    /**
     * Says what is thought of a bidder in an auction: an administrator, or the seller.
     *
     * @param standing "admitted", "blocked" or "none"
     * @param maxBid the most that a bid of this bidder may offer there; null: no limit
     * @return {@link Applied}
     */
    public CompletableFuture<Answer> setBidder(String auction, String bidder, String standing, BigDecimal maxBid) {
        return ask("setBidder", json -> {
            acting(json).field("auction", auction).field("bidder", bidder).field("standing", standing);
            optional(json, "maxBid", maxBid);
        });
    }

    /**
     * The same in all lots of a session that say nothing of their own; for administrators. How much may be bid is said of
     * a lot, or by {@link #setBidLimits}: the lots of a session may differ in their money.
     *
     * @return {@link Applied}
     */
    public CompletableFuture<Answer> setBidderOfSession(String session, String bidder, String standing) {
        return ask(
                "setBidder",
                json -> acting(json)
                        .field("session", session)
                        .field("bidder", bidder)
                        .field("standing", standing));
    }

    /**
     * Limits the bids of an account in an asset; for administrators. Sets both.
     *
     * @param maxBid the most that one bid may offer; null: no limit
     * @param maxExposure the most that may be held for all bids together; null: no limit
     * @return {@link Applied}
     */
    public CompletableFuture<Answer> setBidLimits(
            String account, String asset, BigDecimal maxBid, BigDecimal maxExposure) {
        return ask("setBidLimits", json -> {
            json.field("account", account).field("asset", asset);
            optional(json, "maxBid", maxBid);
            optional(json, "maxExposure", maxExposure);
        });
    }

    /** Enters an order. Answer: {@link OrderAccepted}; trades follow as events. */
    public CompletableFuture<Answer> newOrder(NewOrder order) {
        return ask("newOrder", json -> order.writeTo(acting(json)));
    }

    /** Cancels an order by the clOrdId that it was entered with. Answer: {@link OrderCanceled}. */
    public CompletableFuture<Answer> cancelOrder(String instrument, String clOrdId) {
        return ask(
                "cancelOrder",
                json -> acting(json).field("instrument", instrument).field("clOrdId", clOrdId));
    }

    /**
     * Changes an order and gives it another name.
     *
     * @param clOrdId names the order from then on; a new one for each replace
     * @param origClOrdId its name until now
     * @param qty all of it, what is filled included; null: as it is
     * @param price null: as it is
     * @return {@link OrderReplaced}; trades follow as events
     */
    public CompletableFuture<Answer> replaceOrder(
            String instrument, String clOrdId, String origClOrdId, BigDecimal qty, BigDecimal price) {
        return ask("replaceOrder", json -> {
            acting(json)
                    .field("clOrdId", clOrdId)
                    .field("origClOrdId", origClOrdId)
                    .field("instrument", instrument);
            optional(json, "qty", qty);
            optional(json, "price", price);
        });
    }

    /**
     * Cancels all orders of the own account.
     *
     * @param instrument null: of all
     * @param side null: of both
     * @return {@link MassCanceled}, or the first {@link OrderCanceled} before it
     */
    public CompletableFuture<Answer> massCancel(String instrument, Side side) {
        return ask("massCancel", json -> {
            acting(json);
            if (instrument != null) {
                json.field("instrument", instrument);
            }
            if (side != null) {
                json.field("side", side.word());
            }
        });
    }

    /** Sets the dead man's timer of the own account; zero takes it off. Answer: {@link CancelAllAfterSet}. */
    public CompletableFuture<Answer> cancelAllAfter(Duration timeout) {
        return ask("cancelAllAfter", json -> acting(json).field("timeoutUs", micros(timeout)));
    }

    /**
     * Sets the kill switch of an account; for administrators. On, it cancels all its orders and takes no new ones.
     *
     * @return {@link AccountBlocked}; when it is set the first {@link OrderCanceled}, or {@link MassCanceled}, before it
     */
    public CompletableFuture<Answer> blockAccount(String account, boolean blocked) {
        return ask("blockAccount", json -> json.field("account", account).field("blocked", blocked));
    }

    /**
     * Changes the phase of an instrument; for administrators.
     *
     * @param phase a word of {@link PhaseChanged#phase}
     * @return {@link Uncrossed} where the change prints a call first, else {@link PhaseChanged}
     */
    public CompletableFuture<Answer> setPhase(String instrument, String phase) {
        return ask("setPhase", json -> json.field("instrument", instrument).field("phase", phase));
    }

    /**
     * Prints a call auction; for administrators.
     *
     * @param referencePrice null: the last trade or print
     * @return {@link Uncrossed}
     */
    public CompletableFuture<Answer> uncross(String instrument, BigDecimal referencePrice) {
        return ask("uncross", json -> {
            json.field("instrument", instrument);
            optional(json, "referencePrice", referencePrice);
        });
    }

    /**
     * Bounds the prices of an instrument's orders and trades; for administrators. Sets all: what is null is no longer there.
     *
     * @param low orders priced below are refused
     * @param high orders priced above are refused
     * @param referencePrice what the collar goes by until the next trade
     * @param collarPercent so far from the reference an order trades at most
     * @return {@link Applied}
     */
    public CompletableFuture<Answer> setPriceBand(
            String instrument, BigDecimal low, BigDecimal high, BigDecimal referencePrice, BigDecimal collarPercent) {
        return ask("setPriceBand", json -> {
            json.field("instrument", instrument);
            if (low != null || high != null) {
                json.name("priceBand").beginObject();
                optional(json, "low", low);
                optional(json, "high", high);
                json.endObject();
            }
            optional(json, "referencePrice", referencePrice);
            optional(json, "collar", collarPercent);
        });
    }

    /** Sets the steps of an instrument's prices; for administrators. Answer: {@link Applied}. */
    public CompletableFuture<Answer> setTickTable(String instrument, TickTable ticks) {
        return ask("setTickTable", json -> ticks.writeTo(json.field("instrument", instrument)));
    }

    /**
     * Limits the open orders of an account; for administrators. Takes off the limit of their number where none is said, and
     * that of their worth in every asset where no asset is named.
     *
     * @param maxOpenOrders null: no limit
     * @param asset what the open orders are paid in; null: no limit in any
     * @param maxOpenNotional price times quantity of all of them together, in {@code asset}; null: no limit in it
     * @return {@link Applied}
     */
    public CompletableFuture<Answer> setAccountLimits(
            String account, Long maxOpenOrders, String asset, BigDecimal maxOpenNotional) {
        return ask("setAccountLimits", json -> {
            json.field("account", account);
            if (maxOpenOrders != null) {
                json.field("maxOpenOrders", maxOpenOrders);
            }
            optional(json, "asset", asset);
            optional(json, "maxOpenNotional", maxOpenNotional);
        });
    }

    /** Brings money in; for administrators. Answer: {@link Balance}. */
    public CompletableFuture<Answer> deposit(String account, String asset, BigDecimal amount, String clOrdId) {
        return ask("deposit", json -> transfer(json, account, asset, amount, clOrdId));
    }

    /** Takes money out; for administrators. Answer: {@link Balance}. */
    public CompletableFuture<Answer> withdraw(String account, String asset, BigDecimal amount, String clOrdId) {
        return ask("withdraw", json -> transfer(json, account, asset, amount, clOrdId));
    }

    /** Creates an asset whose smallest unit is 10^-decimals; for administrators. Answer: {@link Created}. */
    public CompletableFuture<Answer> createAsset(String asset, int decimals) {
        return ask("createAsset", json -> json.field("asset", asset).field("decimals", decimals));
    }

    /** Creates an account; for administrators. Answer: {@link Created}. */
    public CompletableFuture<Answer> createAccount(String account) {
        return ask("createAccount", json -> json.field("account", account));
    }

    /** Creates an account that may owe: its balance may go below zero; for administrators. Answer: {@link Created}. */
    public CompletableFuture<Answer> createAccountWithUnlimitedCredit(String account) {
        return ask("createAccount", json -> json.field("account", account).field("unlimitedCredit", true));
    }

    /** Creates an instrument; for administrators. Answer: {@link Created}. */
    public CompletableFuture<Answer> createInstrument(NewInstrument instrument) {
        return ask("createInstrument", instrument::writeTo);
    }

    /** Creates an auction; for administrators. Answer: {@link Created}. */
    public CompletableFuture<Answer> createAuction(NewAuction auction) {
        return ask("createAuction", auction::writeTo);
    }

    /** Creates a session, to which auctions then belong; for administrators. Answer: {@link Created}. */
    public CompletableFuture<Answer> createSession(NewSession session) {
        return ask("createSession", session::writeTo);
    }

    /**
     * Moves the times of a session that has not opened; for administrators. Each is microseconds since the epoch, or
     * {@link Event#NO_TIME}: as it is.
     *
     * @return {@link Applied}
     */
    public CompletableFuture<Answer> scheduleSession(
            String session, long previewAtUs, long opensAtUs, long closesAtUs) {
        return ask("scheduleSession", json -> {
            json.field("session", session);
            NewSession.times(json, previewAtUs, opensAtUs, closesAtUs);
        });
    }

    /** The best {@code depth} levels of an order book. Answer: {@link Book}. */
    public CompletableFuture<Answer> book(String instrument, int depth) {
        return ask("book?", json -> json.field("instrument", instrument).field("depth", depth));
    }

    /** Where an auction stands. Answer: {@link Auction}. */
    public CompletableFuture<Answer> auction(String auction) {
        return ask("auction?", json -> json.field("auction", auction));
    }

    /** Where a session stands, and its lots. Answer: {@link AuctionSession}. */
    public CompletableFuture<Answer> session(String name) {
        return ask("session?", json -> json.field("session", name));
    }

    /** What the own account has of an asset. Answer: {@link Balance}. */
    public CompletableFuture<Answer> balance(String asset) {
        return ask("balance?", json -> acting(json).field("asset", asset));
    }

    /** What an account has of an asset; another's only for administrators. Answer: {@link Balance}. */
    public CompletableFuture<Answer> balance(String account, String asset) {
        return ask("balance?", json -> json.field("account", account).field("asset", asset));
    }

    /** How an order stands. Answer: {@link Order}. */
    public CompletableFuture<Answer> order(String clOrdId) {
        return ask("order?", json -> acting(json).field("clOrdId", clOrdId));
    }

    /**
     * Lets time pass on a server whose clock is injected; for administrators.
     *
     * @param atUs microseconds since the epoch
     * @return {@link TimeReached} once all that was due is durable
     */
    public CompletableFuture<Answer> time(long atUs) {
        return ask("time", json -> json.field("at", atUs));
    }

    /**
     * Joins a room, {@code auction:lamp}, {@code session:evening} or {@code book:BTC-USD}; joined again by itself after a
     * broken connection.
     *
     * @return {@link Joined}; the listener hears what happens after it
     */
    public CompletableFuture<Answer> join(String room, RoomListener listener) {
        return session.join(room, listener, () -> message("join", json -> json.field("room", room)));
    }

    /** Leaves a room. Answer: {@link Left}. */
    public CompletableFuture<Answer> leave(String room) {
        return session.leave(room, message("leave", json -> json.field("room", room)));
    }

    /** Ends the connection. What has no answer yet fails with {@link UnknownOutcomeException}. */
    @Override
    public void close() {
        session.close();
        if (ownThreads != null) {
            ownThreads.close();
        }
    }

    /** For tests: breaks the connection as a network would. */
    void breakConnection() {
        session.breakConnection();
    }

    private CompletableFuture<Answer> ask(String type, Consumer<JsonWriter> body) {
        return session.ask(message(type, body));
    }

    private Session.Outgoing message(String type, Consumer<JsonWriter> body) {
        String ref = Long.toString(refs.incrementAndGet());
        JsonWriter json = new JsonWriter(256);
        json.beginObject().field("type", type).field("ref", ref);
        body.accept(json);
        json.endObject();
        return new Session.Outgoing(ref, json.toString());
    }

    private JsonWriter acting(JsonWriter json) {
        return account == null ? json : json.field("account", account);
    }

    /** Begins a command of the own account about an auction, which names itself. */
    private JsonWriter about(JsonWriter json, String auction, String clOrdId) {
        return acting(json).field("clOrdId", clOrdId).field("auction", auction);
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static void optional(JsonWriter json, String name, BigDecimal value) {
        if (value != null) {
            json.field(name, value.toPlainString());
        }
    }

    private static void optional(JsonWriter json, String name, String value) {
        if (value != null) {
            json.field(name, value);
        }
    }

    private static void transfer(JsonWriter json, String account, String asset, BigDecimal amount, String clOrdId) {
        json.field("account", account)
                .field("clOrdId", clOrdId)
                .field("asset", asset)
                .field("amount", amount.toPlainString());
    }
}
