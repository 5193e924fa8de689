package io.gavel.engine.market;

import io.gavel.wire.log.AuctionClosedEncoder;
import io.gavel.wire.log.BalanceChangedEncoder;
import io.gavel.wire.log.BidAcceptedEncoder;
import io.gavel.wire.log.BoughtEncoder;
import io.gavel.wire.log.OrderAcceptedEncoder;
import io.gavel.wire.log.RefusedEncoder;

/** What the command at hand was answered, in the few numbers that suffice to answer it again. */
final class Answer {
    private int templateId;
    private int code;
    private long value1;
    private long value2;
    private long value3;
    private int value4;

    void clear() {
        set(0, 0, 0, 0, 0, 0);
    }

    void refused(int code, long bound) {
        set(RefusedEncoder.TEMPLATE_ID, code, bound, 0, 0, 0);
    }

    void orderAccepted(long orderId) {
        set(OrderAcceptedEncoder.TEMPLATE_ID, 0, orderId, 0, 0, 0);
    }

    void bidAccepted(long price, long minNext, long endsAtNs, int leaderAccountId) {
        set(BidAcceptedEncoder.TEMPLATE_ID, 0, price, minNext, endsAtNs, leaderAccountId);
    }

    void bought(long price) {
        set(BoughtEncoder.TEMPLATE_ID, 0, price, 0, 0, 0);
    }

    void auctionCanceled() {
        set(AuctionClosedEncoder.TEMPLATE_ID, 0, 0, 0, 0, 0);
    }

    void balance(long total, long held) {
        set(BalanceChangedEncoder.TEMPLATE_ID, 0, total, held, 0, 0);
    }

    int rememberIn(AnswerWindow window, int accountId, long idHash, long bodyHash, long seq, boolean pinned) {
        return window.remember(
                accountId, idHash, bodyHash, seq, templateId, code, value1, value2, value3, value4, pinned);
    }

    private void set(int templateId, int code, long value1, long value2, long value3, int value4) {
        this.templateId = templateId;
        this.code = code;
        this.value1 = value1;
        this.value2 = value2;
        this.value3 = value3;
        this.value4 = value4;
    }
}
