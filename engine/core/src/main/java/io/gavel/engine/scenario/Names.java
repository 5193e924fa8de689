package io.gavel.engine.scenario;

import io.gavel.wire.Directory;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.Transaction;
import java.math.BigDecimal;

/**
 * Who is who in one run: names to ids and back, learnt from what the engine says it created.
 *
 * <p>What was never created has id 0 and the shape of its neighbours (the first asset's decimals), so that a scenario can
 * name it and see the refusal. {@code house} and {@code outside} are the system's accounts.
 */
final class Names {
    /** An id that names nothing. */
    static final int NOBODY = 0;

    static final int DEFAULT_DECIMALS = 2;

    /** The id of a session that was never created; 0 says that there is none. */
    private static final int UNKNOWN_SESSION = Integer.MAX_VALUE;

    private static final int FIRST_ASSET = 1;
    private static final String HOUSE = "house";
    private static final String OUTSIDE = "outside";

    private final Directory directory = new Directory();

    /** Learns what the transaction created, if anything; leaves it before its first event. */
    void learn(Transaction transaction) {
        directory.onTransaction(transaction);
    }

    boolean hasAssets() {
        return directory.asset(FIRST_ASSET) != null;
    }

    boolean hasAccount(String name) {
        return account(name) != NOBODY;
    }

    Directory.Asset asset(String name) {
        Directory.Asset known = directory.asset(name);
        return known == null ? new Directory.Asset(NOBODY, name, defaultAsset().decimals()) : known;
    }

    Directory.Asset asset(int id) {
        Directory.Asset known = directory.asset(id);
        return known == null ? new Directory.Asset(id, "asset" + id, DEFAULT_DECIMALS) : known;
    }

    /** The first one created: what an amount without an asset counts. */
    Directory.Asset defaultAsset() {
        return asset(FIRST_ASSET);
    }

    int account(String name) {
        if (name.equals(HOUSE)) {
            return SystemAccount.HOUSE;
        }
        if (name.equals(OUTSIDE)) {
            return SystemAccount.EXTERNAL;
        }
        Directory.Account known = directory.account(name);
        return known == null ? NOBODY : known.id();
    }

    String accountName(int id) {
        return switch (id) {
            case NOBODY -> "nobody";
            case SystemAccount.HOUSE -> HOUSE;
            case SystemAccount.EXTERNAL -> OUTSIDE;
            default -> {
                Directory.Account known = directory.account(id);
                yield known == null ? "account" + id : known.name();
            }
        };
    }

    Directory.Instrument instrument(String name) {
        Directory.Instrument known = directory.instrument(name);
        return known == null ? unknownInstrument(NOBODY, name) : known;
    }

    Directory.Instrument instrument(int id) {
        Directory.Instrument known = directory.instrument(id);
        return known == null ? unknownInstrument(id, "instrument" + id) : known;
    }

    private static Directory.Instrument unknownInstrument(int id, String name) {
        return new Directory.Instrument(
                id, name, FIRST_ASSET, FIRST_ASSET, false, DEFAULT_DECIMALS, 0, 1, 1, 1, 1, 0, 0);
    }

    int auctionId(String name) {
        Directory.Auction known = directory.auction(name);
        return known == null ? NOBODY : known.id();
    }

    String auctionName(int id) {
        Directory.Auction known = directory.auction(id);
        return known == null ? "auction" + id : known.name();
    }

    int sessionId(String name) {
        Directory.Session known = directory.session(name);
        return known == null ? UNKNOWN_SESSION : known.id();
    }

    String sessionName(int id) {
        Directory.Session known = directory.session(id);
        return known == null ? "session" + id : known.name();
    }

    /** An amount of the money an auction is bid in. */
    BigDecimal auctionAmount(int auctionId, long minor) {
        return Amounts.number(minor, auctionMoney(auctionId).decimals());
    }

    /** The money an auction is bid in. */
    Directory.Asset auctionMoney(int id) {
        Directory.Auction known = directory.auction(id);
        return known == null ? defaultAsset() : asset(known.assetId());
    }
}
