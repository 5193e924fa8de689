package io.gavel.wire.json;

import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadDecoder;
import io.gavel.wire.log.ContinuationDecoder;
import io.gavel.wire.log.RecoveredDecoder;
import io.gavel.wire.log.UpgradeDecoder;
import io.gavel.wire.sbe.CreateAccountDecoder;
import io.gavel.wire.sbe.CreateAssetDecoder;
import io.gavel.wire.sbe.DepositDecoder;
import io.gavel.wire.sbe.WithdrawDecoder;
import io.gavel.wire.types.MessageHeaderDecoder;
import org.agrona.DirectBuffer;

/**
 * Commands as the JSON that {@link JsonCommands} reads, one object each; read back, they are the same bytes, but for time
 * below a microsecond.
 *
 * <p>Everything is shown, maxima and reserves too: for operators, never for the public. What the directory does not know
 * is shown by its id ({@code auctionId}), and amounts of it in the wire's units ({@code amountMinor}). One thread.
 */
public final class JsonCommandLines {
    /** How many decimals an amount has whose asset is not known. */
    static final int UNKNOWN = -1;

    private static final long ABSENT = EventFields.ABSENT;

    private final Directory directory;
    private final JsonAuctionLine auctions;
    private final JsonBidLine bids;
    private final JsonOrderLine orders;
    private final JsonVenueLine venue;
    private final CommandHeadDecoder head = new CommandHeadDecoder();
    private final MessageHeaderDecoder header = new MessageHeaderDecoder();

    private DirectBuffer buffer;
    private int body;
    private JsonWriter out;

    /** @param directory what was known when the command was decided, or more */
    public JsonCommandLines(Directory directory) {
        this.directory = directory;
        auctions = new JsonAuctionLine(directory);
        bids = new JsonBidLine(directory);
        orders = new JsonOrderLine(directory);
        venue = new JsonVenueLine(directory);
    }

    /** Writes a transaction's command. */
    public void write(Transaction transaction, JsonWriter out) {
        write(transaction.buffer(), transaction.commandOffset(), transaction.timeNs(), out);
    }

    /**
     * Writes a command as the ring carries it, {@code CommandHead} first.
     *
     * @throws RuntimeException where the bytes are not those of a command
     */
    public void write(DirectBuffer command, int offset, long timeNs, JsonWriter out) {
        this.out = out;
        buffer = command;
        head.wrap(command, offset);
        header.wrap(command, offset + Transaction.COMMAND_HEAD_LENGTH);
        body = offset + Transaction.COMMAND_HEAD_LENGTH + Transaction.SBE_HEADER_LENGTH;
        CommandType type = CommandType.of(header.templateId());
        out.beginObject()
                .field("type", type == null ? "command " + header.templateId() : type.jsonName())
                .field("at", EventFields.micros(timeNs));
        if (head.accountId() != 0) {
            name("account", directory.account(head.accountId()), head.accountId());
        }
        if (type != null) {
            writeFields(type);
        }
        out.endObject();
    }

    private void writeFields(CommandType type) {
        switch (type) {
            case NEW_ORDER, CANCEL_ORDER, REPLACE_ORDER, MASS_CANCEL, CANCEL_ALL_AFTER ->
                orders.write(type, buffer, body, block(), version(), out);
            case CREATE_INSTRUMENT,
                    SET_PHASE,
                    UNCROSS,
                    SET_PRICE_BAND,
                    SET_TICK_TABLE,
                    SET_ACCOUNT_LIMITS,
                    BLOCK_ACCOUNT -> venue.write(type, buffer, body, block(), version(), out);
            case PLACE_BID,
                    BUY_NOW,
                    RETRACT_BID,
                    ANSWER_OFFER,
                    CANCEL_AUCTION,
                    CLOSE_AUCTION,
                    CANCEL_SALE,
                    OFFER_SECOND_CHANCE,
                    SET_BIDDER,
                    SET_BID_LIMITS,
                    CREATE_SESSION,
                    SCHEDULE_SESSION -> bids.write(type, buffer, body, block(), version(), out);
            case DEPOSIT -> {
                DepositDecoder deposit = new DepositDecoder().wrap(buffer, body, block(), version());
                money(deposit.assetId(), deposit.amount());
                out.field("clOrdId", deposit.clOrdId());
            }
            case WITHDRAW -> {
                WithdrawDecoder withdraw = new WithdrawDecoder().wrap(buffer, body, block(), version());
                money(withdraw.assetId(), withdraw.amount());
                out.field("clOrdId", withdraw.clOrdId());
            }
            default -> writeOwnFields(type);
        }
    }

    /** Of what is listed, and of what no client sends. */
    private void writeOwnFields(CommandType type) {
        switch (type) {
            case CREATE_ASSET -> {
                CreateAssetDecoder asset = new CreateAssetDecoder().wrap(buffer, body, block(), version());
                out.field("asset", asset.name()).field("decimals", asset.decimals());
            }
            case CREATE_ACCOUNT -> {
                CreateAccountDecoder account = new CreateAccountDecoder().wrap(buffer, body, block(), version());
                boolean mayOwe = account.flags().unlimitedCredit();
                out.field("account", account.name());
                if (mayOwe) {
                    out.field("unlimitedCredit", true);
                }
            }
            case CREATE_AUCTION -> auctions.write(buffer, body, block(), version(), out);
            case RECOVERED -> {
                RecoveredDecoder recovered = new RecoveredDecoder().wrap(buffer, body, block(), version());
                out.field("last", EventFields.micros(recovered.lastNs()))
                        .field("now", EventFields.micros(recovered.nowNs()));
            }
            case UPGRADE ->
                out.field(
                        "ruleSet",
                        new UpgradeDecoder()
                                .wrap(buffer, body, block(), version())
                                .ruleSet());
            case CONTINUATION ->
                out.field(
                        "ofSeq",
                        new ContinuationDecoder()
                                .wrap(buffer, body, block(), version())
                                .ofSeq());
            default -> {
                // That time was reached says all.
            }
        }
    }

    private void money(int assetId, long amount) {
        Directory.Asset asset = directory.asset(assetId);
        name("asset", asset, assetId);
        amount("amount", decimals(asset), amount, out);
    }

    private void name(String field, Directory.Entity entity, int id) {
        name(field, entity, id, out);
    }

    private int block() {
        return header.blockLength();
    }

    private int version() {
        return header.version();
    }

    static void name(String field, Directory.Entity entity, int id, JsonWriter out) {
        if (entity == null) {
            out.field(field + "Id", id);
        } else {
            out.field(field, entity.name());
        }
    }

    static int priceDecimals(Directory.Instrument instrument) {
        return instrument == null ? UNKNOWN : instrument.priceDecimals();
    }

    static int qtyDecimals(Directory.Instrument instrument) {
        return instrument == null ? UNKNOWN : instrument.qtyDecimals();
    }

    static int decimals(Directory.Asset asset) {
        return asset == null ? UNKNOWN : asset.decimals();
    }

    static void optional(String field, int decimals, long amount, JsonWriter out) {
        if (amount != ABSENT) {
            amount(field, decimals, amount, out);
        }
    }

    static void amount(String field, int decimals, long amount, JsonWriter out) {
        if (decimals == UNKNOWN) {
            out.field(field + "Minor", amount);
        } else {
            out.name(field).decimal(amount, decimals);
        }
    }

    static void micros(String field, long ns, JsonWriter out) {
        if (ns != ABSENT) {
            out.field(field, EventFields.micros(ns));
        }
    }
}
