package io.gavel.wire.json;

import io.gavel.wire.Directory;
import io.gavel.wire.sbe.DepositEncoder;
import io.gavel.wire.sbe.WithdrawEncoder;

/** Money in and out. */
final class MoneyCommands {
    private final JsonFields fields;
    private final JsonNames names;
    private final CommandSlot slot;
    private final DepositEncoder deposit = new DepositEncoder();
    private final WithdrawEncoder withdraw = new WithdrawEncoder();

    MoneyCommands(JsonFields fields, JsonNames names, CommandSlot slot) {
        this.fields = fields;
        this.names = names;
        this.slot = slot;
    }

    void deposit() {
        Directory.Asset asset = names.asset(JsonField.ASSET);
        slot.head(names.account());
        deposit.wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .assetId(JsonNames.id(asset))
                .amount(fields.decimal(JsonField.AMOUNT, names.decimals(asset)));
        if (fields.text(JsonField.CL_ORD_ID)) {
            deposit.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(deposit.limit());
        }
    }

    void withdraw() {
        Directory.Asset asset = names.asset(JsonField.ASSET);
        slot.head(names.account());
        withdraw.wrapAndApplyHeader(slot.buffer(), CommandSlot.HEADER_OFFSET, slot.header())
                .assetId(JsonNames.id(asset))
                .amount(fields.decimal(JsonField.AMOUNT, names.decimals(asset)));
        if (fields.text(JsonField.CL_ORD_ID)) {
            withdraw.putClOrdId(fields.textBytes(), fields.textFrom(), fields.textLength());
            slot.end(withdraw.limit());
        }
    }
}
