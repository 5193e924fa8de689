package io.gavel.engine.scenario;

import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.log.RecoveredEncoder;
import io.gavel.wire.log.UpgradeEncoder;
import io.gavel.wire.sbe.BuyNowEncoder;
import io.gavel.wire.sbe.CancelAuctionEncoder;
import io.gavel.wire.sbe.CancelOrderEncoder;
import io.gavel.wire.sbe.CreateAccountEncoder;
import io.gavel.wire.sbe.CreateAssetEncoder;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.sbe.DepositEncoder;
import io.gavel.wire.sbe.NewOrderEncoder;
import io.gavel.wire.sbe.PlaceBidEncoder;
import io.gavel.wire.sbe.WithdrawEncoder;
import io.gavel.wire.types.MessageHeaderEncoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Writes commands as the ring carries them: head, SBE header, body. Each method replaces what the one before wrote.
 *
 * <p>Units are the wire's: prices, quantities and amounts in smallest decimal units, ids 0 for what is unknown.
 */
final class CommandWriter {
    private static final int BODY = Transaction.COMMAND_HEAD_LENGTH;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(512);
    private final CommandHeadEncoder head = new CommandHeadEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private int length;

    /** The command, from offset 0; valid until the next one is written. */
    DirectBuffer buffer() {
        return buffer;
    }

    /** Bytes of the command; 0 before the first. */
    int length() {
        return length;
    }

    void createAsset(String name, int decimals) {
        admin(Names.NOBODY);
        CreateAssetEncoder body = new CreateAssetEncoder().wrapAndApplyHeader(buffer, BODY, header);
        end(body.decimals((short) decimals).name(name).limit());
    }

    void createAccount(String name, boolean hasUnlimitedCredit) {
        admin(Names.NOBODY);
        CreateAccountEncoder body = new CreateAccountEncoder().wrapAndApplyHeader(buffer, BODY, header);
        body.flags().clear().unlimitedCredit(hasUnlimitedCredit);
        end(body.name(name).limit());
    }

    void createInstrument(InstrumentTerms terms) {
        admin(Names.NOBODY);
        CreateInstrumentEncoder body = new CreateInstrumentEncoder().wrapAndApplyHeader(buffer, BODY, header);
        terms.encode(body);
        end(body.limit());
    }

    void createAuction(AuctionTerms terms) {
        admin(Names.NOBODY);
        CreateAuctionEncoder body = new CreateAuctionEncoder().wrapAndApplyHeader(buffer, BODY, header);
        terms.encode(body);
        end(body.limit());
    }

    void deposit(int accountId, int assetId, long amount, String clOrdId) {
        admin(accountId);
        DepositEncoder body = new DepositEncoder().wrapAndApplyHeader(buffer, BODY, header);
        end(body.assetId(assetId).amount(amount).clOrdId(clOrdId).limit());
    }

    void withdraw(int accountId, int assetId, long amount, String clOrdId) {
        admin(accountId);
        WithdrawEncoder body = new WithdrawEncoder().wrapAndApplyHeader(buffer, BODY, header);
        end(body.assetId(assetId).amount(amount).clOrdId(clOrdId).limit());
    }

    void newOrder(int accountId, int instrumentId, Side side, OrdType type, TimeInForce timeInForce, OrderTerms terms) {
        user(accountId);
        NewOrderEncoder body = new NewOrderEncoder().wrapAndApplyHeader(buffer, BODY, header);
        body.instrumentId(instrumentId).side(side).ordType(type).timeInForce(timeInForce);
        end(body.qty(terms.qty()).price(terms.price()).clOrdId(terms.clOrdId()).limit());
    }

    /** How much, at what price ({@link #NO_PRICE}: none), under what id. */
    record OrderTerms(long qty, long price, String clOrdId) {
        static final long NO_PRICE = NewOrderEncoder.priceNullValue();
    }

    void cancelOrder(int accountId, int instrumentId, String clOrdId) {
        user(accountId);
        CancelOrderEncoder body = new CancelOrderEncoder().wrapAndApplyHeader(buffer, BODY, header);
        end(body.instrumentId(instrumentId).clOrdId(clOrdId).limit());
    }

    void placeBid(int accountId, int auctionId, long amount, long qty, String clOrdId) {
        user(accountId);
        PlaceBidEncoder body = new PlaceBidEncoder().wrapAndApplyHeader(buffer, BODY, header);
        end(body.auctionId(auctionId).qty(qty).amount(amount).clOrdId(clOrdId).limit());
    }

    void buyNow(int accountId, int auctionId, String clOrdId) {
        user(accountId);
        BuyNowEncoder body = new BuyNowEncoder().wrapAndApplyHeader(buffer, BODY, header);
        end(body.auctionId(auctionId).clOrdId(clOrdId).limit());
    }

    void cancelAuction(int accountId, int auctionId, String clOrdId) {
        user(accountId);
        CancelAuctionEncoder body = new CancelAuctionEncoder().wrapAndApplyHeader(buffer, BODY, header);
        end(body.auctionId(auctionId).clOrdId(clOrdId).limit());
    }

    void upgrade(int ruleSet) {
        admin(Names.NOBODY);
        UpgradeEncoder body = new UpgradeEncoder().wrapAndApplyHeader(buffer, BODY, header);
        end(body.ruleSet(ruleSet).limit());
    }

    void recovered(long lastNs, long nowNs) {
        admin(Names.NOBODY);
        RecoveredEncoder body = new RecoveredEncoder().wrapAndApplyHeader(buffer, BODY, header);
        end(body.lastNs(lastNs).nowNs(nowNs).limit());
    }

    /** Gives the command just written the authority of an administrator, or takes it away. */
    void authority(boolean isAdmin) {
        head.authority((short) (isAdmin ? Transaction.AUTHORITY_ADMIN : 0));
    }

    private void admin(int accountId) {
        head(accountId, true);
    }

    private void user(int accountId) {
        head(accountId, false);
    }

    private void head(int accountId, boolean isAdmin) {
        head.wrap(buffer, 0)
                .accountId(accountId)
                .authority((short) (isAdmin ? Transaction.AUTHORITY_ADMIN : 0))
                .flags((short) 0)
                .reserved(0);
    }

    private void end(int limit) {
        length = limit;
    }
}
