package io.gavel.engine.market.facts;

import io.gavel.wire.log.BalanceChangedEncoder;
import io.gavel.wire.log.BidAcceptedEncoder;
import io.gavel.wire.log.BidRetractedEncoder;
import io.gavel.wire.log.BoughtEncoder;
import io.gavel.wire.log.OrderAcceptedEncoder;
import io.gavel.wire.log.OrderEnteredEncoder;
import io.gavel.wire.log.OrderReplacedEncoder;
import io.gavel.wire.log.SaleCanceledEncoder;
import io.gavel.wire.log.SecondChanceEndedEncoder;
import io.gavel.wire.log.SecondChanceOfferedEncoder;
import io.gavel.wire.types.OfferOutcome;

/** What the command at hand was answered, in the few numbers that suffice to answer it again. */
public final class Answer {
    /** In {@code value2} of an accepted bid: the least that is taken next is the start price, whatever the price. */
    public static final long TAKES_START = 1L << 32;

    /** A refusal's code, or the template id of the event. */
    private int answer;

    private long value1;
    private long value2;
    private long value3;

    /** Nothing was answered yet. */
    public void clear() {
        set(0, 0, 0, 0);
    }

    void refused(int code, long bound) {
        set(code, bound, 0, 0);
    }

    void orderAccepted(long orderId) {
        set(OrderAcceptedEncoder.TEMPLATE_ID, orderId, 0, 0);
    }

    void orderReplaced(long orderId, long priceTicks, long qtyLots) {
        set(OrderReplacedEncoder.TEMPLATE_ID, orderId, priceTicks, qtyLots);
    }

    /** @param priceTicks the limit that did not follow from the command */
    void orderEntered(long orderId, long priceTicks) {
        set(OrderEnteredEncoder.TEMPLATE_ID, orderId, priceTicks, 0);
    }

    public void bidAccepted(long price, int leaderAccountId, long endsAtNs) {
        set(BidAcceptedEncoder.TEMPLATE_ID, price, leaderAccountId, endsAtNs);
    }

    /** Of the bid that was accepted: behind it units are free. */
    public void takesStart() {
        value2 |= TAKES_START;
    }

    public void bought(long price) {
        set(BoughtEncoder.TEMPLATE_ID, price, 0, 0);
    }

    /** The command took so many bids back. */
    public void retracted(int bids) {
        set(BidRetractedEncoder.TEMPLATE_ID, bids, 0, 0);
    }

    /** @param expiresAtNs of a second chance */
    public void offered(long price, long premium, long expiresAtNs) {
        set(SecondChanceOfferedEncoder.TEMPLATE_ID, price, premium, expiresAtNs);
    }

    public void offerEnded(OfferOutcome outcome) {
        set(SecondChanceEndedEncoder.TEMPLATE_ID, outcome.value(), 0, 0);
    }

    public void saleCanceled() {
        set(SaleCanceledEncoder.TEMPLATE_ID, 0, 0, 0);
    }

    /** The command ended an auction: its answer, unless what it bought was. */
    public void auctionOver(int templateId) {
        if (answer == 0) {
            set(templateId, 0, 0, 0);
        }
    }

    void balance(long total, long held) {
        set(BalanceChangedEncoder.TEMPLATE_ID, total, held, 0);
    }

    /** @param order what rests under the id, or {@code OrderStore.NONE} */
    public void rememberIn(AnswerWindow window, int accountId, long idHash, int bodyHash, long seq, int order) {
        window.remember(accountId, idHash, bodyHash, seq, answer, value1, value2, value3, order);
    }

    private void set(int answer, long value1, long value2, long value3) {
        this.answer = answer;
        this.value1 = value1;
        this.value2 = value2;
        this.value3 = value3;
    }
}
