package io.gavel.wire;

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
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.ExpandableArrayBuffer;

/**
 * Writes commands as the ring carries them and the journal keeps them: head, SBE header, body. For who embeds the
 * engine, for tests and tools.
 *
 * <p>Each method replaces what the one before wrote; offer {@link #buffer} from 0 to {@link #length}. Units are the
 * wire's: prices, quantities and amounts in smallest decimal units, times in ns since the epoch, id 0 for what is
 * unknown. What only an administrator may do is written with that authority, anything else without. Checks nothing: that
 * is the engine's business. One thread; allocates only to grow.
 */
public final class CommandWriter {
    /** Acts for nobody. */
    public static final int NO_ACCOUNT = 0;

    private static final int INITIAL_CAPACITY = 512;
    private static final int HEADER = Transaction.COMMAND_HEAD_LENGTH;

    private final ExpandableArrayBuffer buffer = new ExpandableArrayBuffer(INITIAL_CAPACITY);
    private final CommandHeadEncoder head = new CommandHeadEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final PlaceBidEncoder placeBid = new PlaceBidEncoder();
    private final BuyNowEncoder buyNow = new BuyNowEncoder();
    private final CancelAuctionEncoder cancelAuction = new CancelAuctionEncoder();
    private final CreateAssetEncoder createAsset = new CreateAssetEncoder();
    private final CreateAccountEncoder createAccount = new CreateAccountEncoder();
    private final CreateInstrumentEncoder createInstrument = new CreateInstrumentEncoder();
    private final CreateAuctionEncoder createAuction = new CreateAuctionEncoder();
    private final DepositEncoder deposit = new DepositEncoder();
    private final WithdrawEncoder withdraw = new WithdrawEncoder();
    private final UpgradeEncoder upgrade = new UpgradeEncoder();
    private final RecoveredEncoder recovered = new RecoveredEncoder();
    private int length;

    /**
     * What an order asks for.
     *
     * @param qty in 10^-qtyDecimals of the instrument
     * @param price in 10^-priceDecimals of the instrument, or {@link #NO_PRICE}
     */
    public record OrderTerms(Side side, OrdType type, TimeInForce timeInForce, long qty, long price) {
        public static final long NO_PRICE = NewOrderEncoder.priceNullValue();

        /** A limit order that rests until it is filled or canceled. */
        public static OrderTerms resting(Side side, long qty, long price) {
            return new OrderTerms(side, OrdType.LIMIT, TimeInForce.GTC, qty, price);
        }

        /** A limit order that trades what it can at once; the rest is canceled. */
        public static OrderTerms immediate(Side side, long qty, long price) {
            return new OrderTerms(side, OrdType.LIMIT, TimeInForce.IOC, qty, price);
        }
    }

    /** The command, from offset 0; valid until the next one is written. */
    public DirectBuffer buffer() {
        return buffer;
    }

    /** Bytes of the command; 0 before the first. */
    public int length() {
        return length;
    }

    /** @param decimals of the smallest unit, 0 to 18 */
    public void createAsset(String name, int decimals) {
        admin(NO_ACCOUNT);
        createAsset.wrapAndApplyHeader(buffer, HEADER, header);
        end(createAsset.decimals((short) decimals).name(name).limit());
    }

    public void createAccount(String name, boolean hasUnlimitedCredit) {
        admin(NO_ACCOUNT);
        createAccount.wrapAndApplyHeader(buffer, HEADER, header);
        createAccount.flags().clear().unlimitedCredit(hasUnlimitedCredit);
        end(createAccount.name(name).limit());
    }

    /** @param terms fills every field, the name last */
    public void createInstrument(Consumer<CreateInstrumentEncoder> terms) {
        admin(NO_ACCOUNT);
        terms.accept(createInstrument.wrapAndApplyHeader(buffer, HEADER, header));
        end(createInstrument.limit());
    }

    /** @param terms fills every field, then the increments, the name last */
    public void createAuction(Consumer<CreateAuctionEncoder> terms) {
        admin(NO_ACCOUNT);
        terms.accept(createAuction.wrapAndApplyHeader(buffer, HEADER, header));
        end(createAuction.limit());
    }

    public void deposit(int accountId, int assetId, long amount, String clOrdId) {
        admin(accountId);
        deposit.wrapAndApplyHeader(buffer, HEADER, header);
        end(deposit.assetId(assetId).amount(amount).clOrdId(clOrdId).limit());
    }

    public void withdraw(int accountId, int assetId, long amount, String clOrdId) {
        admin(accountId);
        withdraw.wrapAndApplyHeader(buffer, HEADER, header);
        end(withdraw.assetId(assetId).amount(amount).clOrdId(clOrdId).limit());
    }

    public void newOrder(int accountId, int instrumentId, OrderTerms terms, String clOrdId) {
        user(accountId);
        newOrder.wrapAndApplyHeader(buffer, HEADER, header)
                .instrumentId(instrumentId)
                .side(terms.side())
                .ordType(terms.type())
                .timeInForce(terms.timeInForce())
                .qty(terms.qty())
                .price(terms.price());
        end(newOrder.clOrdId(clOrdId).limit());
    }

    /** @param clOrdId of the order */
    public void cancelOrder(int accountId, int instrumentId, String clOrdId) {
        user(accountId);
        cancelOrder.wrapAndApplyHeader(buffer, HEADER, header);
        end(cancelOrder.instrumentId(instrumentId).clOrdId(clOrdId).limit());
    }

    /**
     * @param amount the bid; with proxy bidding the bidder's maximum
     * @param qty of the lot; 0: the whole
     */
    public void placeBid(int accountId, int auctionId, long amount, long qty, String clOrdId) {
        user(accountId);
        placeBid.wrapAndApplyHeader(buffer, HEADER, header);
        end(placeBid.auctionId(auctionId)
                .qty(qty)
                .amount(amount)
                .clOrdId(clOrdId)
                .limit());
    }

    public void buyNow(int accountId, int auctionId, String clOrdId) {
        user(accountId);
        buyNow.wrapAndApplyHeader(buffer, HEADER, header);
        end(buyNow.auctionId(auctionId).clOrdId(clOrdId).limit());
    }

    /** As its seller; with {@link #authority} as an administrator. */
    public void cancelAuction(int accountId, int auctionId, String clOrdId) {
        user(accountId);
        cancelAuction.wrapAndApplyHeader(buffer, HEADER, header);
        end(cancelAuction.auctionId(auctionId).clOrdId(clOrdId).limit());
    }

    public void upgrade(int ruleSet) {
        admin(NO_ACCOUNT);
        end(upgrade.wrapAndApplyHeader(buffer, HEADER, header).ruleSet(ruleSet).limit());
    }

    /** @param lastNs engine time of the last transaction before the outage */
    public void recovered(long lastNs, long nowNs) {
        user(NO_ACCOUNT);
        recovered.wrapAndApplyHeader(buffer, HEADER, header);
        end(recovered.lastNs(lastNs).nowNs(nowNs).limit());
    }

    /** Gives the command just written the authority of an administrator, or takes it away. */
    public void authority(boolean isAdmin) {
        head.authority((short) (isAdmin ? Transaction.AUTHORITY_ADMIN : 0));
    }

    private void admin(int accountId) {
        head(accountId, Transaction.AUTHORITY_ADMIN);
    }

    private void user(int accountId) {
        head(accountId, 0);
    }

    private void head(int accountId, int authority) {
        head.wrap(buffer, 0)
                .accountId(accountId)
                .authority((short) authority)
                .flags((short) 0)
                .reserved(0);
    }

    private void end(int limit) {
        length = limit;
    }
}
