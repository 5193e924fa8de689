package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.OrderField;
import io.gavel.wire.Refusal;

/** Rejections: why, and the figure that failed in its unit. Also what was to be created. */
final class RefusalEvents {
    private final EventFields fields;
    private final JsonCommandView command;
    private CharSequence sentAccount;

    RefusalEvents(EventFields fields, JsonCommandView command) {
        this.fields = fields;
        this.command = command;
    }

    /** The account as the sender wrote it, for one that does not exist; null: not known. */
    void sentAccount(CharSequence name) {
        sentAccount = name;
    }

    /** What the command's rejection is called. */
    String name() {
        return command.type() == null ? "rejected" : command.type().rejectionName();
    }

    /** @param bound what failed, or {@link EventFields#ABSENT} */
    void refused(int code, long bound) {
        JsonWriter out = fields.out();
        Refusal refusal = Refusal.of(code);
        account(out);
        if (!isCreation()) {
            fields.commandClOrdId();
        }
        out.field("code", code).field("name", refusal.name()).field("message", refusal.message());
        if (bound != EventFields.ABSENT) {
            bound("bound", refusal, bound);
            if (refusal == Refusal.BID_TOO_LOW) {
                bound("minNext", refusal, bound);
            }
        }
        if (isCreation()) {
            created();
        }
    }

    /** What the command creates, or was to create. */
    void created() {
        fields.out().field("kind", kind()).name("id").ascii(command.text(), 0, command.textLength());
    }

    private void account(JsonWriter out) {
        Directory.Account account = fields.directory().account(command.accountId());
        if (account != null) {
            out.field("account", account.name());
        } else if (sentAccount != null) {
            out.field("account", sentAccount);
        }
    }

    private void bound(String name, Refusal refusal, long bound) {
        Directory.Instrument instrument = instrument();
        switch (refusal.bound()) {
            case COUNT -> fields.out().field(name, bound);
            case FIELD -> fields.out().field(name, OrderField.of(bound).jsonName());
            case TIME -> fields.out().field(name, EventFields.micros(bound));
            case PRICE -> {
                if (instrument != null) {
                    fields.price(name, instrument, bound);
                }
            }
            case QTY -> {
                if (instrument != null) {
                    fields.qty(name, instrument, bound);
                }
            }
            case MONEY -> {
                Directory.Asset asset = fields.directory().asset(boundAssetId(refusal, instrument));
                if (asset != null) {
                    fields.amount(name, asset.decimals(), bound);
                }
            }
            case NONE -> {
                // Nothing failed that could be counted.
            }
        }
    }

    private Directory.Instrument instrument() {
        return command.namesInstrument() ? fields.directory().instrument(command.entityId()) : null;
    }

    /** The asset named, the auction's, or what an order pays with; a notional is always money of the quote asset. */
    private int boundAssetId(Refusal refusal, Directory.Instrument instrument) {
        if (instrument != null) {
            boolean paysBase = command.isSell() && refusal == Refusal.INSUFFICIENT_FUNDS;
            return paysBase ? instrument.baseAssetId() : instrument.quoteAssetId();
        }
        if (command.namesAsset()) {
            return command.entityId();
        }
        Directory.Auction auction = command.namesAuction() ? fields.directory().auction(command.entityId()) : null;
        return auction == null ? 0 : auction.assetId();
    }

    private boolean isCreation() {
        return kind() != null;
    }

    private String kind() {
        if (command.type() == null) {
            return null;
        }
        return switch (command.type()) {
            case CREATE_ASSET -> "asset";
            case CREATE_ACCOUNT -> "account";
            case CREATE_INSTRUMENT -> "instrument";
            case CREATE_AUCTION -> "auction";
            case CREATE_SESSION -> "session";
            default -> null;
        };
    }
}
