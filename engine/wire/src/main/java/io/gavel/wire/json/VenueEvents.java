package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.log.AccountBlockedDecoder;
import io.gavel.wire.log.CancelAllAfterSetDecoder;
import io.gavel.wire.log.IndicativeDecoder;
import io.gavel.wire.log.MassCanceledDecoder;
import io.gavel.wire.log.PhaseChangedDecoder;
import io.gavel.wire.log.UncrossedDecoder;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.Side;

/** Phases and calls, mass cancels, and what the venue sets. */
final class VenueEvents {
    private final EventFields fields;
    private final JsonCommandView command;

    VenueEvents(EventFields fields, JsonCommandView command) {
        this.fields = fields;
        this.command = command;
    }

    void phaseChanged(PhaseChangedDecoder changed) {
        instrument(changed.instrumentId());
        fields.out().field("phase", phase(changed.phase()));
    }

    void indicative(IndicativeDecoder indicative) {
        print(
                indicative.instrumentId(),
                indicative.priceTicks(),
                indicative.qtyLots(),
                indicative.surplusLots(),
                indicative.surplusSide());
    }

    void uncrossed(UncrossedDecoder uncrossed) {
        print(
                uncrossed.instrumentId(),
                uncrossed.priceTicks(),
                uncrossed.qtyLots(),
                uncrossed.surplusLots(),
                uncrossed.surplusSide());
    }

    void massCanceled(MassCanceledDecoder canceled) {
        fields.account(canceled.accountId());
        if (canceled.instrumentId() != 0) {
            instrument(canceled.instrumentId());
        }
        side("side", canceled.side());
        fields.out().field("count", canceled.count()).field("reason", reason(canceled.reason()));
    }

    void cancelAllAfterSet(CancelAllAfterSetDecoder set) {
        fields.commandAccount();
        if (set.deadlineNs() != EventFields.ABSENT) {
            fields.out().field("expiresAt", EventFields.micros(set.deadlineNs()));
        }
    }

    void accountBlocked(AccountBlockedDecoder blocked) {
        fields.account(blocked.accountId());
        fields.out().field("blocked", blocked.blocked() == BooleanType.TRUE);
    }

    /** Names the command, which says what holds now, and all that it names. */
    void applied() {
        fields.out()
                .field("command", command.type() == null ? null : command.type().jsonName());
        fields.commandAccount();
        if (command.entityId() != 0) {
            entity(command.entityId());
        }
        if (command.sessionId() != 0) {
            fields.session(command.sessionId());
        }
        if (command.bidderId() != 0) {
            fields.account("bidder", command.bidderId());
        }
    }

    private void entity(int id) {
        if (command.namesInstrument()) {
            instrument(id);
        } else if (command.namesAuction()) {
            fields.auction(id);
        } else if (command.namesAsset()) {
            fields.asset(id);
        }
    }

    /** The words of {@link CancelReason}. */
    static String reason(CancelReason reason) {
        return switch (reason) {
            case USER -> "user";
            case MASS -> "mass";
            case IOC -> "ioc";
            case FOK -> "fok";
            case MARKET -> "market";
            case UNCROSS -> "uncross";
            case EXPIRED -> "expired";
            case PHASE -> "phase";
            case STP -> "stp";
            case DISCONNECT -> "disconnect";
            case DEADMAN -> "deadman";
            case ADMIN -> "admin";
            case COLLAR -> "collar";
            case MIN_QTY -> "minQty";
            case NULL_VAL -> throw new IllegalStateException("expected a reason of the schema");
        };
    }

    /** The words of {@link Phase}. */
    static String phase(Phase phase) {
        return switch (phase) {
            case PRE_OPEN -> "preOpen";
            case CALL -> "call";
            case CONTINUOUS -> "continuous";
            case HALT -> "halt";
            case CLOSED -> "closed";
            case DELISTED -> "delisted";
            case NULL_VAL -> throw new IllegalStateException("expected a phase of the schema");
        };
    }

    private void print(int instrumentId, long priceTicks, long qtyLots, long surplusLots, Side surplusSide) {
        Directory.Instrument instrument = fields.directory().instrument(instrumentId);
        instrument(instrumentId);
        if (priceTicks != EventFields.ABSENT) {
            fields.price("price", instrument, priceTicks);
        }
        fields.qty("qty", instrument, qtyLots);
        fields.qty("surplus", instrument, surplusLots);
        side("surplusSide", surplusSide);
    }

    private void instrument(int instrumentId) {
        Directory.Instrument instrument = fields.directory().instrument(instrumentId);
        fields.out().field("instrument", instrument == null ? null : instrument.name());
    }

    private void side(String name, Side side) {
        if (side != Side.NULL_VAL) {
            fields.out().field(name, side == Side.SELL ? "sell" : "buy");
        }
    }
}
