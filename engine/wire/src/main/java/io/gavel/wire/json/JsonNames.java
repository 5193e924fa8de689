package io.gavel.wire.json;

import io.gavel.wire.Directory;

/**
 * The names in the message at hand, looked up in the directory; what it does not know is listed.
 *
 * <p>An unknown name is null, or 0 as an id: the engine refuses it, unless the door has it created first. One thread.
 */
final class JsonNames {
    /** An id that was never given, for where 0 means something: the house, or all. */
    private static final int UNKNOWN = Integer.MAX_VALUE;

    private static final int HOUSE = 0;
    /** More than a message can name: an account, an auction, a session and a bidder are the most. */
    private static final int MAX_UNKNOWN = 4;

    private final Directory directory;
    private final JsonFields fields;
    private int sessionAccountId;
    private int assumedAssetDecimals = JsonFields.ANY_DECIMALS;

    private final JsonField[] unknownFields = new JsonField[MAX_UNKNOWN];
    private final String[] unknownNames = new String[MAX_UNKNOWN];
    private int unknownCount;

    JsonNames(Directory directory, JsonFields fields) {
        this.directory = directory;
        this.fields = fields;
    }

    /** Begins with a new message. */
    void begin(int sessionAccountId) {
        this.sessionAccountId = sessionAccountId;
        unknownCount = 0;
    }

    void assumeAssetDecimals(int decimals) {
        assumedAssetDecimals = decimals;
    }

    int unknownCount() {
        return unknownCount;
    }

    JsonField unknownField(int i) {
        return unknownFields[i];
    }

    String unknownName(int i) {
        return unknownNames[i];
    }

    /** The account that is named, or the session's; 0: unknown. */
    int account() {
        return fields.has(JsonField.ACCOUNT) ? account(JsonField.ACCOUNT, 0) : sessionAccountId;
    }

    /** The seller that is named, or 0 for the house. */
    int seller() {
        return fields.has(JsonField.SELLER) ? account(JsonField.SELLER, UNKNOWN) : HOUSE;
    }

    /** The winner that is named, or 0 for the only one. */
    int winner() {
        return fields.has(JsonField.WINNER) ? account(JsonField.WINNER, UNKNOWN) : 0;
    }

    /** The bidder that is named, who may be unknown. */
    int bidder() {
        return account(JsonField.BIDDER, UNKNOWN);
    }

    Directory.Session session() {
        if (!fields.text(JsonField.SESSION)) {
            return null;
        }
        Directory.Session session = directory.session(fields.textBytes(), fields.textFrom(), fields.textTo());
        if (session == null) {
            unknown(JsonField.SESSION, 0);
        }
        return session;
    }

    Directory.Asset asset(JsonField name) {
        if (!fields.text(name)) {
            return null;
        }
        Directory.Asset asset = directory.asset(fields.textBytes(), fields.textFrom(), fields.textTo());
        if (asset == null) {
            unknown(name, 0);
        }
        return asset;
    }

    Directory.Instrument instrument() {
        if (!fields.text(JsonField.INSTRUMENT)) {
            return null;
        }
        Directory.Instrument instrument = directory.instrument(fields.textBytes(), fields.textFrom(), fields.textTo());
        if (instrument == null) {
            unknown(JsonField.INSTRUMENT, 0);
        }
        return instrument;
    }

    Directory.Auction auction() {
        if (!fields.text(JsonField.AUCTION)) {
            return null;
        }
        Directory.Auction auction = directory.auction(fields.textBytes(), fields.textFrom(), fields.textTo());
        if (auction == null) {
            unknown(JsonField.AUCTION, 0);
        }
        return auction;
    }

    /** How many decimals amounts of an asset may have. */
    int decimals(Directory.Asset asset) {
        return asset == null ? assumedAssetDecimals : asset.decimals();
    }

    /** How many decimals bids in an auction may have. */
    int decimals(Directory.Auction auction) {
        return auction == null
                ? JsonFields.ANY_DECIMALS
                : directory.asset(auction.assetId()).decimals();
    }

    /** How many decimals prices of an instrument may have. */
    static int priceDecimals(Directory.Instrument instrument) {
        return instrument == null ? JsonFields.ANY_DECIMALS : instrument.priceDecimals();
    }

    /** How many decimals quantities of an instrument may have. */
    static int qtyDecimals(Directory.Instrument instrument) {
        return instrument == null ? JsonFields.ANY_DECIMALS : instrument.qtyDecimals();
    }

    static int id(Directory.Entity entity) {
        return entity == null ? 0 : entity.id();
    }

    /** The id, or one that was never given where 0 would mean something else. */
    static int idOrUnknown(Directory.Entity entity) {
        return entity == null ? UNKNOWN : entity.id();
    }

    private int account(JsonField name, int unknownId) {
        if (!fields.text(name)) {
            return unknownId;
        }
        Directory.Account account = directory.account(fields.textBytes(), fields.textFrom(), fields.textTo());
        return account == null ? unknown(name, unknownId) : account.id();
    }

    private int unknown(JsonField field, int id) {
        unknownFields[unknownCount] = field;
        unknownNames[unknownCount] = fields.textAsString();
        unknownCount++;
        return id;
    }
}
