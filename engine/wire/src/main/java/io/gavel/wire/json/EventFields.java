package io.gavel.wire.json;

import io.gavel.wire.Directory;

/**
 * The fields that events share: ids by name, amounts with their decimals, times, and who is shown to whom.
 *
 * <p>Set to a form and a writer for one event at a time ({@link #begin}). One thread.
 */
final class EventFields {
    /** What every optional int64 of the schemas holds when it is absent. */
    static final long ABSENT = Long.MIN_VALUE;

    /** How much of an event is written. */
    enum Form {
        FULL,
        PUBLIC,
        OWN
    }

    private final Directory directory;
    private final Aliases aliases;
    private final JsonCommandView command;

    private Form form;
    private int viewer;
    private JsonWriter out;

    EventFields(Directory directory, Aliases aliases, JsonCommandView command) {
        this.directory = directory;
        this.aliases = aliases;
        this.command = command;
    }

    /** From now on writes to {@code out}, for the account {@code viewer} where the form is its own. */
    void begin(Form form, int viewer, JsonWriter out) {
        this.form = form;
        this.viewer = viewer;
        this.out = out;
    }

    JsonWriter out() {
        return out;
    }

    Directory directory() {
        return directory;
    }

    boolean isFull() {
        return form == Form.FULL;
    }

    boolean isOwn() {
        return form == Form.OWN;
    }

    int viewer() {
        return viewer;
    }

    /** Whether the reader may know that it is this account. */
    boolean sees(int accountId) {
        return form == Form.FULL || (form == Form.OWN && viewer == accountId);
    }

    void account(int accountId) {
        if (accountId != 0) {
            account("account", accountId);
        }
    }

    void account(String name, int accountId) {
        Directory.Account account = directory.account(accountId);
        out.field(name, account == null ? null : account.name());
    }

    /** The account of the command. */
    void commandAccount() {
        account(command.accountId());
    }

    /** The client order id of the command, if it has one. */
    void commandClOrdId() {
        if (command.textLength() > 0) {
            out.name("clOrdId").ascii(command.text(), 0, command.textLength());
        }
    }

    void auction(int auctionId) {
        Directory.Auction auction = directory.auction(auctionId);
        out.field("auction", auction == null ? null : auction.name());
    }

    void session(int sessionId) {
        Directory.Session session = directory.session(sessionId);
        out.field("session", session == null ? null : session.name());
    }

    void asset(int assetId) {
        Directory.Asset asset = directory.asset(assetId);
        out.field("asset", asset == null ? null : asset.name());
    }

    /** Decimals of the money of an auction. */
    int auctionDecimals(int auctionId) {
        Directory.Auction auction = directory.auction(auctionId);
        return auction == null ? 0 : directory.asset(auction.assetId()).decimals();
    }

    void amount(String name, int decimals, long minor) {
        if (minor != ABSENT) {
            out.name(name).decimal(minor, decimals);
        }
    }

    void price(String name, Directory.Instrument instrument, long ticks) {
        out.name(name).decimal(ticks * instrument.tick(), instrument.priceDecimals());
    }

    void qty(String name, Directory.Instrument instrument, long lots) {
        out.name(name).decimal(lots * instrument.lot(), instrument.qtyDecimals());
    }

    void endsAt(long ns) {
        if (ns != ABSENT) {
            out.field("endsAt", micros(ns));
        }
    }

    /** Who leads or won: by name in full and to the account itself, by alias to others. */
    void bidder(String name, int auctionId, int accountId) {
        if (accountId == 0) {
            return;
        }
        if (sees(accountId)) {
            account(name, accountId);
        } else {
            alias(name, auctionId, accountId);
        }
    }

    void alias(String name, int auctionId, int accountId) {
        int number = aliases.get(auctionId, accountId);
        if (number != Aliases.NONE) {
            out.name(name).prefixed("bidder-", number);
        }
    }

    /** As {@link #bidder}, in a list; null where the bidder has no alias. */
    void bidderValue(int auctionId, int accountId) {
        int number = aliases.get(auctionId, accountId);
        Directory.Account account = directory.account(accountId);
        if (sees(accountId) && account != null) {
            out.value(account.name());
        } else if (number == Aliases.NONE) {
            out.nullValue();
        } else {
            out.prefixed("bidder-", number);
        }
    }

    static long micros(long ns) {
        return Math.floorDiv(ns, 1_000L);
    }
}
