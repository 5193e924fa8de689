package io.gavel.engine.market;

import io.gavel.engine.market.auctions.BidderDesk;
import io.gavel.engine.market.command.Command;
import io.gavel.engine.market.orders.CancelDesk;
import io.gavel.wire.sbe.BlockAccountDecoder;
import io.gavel.wire.sbe.CancelAllAfterDecoder;
import io.gavel.wire.sbe.MassCancelDecoder;
import io.gavel.wire.sbe.SetAccountLimitsDecoder;
import io.gavel.wire.sbe.SetBidLimitsDecoder;
import org.agrona.DirectBuffer;

/** What is done to an account as a whole and can be repeated at will, decoded and handed to the desk whose subject it is. */
final class AccountCommands {
    private final CancelDesk cancelDesk;
    private final BidderDesk bidderDesk;
    private final AccountDesk accountDesk;

    private final MassCancelDecoder massCancel = new MassCancelDecoder();
    private final CancelAllAfterDecoder cancelAllAfter = new CancelAllAfterDecoder();
    private final BlockAccountDecoder blockAccount = new BlockAccountDecoder();
    private final SetBidLimitsDecoder setBidLimits = new SetBidLimitsDecoder();
    private final SetAccountLimitsDecoder setAccountLimits = new SetAccountLimitsDecoder();

    AccountCommands(CancelDesk cancelDesk, BidderDesk bidderDesk, AccountDesk accountDesk) {
        this.cancelDesk = cancelDesk;
        this.bidderDesk = bidderDesk;
        this.accountDesk = accountDesk;
    }

    /**
     * Decides a command about the account in its head, which there is.
     *
     * @param body where its block is in the sender's buffer
     * @param seq of its transaction
     */
    void decide(Command command, DirectBuffer buffer, int body, long seq, long timeNs) {
        int accountId = command.accountId();
        int block = command.blockLength();
        int version = command.version();
        switch (command.templateId()) {
            case MassCancelDecoder.TEMPLATE_ID ->
                cancelDesk.massCancel(accountId, massCancel.wrap(buffer, body, block, version));
            case CancelAllAfterDecoder.TEMPLATE_ID ->
                cancelDesk.cancelAllAfter(accountId, cancelAllAfter.wrap(buffer, body, block, version), seq, timeNs);
            case BlockAccountDecoder.TEMPLATE_ID ->
                cancelDesk.blockAccount(accountId, blockAccount.wrap(buffer, body, block, version));
            case SetBidLimitsDecoder.TEMPLATE_ID ->
                bidderDesk.setBidLimits(accountId, setBidLimits.wrap(buffer, body, block, version));
            case SetAccountLimitsDecoder.TEMPLATE_ID ->
                accountDesk.setAccountLimits(accountId, setAccountLimits.wrap(buffer, body, block, version));
            default ->
                throw new IllegalArgumentException(
                        "expected what is done to an account, templateId=" + command.templateId());
        }
    }
}
