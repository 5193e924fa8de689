package io.gavel.gateway.cli;

import io.gavel.client.Answer;
import io.gavel.client.Auction;
import io.gavel.client.AuctionClosed;
import io.gavel.client.Balance;
import io.gavel.client.ClientListener;
import io.gavel.client.ClientThreads;
import io.gavel.client.Created;
import io.gavel.client.Event;
import io.gavel.client.GavelClient;
import io.gavel.client.Joined;
import io.gavel.client.NewAuction;
import io.gavel.client.RefusedException;
import io.gavel.client.RoomListener;
import io.gavel.client.TimeReached;
import io.gavel.gateway.ManualClock;
import io.gavel.gateway.session.ApiKeys;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Plays recorded auctions through a server: every bidder is a WebSocket client of its own, every bid waits for its answer,
 * and time is the recording's.
 */
final class DemoReplay implements AutoCloseable {
    /** Smallest unit of the demo's money: 10^-15 ETH. */
    static final int DECIMALS = 15;

    static final String ADMIN_KEY = "demo-admin";

    private static final String ASSET = "ETH";
    private static final long DAY_US = TimeUnit.DAYS.toMicros(1);
    private static final long SOFT_CLOSE_US = TimeUnit.MINUTES.toMicros(15);
    /** Longer than a client waits for an answer: only a notice that never comes takes so long. */
    private static final long TIMEOUT_S = 40;

    /**
     * How an auction ended.
     *
     * @param bids how many were accepted
     * @param winner null: nobody
     * @param price null: unsold
     */
    record Outcome(RecordedAuctions.Lot lot, long bids, String winner, BigDecimal price) {
        boolean isRight() {
            return lot.winner().equals(winner) && price != null && lot.price().compareTo(price) == 0;
        }
    }

    /** All outcomes, and the last sequence that the replay heard of. */
    record Result(List<Outcome> outcomes, long lastSeq, int refusedBids) {}

    private final RecordedAuctions recorded;
    private final ManualClock clock;
    private final ClientThreads threads = ClientThreads.of(1);
    private final GavelClient admin;
    private final Map<String, GavelClient> bidders = new LinkedHashMap<>();
    private final Map<String, CompletableFuture<AuctionClosed>> told = new HashMap<>();
    private final Map<String, CompletableFuture<AuctionClosed>> won = new HashMap<>();

    private DemoReplay(RecordedAuctions recorded, ManualClock clock, URI server) throws IOException {
        this.recorded = recorded;
        this.clock = clock;
        for (RecordedAuctions.Lot lot : recorded.lots()) {
            told.put(lot.name(), new CompletableFuture<>());
            won.put(lot.name(), new CompletableFuture<>());
        }
        try {
            admin = GavelClient.to(server, ADMIN_KEY).threads(threads).connect();
            for (String bidder : recorded.bidders()) {
                bidders.put(bidder, connect(server, bidder));
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The keys that the replay logs in with: an administrator, and one a bidder. */
    static ApiKeys keys(RecordedAuctions recorded) {
        Map<String, String> keys = new HashMap<>();
        keys.put(ADMIN_KEY, "*:admin");
        recorded.bidders().forEach(bidder -> keys.put(keyOf(bidder), bidder + ":read,bid"));
        return ApiKeys.of(keys);
    }

    /** Connects everybody. */
    static DemoReplay connect(RecordedAuctions recorded, ManualClock clock, URI server) throws IOException {
        return new DemoReplay(recorded, clock, server);
    }

    /** Creates, pays in, bids, lets the last auction end. */
    Result run(Progress progress) {
        list();
        int refused = 0;
        int done = 0;
        for (RecordedAuctions.Bid bid : recorded.bids()) {
            clock.advanceTo(TimeUnit.SECONDS.toNanos(bid.atS()));
            done++;
            Answer answer =
                    await(bidders.get(bid.bidder()).placeBid(bid.auction(), Integer.toString(done), bid.amount()));
            refused += answer.isRefused() ? 1 : 0;
            progress.at(done);
        }
        long endUs = TimeUnit.SECONDS.toMicros(
                        recorded.bids().get(recorded.bids().size() - 1).atS())
                + DAY_US
                + SOFT_CLOSE_US;
        await(admin.time(endUs)).as(TimeReached.class);
        List<Outcome> outcomes = new ArrayList<>();
        long lastSeq = 0;
        for (RecordedAuctions.Lot lot : recorded.lots()) {
            AuctionClosed closed = await(told.get(lot.name()));
            lastSeq = Math.max(lastSeq, closed.seq());
            outcomes.add(outcome(lot, closed));
        }
        return new Result(outcomes, lastSeq, refused);
    }

    @Override
    public void close() {
        bidders.values().forEach(GavelClient::close);
        if (admin != null) {
            admin.close();
        }
        threads.close();
    }

    private GavelClient connect(URI server, String bidder) throws IOException {
        return GavelClient.to(server, keyOf(bidder))
                .threads(threads)
                .listener(new ClientListener() {
                    @Override
                    public void onEvent(Event event) {
                        if (event instanceof AuctionClosed closed && bidder.equals(closed.winner())) {
                            won.get(closed.auction()).complete(closed);
                        }
                    }
                })
                .connect();
    }

    private void list() {
        expect(admin.createAsset(ASSET, DECIMALS), Created.class);
        awaitAll(recorded.bidders().stream().map(admin::createAccount).toList(), Created.class);
        List<CompletableFuture<Answer>> deposits = new ArrayList<>();
        recorded.funds()
                .forEach((bidder, amount) -> deposits.add(admin.deposit(bidder, ASSET, amount, "demo-deposit")));
        awaitAll(deposits, Balance.class);
        awaitAll(recorded.lots().stream().map(this::create).toList(), Created.class);
        for (RecordedAuctions.Lot lot : recorded.lots()) {
            RoomListener listener = event -> {
                if (event instanceof AuctionClosed closed) {
                    told.get(lot.name()).complete(closed);
                }
            };
            expect(admin.join("auction:" + lot.name(), listener), Joined.class);
        }
    }

    private CompletableFuture<Answer> create(RecordedAuctions.Lot lot) {
        BigDecimal reserve = lot.reserve().setScale(DECIMALS, RoundingMode.CEILING);
        return admin.createAuction(NewAuction.english(lot.name(), ASSET, reserve)
                .reserve(reserve)
                .withoutProxy()
                .percent(BigDecimal.TEN)
                .durationUs(DAY_US)
                .softClose(SOFT_CLOSE_US, SOFT_CLOSE_US));
    }

    /** The public is told an alias; the winner's own name is what the winner heard. */
    private Outcome outcome(RecordedAuctions.Lot lot, AuctionClosed closed) {
        long bids = await(admin.auction(lot.name())).as(Auction.class).bids();
        if (closed.price() == null) {
            return new Outcome(lot, bids, null, null);
        }
        AuctionClosed own = await(won.get(lot.name()));
        return new Outcome(lot, bids, own.winner(), own.price());
    }

    private static void awaitAll(List<CompletableFuture<Answer>> answers, Class<? extends Answer> kind) {
        answers.forEach(answer -> expect(answer, kind));
    }

    private static void expect(CompletableFuture<Answer> answer, Class<? extends Answer> kind) {
        try {
            await(answer).as(kind);
        } catch (RefusedException e) {
            throw Failure.usage("the recording cannot be set up: " + e.getMessage());
        }
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(TIMEOUT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "expected an answer: " + e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("expected the server to tell how the auction ended", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static String keyOf(String bidder) {
        return "demo-" + bidder;
    }
}
