package io.gavel.engine.obvious;

import io.gavel.wire.CommandWriter;
import io.gavel.wire.CommandWriter.Conditions;
import io.gavel.wire.CommandWriter.OrderTerms;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import io.gavel.wire.types.UncrossProfile;
import org.agrona.DirectBuffer;

/** Writes plain commands as the bytes that the engine takes. */
final class CommandBytes {
    private static final Side[] SIDES = {Side.NULL_VAL, Side.BUY, Side.SELL};
    private static final int UNKNOWN = 255;

    private final CommandWriter writer = new CommandWriter();
    private final AuctionBytes auctions = new AuctionBytes();
    private boolean isAuction;
    private int names;

    /** Where the bytes of the last command begin. */
    DirectBuffer buffer() {
        return isAuction ? auctions.buffer() : writer.buffer();
    }

    int length() {
        return isAuction ? auctions.length() : writer.length();
    }

    void write(Command command) {
        isAuction = false;
        int account = command.account;
        int instrument = command.instrument;
        switch (command.kind) {
            case CREATE_ASSET -> writer.createAsset("asset" + ++names, command.decimals);
            case CREATE_ACCOUNT -> writer.createAccount("account" + ++names, command.flag);
            case CREATE_INSTRUMENT -> writer.createInstrument(terms -> instrument(command, terms));
            case DEPOSIT -> writer.deposit(account, command.asset, command.amount, Ids.text(command.id));
            case WITHDRAW -> writer.withdraw(account, command.asset, command.amount, Ids.text(command.id));
            case CANCEL_ORDER -> writer.cancelOrder(account, instrument, Ids.text(command.id));
            case NEW_ORDER -> newOrder(command);
            case REPLACE_ORDER ->
                writer.replaceOrder(
                        account,
                        instrument,
                        command.qty,
                        command.price,
                        Ids.text(command.id),
                        Ids.text(command.origId));
            case MASS_CANCEL ->
                writer.massCancel(
                        account, instrument, command.side == 0 ? null : SIDES[command.side], CancelReason.get((short)
                                command.reason.ordinal()));
            case CANCEL_ALL_AFTER -> writer.cancelAllAfter(account, command.timeoutNs);
            case SET_BAND ->
                writer.setPriceBand(instrument, command.bandLow, command.bandHigh, command.reference, command.collar);
            case SET_LIMITS ->
                writer.setAccountLimits(account, command.maxOpenOrders, command.asset, command.maxOpenNotional);
            case SET_TICKS -> writer.setTickTable(instrument, command.ticks);
            case SET_PHASE -> writer.setPhase(instrument, phase(command.phase));
            case UNCROSS -> writer.uncross(instrument, command.price);
            case BLOCK -> writer.blockAccount(account, command.flag);
            case RECOVERED -> writer.recovered(command.amount, command.atNs);
            default -> {
                auctions.write(command, ++names);
                isAuction = true;
            }
        }
    }

    private void newOrder(Command command) {
        OrderTerms terms = new OrderTerms(
                SIDES[command.side],
                OrdType.get((short) (command.type == Command.Type.NULL ? UNKNOWN : command.type.ordinal())),
                TimeInForce.get((short) command.tif.code),
                command.qty,
                command.price);
        if (command.hasConditions()) {
            terms = terms.when(new Conditions(
                    command.stopPx,
                    command.displayQty,
                    command.minQty,
                    command.expireAtNs,
                    command.post == null ? null : PostOnly.get((short) command.post.ordinal()),
                    command.stp == null ? null : SelfTrade.get((short) command.stp.ordinal())));
        }
        writer.newOrder(command.account, command.instrument, terms, Ids.text(command.id));
    }

    private void instrument(Command command, CreateInstrumentEncoder terms) {
        terms.baseAssetId(command.base)
                .quoteAssetId(command.quote)
                .risk(command.flag ? RiskMode.FULL : RiskMode.NONE)
                .priceDecimals((short) command.priceDecimals)
                .qtyDecimals((short) command.qtyDecimals)
                .tick(command.tick)
                .lot(command.lot)
                .minQty(command.minQty)
                .maxQty(command.maxQty)
                .maxNotional(command.maxNotional)
                .minNotional(command.minNotional)
                .phase(phase(command.phase))
                .uncross(UncrossProfile.get(
                        (short) (command.profile == Command.Profile.NULL ? UNKNOWN : command.profile.ordinal())))
                .selfTrade(command.stp == null ? SelfTrade.NULL_VAL : SelfTrade.get((short) command.stp.ordinal()))
                .bandLow(command.bandLow)
                .bandHigh(command.bandHigh)
                .referencePrice(command.reference)
                .collarPercentMicros(command.collar)
                .makerFeePercentMicros(command.makerFee)
                .takerFeePercentMicros(command.takerFee);
        terms.name("instrument" + ++names);
    }

    private static Phase phase(Command.Phase phase) {
        return Phase.get((short) (phase == Command.Phase.NULL ? UNKNOWN : phase.ordinal()));
    }
}
