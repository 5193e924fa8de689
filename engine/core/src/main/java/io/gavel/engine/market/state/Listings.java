package io.gavel.engine.market.state;

import io.gavel.engine.auction.Auction;
import io.gavel.engine.auction.AuctionTerms;
import io.gavel.engine.auction.Session;
import io.gavel.wire.ReferenceData;
import io.gavel.wire.SystemAccount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Everything that was created: the directory of names, and instruments and auctions by id. */
public final class Listings implements ReferenceData {
    private static final int FIRST_ID = 1;

    public final Names assets;
    public final Names accounts;
    public final Names instruments;
    public final Names auctions;
    public final Names sessions;
    public final Timers timers = new Timers();

    private final List<Integer> assetDecimals = new ArrayList<>();
    private final List<Instrument> instrumentList = new ArrayList<>();
    /** The same by id. */
    private Instrument[] instrumentsById = new Instrument[16];

    private final List<Auction> auctionList = new ArrayList<>();
    /** The same by id. */
    private Auction[] auctionsById = new Auction[16];

    private final List<Session> sessionList = new ArrayList<>();

    /** Each bound is how many of a kind can be created; there can be as many sessions as auctions. */
    public Listings(int maxAssets, int maxAccounts, int maxInstruments, int maxAuctions) {
        assets = new Names(FIRST_ID, maxAssets);
        accounts = new Names(SystemAccount.FIRST_USER, maxAccounts);
        instruments = new Names(FIRST_ID, maxInstruments);
        auctions = new Names(FIRST_ID, maxAuctions);
        sessions = new Names(FIRST_ID, maxAuctions);
    }

    public int addAsset(String name, int decimals) {
        assetDecimals.add(decimals);
        return assets.add(name);
    }

    public int decimals(int assetId) {
        return assetDecimals.get(assetId - FIRST_ID);
    }

    public void addInstrument(String name, Instrument instrument) {
        int id = instruments.add(name);
        instrumentList.add(instrument);
        if (id >= instrumentsById.length) {
            instrumentsById = Arrays.copyOf(instrumentsById, id * 2);
        }
        instrumentsById[id] = instrument;
    }

    /** The instrument of an id, or null. */
    public Instrument instrument(int instrumentId) {
        return instrumentId >= 0 && instrumentId < instrumentsById.length ? instrumentsById[instrumentId] : null;
    }

    public void addAuction(String name, Auction auction) {
        int id = auctions.add(name);
        auctionList.add(auction);
        if (id >= auctionsById.length) {
            auctionsById = Arrays.copyOf(auctionsById, id * 2);
        }
        auctionsById[id] = auction;
    }

    /** The auction of an id, or null. */
    public Auction auction(int auctionId) {
        return auctionId >= 0 && auctionId < auctionsById.length ? auctionsById[auctionId] : null;
    }

    public void addSession(String name, Session session) {
        sessions.add(name);
        sessionList.add(session);
    }

    /** The session of an id, or null. */
    public Session session(int sessionId) {
        return sessions.has(sessionId) ? sessionList.get(sessionId - FIRST_ID) : null;
    }

    public List<Session> sessions() {
        return sessionList;
    }

    public List<Instrument> instruments() {
        return instrumentList;
    }

    public List<Auction> auctions() {
        return auctionList;
    }

    @Override
    public boolean movesMoney(int instrumentId) {
        return instrument(instrumentId).movesMoney();
    }

    @Override
    public int baseAssetId(int instrumentId) {
        return instrument(instrumentId).baseAssetId();
    }

    @Override
    public int quoteAssetId(int instrumentId) {
        return instrument(instrumentId).quoteAssetId();
    }

    @Override
    public long tick(int instrumentId) {
        return instrument(instrumentId).tick();
    }

    @Override
    public long lot(int instrumentId) {
        return instrument(instrumentId).lot();
    }

    @Override
    public long lotMinor(int instrumentId) {
        return instrument(instrumentId).lotMinor();
    }

    @Override
    public long tickLotMinor(int instrumentId) {
        return instrument(instrumentId).tickLotMinor();
    }

    @Override
    public long makerFeePercentMicros(int instrumentId) {
        return instrument(instrumentId).makerFeePercentMicros();
    }

    @Override
    public long takerFeePercentMicros(int instrumentId) {
        return instrument(instrumentId).takerFeePercentMicros();
    }

    @Override
    public int auctionAssetId(int auctionId) {
        return terms(auctionId).assetId();
    }

    @Override
    public int sellerAccountId(int auctionId) {
        return terms(auctionId).sellerAccountId();
    }

    private AuctionTerms terms(int auctionId) {
        return auction(auctionId).terms();
    }
}
