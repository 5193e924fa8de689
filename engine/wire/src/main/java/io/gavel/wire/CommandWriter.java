package io.gavel.wire;

import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.log.RecoveredEncoder;
import io.gavel.wire.log.UpgradeEncoder;
import io.gavel.wire.sbe.AnswerOfferEncoder;
import io.gavel.wire.sbe.BlockAccountEncoder;
import io.gavel.wire.sbe.BuyNowEncoder;
import io.gavel.wire.sbe.CancelAllAfterEncoder;
import io.gavel.wire.sbe.CancelAuctionEncoder;
import io.gavel.wire.sbe.CancelOrderEncoder;
import io.gavel.wire.sbe.CancelSaleEncoder;
import io.gavel.wire.sbe.CloseAuctionEncoder;
import io.gavel.wire.sbe.CreateAccountEncoder;
import io.gavel.wire.sbe.CreateAssetEncoder;
import io.gavel.wire.sbe.CreateAuctionEncoder;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.sbe.CreateSessionEncoder;
import io.gavel.wire.sbe.DepositEncoder;
import io.gavel.wire.sbe.MassCancelEncoder;
import io.gavel.wire.sbe.NewOrderEncoder;
import io.gavel.wire.sbe.OfferSecondChanceEncoder;
import io.gavel.wire.sbe.PlaceBidEncoder;
import io.gavel.wire.sbe.ReplaceOrderEncoder;
import io.gavel.wire.sbe.RetractBidEncoder;
import io.gavel.wire.sbe.ScheduleSessionEncoder;
import io.gavel.wire.sbe.SetAccountLimitsEncoder;
import io.gavel.wire.sbe.SetBidLimitsEncoder;
import io.gavel.wire.sbe.SetBidderEncoder;
import io.gavel.wire.sbe.SetPhaseEncoder;
import io.gavel.wire.sbe.SetPriceBandEncoder;
import io.gavel.wire.sbe.SetTickTableEncoder;
import io.gavel.wire.sbe.UncrossEncoder;
import io.gavel.wire.sbe.WithdrawEncoder;
import io.gavel.wire.types.AuctionCancelReason;
import io.gavel.wire.types.BidderStanding;
import io.gavel.wire.types.BooleanType;
import io.gavel.wire.types.CancelReason;
import io.gavel.wire.types.MessageHeaderEncoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.Phase;
import io.gavel.wire.types.PostOnly;
import io.gavel.wire.types.RetractionReason;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.SessionMode;
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
    private final BlockAccountEncoder blockAccount = new BlockAccountEncoder();
    private final CancelAllAfterEncoder cancelAllAfter = new CancelAllAfterEncoder();
    private final MassCancelEncoder massCancel = new MassCancelEncoder();
    private final ReplaceOrderEncoder replaceOrder = new ReplaceOrderEncoder();
    private final SetAccountLimitsEncoder setAccountLimits = new SetAccountLimitsEncoder();
    private final SetPhaseEncoder setPhase = new SetPhaseEncoder();
    private final SetPriceBandEncoder setPriceBand = new SetPriceBandEncoder();
    private final SetTickTableEncoder setTickTable = new SetTickTableEncoder();
    private final UncrossEncoder uncross = new UncrossEncoder();
    private final PlaceBidEncoder placeBid = new PlaceBidEncoder();
    private final BuyNowEncoder buyNow = new BuyNowEncoder();
    private final CancelAuctionEncoder cancelAuction = new CancelAuctionEncoder();
    private final RetractBidEncoder retractBid = new RetractBidEncoder();
    private final CloseAuctionEncoder closeAuction = new CloseAuctionEncoder();
    private final CancelSaleEncoder cancelSale = new CancelSaleEncoder();
    private final OfferSecondChanceEncoder offerSecondChance = new OfferSecondChanceEncoder();
    private final AnswerOfferEncoder answerOffer = new AnswerOfferEncoder();
    private final SetBidderEncoder setBidder = new SetBidderEncoder();
    private final SetBidLimitsEncoder setBidLimits = new SetBidLimitsEncoder();
    private final CreateAssetEncoder createAsset = new CreateAssetEncoder();
    private final CreateAccountEncoder createAccount = new CreateAccountEncoder();
    private final CreateInstrumentEncoder createInstrument = new CreateInstrumentEncoder();
    private final CreateAuctionEncoder createAuction = new CreateAuctionEncoder();
    private final CreateSessionEncoder createSession = new CreateSessionEncoder();
    private final ScheduleSessionEncoder scheduleSession = new ScheduleSessionEncoder();
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
    public record OrderTerms(
            Side side, OrdType type, TimeInForce timeInForce, long qty, long price, Conditions conditions) {
        public static final long NO_PRICE = NewOrderEncoder.priceNullValue();

        public OrderTerms(Side side, OrdType type, TimeInForce timeInForce, long qty, long price) {
            this(side, type, timeInForce, qty, price, Conditions.NONE);
        }

        /** The same under conditions. */
        public OrderTerms when(Conditions conditions) {
            return new OrderTerms(side, type, timeInForce, qty, price, conditions);
        }

        /** A limit order that rests until it is filled or canceled. */
        public static OrderTerms resting(Side side, long qty, long price) {
            return new OrderTerms(side, OrdType.LIMIT, TimeInForce.GTC, qty, price);
        }

        /** A limit order that trades what it can at once; the rest is canceled. */
        public static OrderTerms immediate(Side side, long qty, long price) {
            return new OrderTerms(side, OrdType.LIMIT, TimeInForce.IOC, qty, price);
        }
    }

    /**
     * What else an order asks for; {@link #ABSENT} or null where it does not.
     *
     * @param stopPx in price units, like {@code price}
     * @param displayQty in quantity units, like {@code minQty}
     * @param expireAtNs of GTD
     * @param selfTrade null: the instrument's
     */
    public record Conditions(
            long stopPx, long displayQty, long minQty, long expireAtNs, PostOnly postOnly, SelfTrade selfTrade) {
        public static final long ABSENT = NewOrderEncoder.stopPxNullValue();
        public static final Conditions NONE = new Conditions(ABSENT, ABSENT, ABSENT, ABSENT, null, null);

        public Conditions withStopPx(long price) {
            return new Conditions(price, displayQty, minQty, expireAtNs, postOnly, selfTrade);
        }

        public Conditions withDisplayQty(long qty) {
            return new Conditions(stopPx, qty, minQty, expireAtNs, postOnly, selfTrade);
        }

        public Conditions withMinQty(long qty) {
            return new Conditions(stopPx, displayQty, qty, expireAtNs, postOnly, selfTrade);
        }

        public Conditions withExpireAtNs(long timeNs) {
            return new Conditions(stopPx, displayQty, minQty, timeNs, postOnly, selfTrade);
        }

        public Conditions withPostOnly(PostOnly mode) {
            return new Conditions(stopPx, displayQty, minQty, expireAtNs, mode, selfTrade);
        }

        public Conditions withSelfTrade(SelfTrade mode) {
            return new Conditions(stopPx, displayQty, minQty, expireAtNs, postOnly, mode);
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

    /** @param terms fills what is needed and what is not absent, the name last */
    public void createInstrument(Consumer<CreateInstrumentEncoder> terms) {
        admin(NO_ACCOUNT);
        terms.accept(CommandForms.plainInstrument(createInstrument.wrapAndApplyHeader(buffer, HEADER, header)));
        end(createInstrument.limit());
    }

    /**
     * An English auction of plain terms.
     *
     * @param terms fills every field of the first version, then the increments, the name last
     */
    public void createAuction(Consumer<CreateAuctionEncoder> terms) {
        admin(NO_ACCOUNT);
        terms.accept(CommandForms.plainAuction(createAuction, buffer, HEADER, header));
        end(createAuction.limit());
    }

    /**
     * An auction of any format.
     *
     * @param terms fills every field of the first version and what else is not absent, then increments, premium and
     *     commission, then the name, the category last
     */
    public void createAuctionOfAnyFormat(Consumer<CreateAuctionEncoder> terms) {
        admin(NO_ACCOUNT);
        terms.accept(CommandForms.withoutExtras(createAuction.wrapAndApplyHeader(buffer, HEADER, header)));
        end(createAuction.limit());
    }

    /**
     * Times in ns since the epoch, or {@link Conditions#ABSENT}.
     *
     * @param staggerNs TIMED: between the ends of two lots, or {@link Conditions#ABSENT}
     * @param lotDurationNs SEQUENTIAL: how long a lot takes bids, or {@link Conditions#ABSENT}: until the hammer falls
     */
    public void createSession(
            String name,
            SessionMode mode,
            long previewAtNs,
            long opensAtNs,
            long closesAtNs,
            long staggerNs,
            long lotDurationNs) {
        admin(NO_ACCOUNT);
        end(createSession
                .wrapAndApplyHeader(buffer, HEADER, header)
                .mode(mode)
                .previewAtNs(previewAtNs)
                .opensAtNs(opensAtNs)
                .closesAtNs(closesAtNs)
                .staggerNs(staggerNs)
                .lotDurationNs(lotDurationNs)
                .name(name)
                .limit());
    }

    /** Each of the times, or {@link Conditions#ABSENT}: it stays. */
    public void scheduleSession(int sessionId, long previewAtNs, long opensAtNs, long closesAtNs) {
        admin(NO_ACCOUNT);
        end(scheduleSession
                .wrapAndApplyHeader(buffer, HEADER, header)
                .sessionId(sessionId)
                .previewAtNs(previewAtNs)
                .opensAtNs(opensAtNs)
                .closesAtNs(closesAtNs)
                .limit());
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
        Conditions conditions = terms.conditions();
        if (conditions.equals(Conditions.NONE)) {
            CommandForms.plainOrder(newOrder, buffer, HEADER, header);
        } else {
            CommandForms.order(newOrder, buffer, HEADER, header)
                    .stopPx(conditions.stopPx())
                    .displayQty(conditions.displayQty())
                    .minQty(conditions.minQty())
                    .expireAtNs(conditions.expireAtNs())
                    .postOnly(conditions.postOnly() == null ? PostOnly.NULL_VAL : conditions.postOnly())
                    .selfTrade(conditions.selfTrade() == null ? SelfTrade.NULL_VAL : conditions.selfTrade());
        }
        newOrder.instrumentId(instrumentId)
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
     * @param qty the new total, what is filled included, or {@link Conditions#ABSENT}: as it is
     * @param price or {@link Conditions#ABSENT}: as it is
     * @param clOrdId names the order from then on
     */
    public void replaceOrder(
            int accountId, int instrumentId, long qty, long price, String clOrdId, String origClOrdId) {
        user(accountId);
        replaceOrder
                .wrapAndApplyHeader(buffer, HEADER, header)
                .instrumentId(instrumentId)
                .qty(qty)
                .price(price);
        end(replaceOrder.clOrdId(clOrdId).origClOrdId(origClOrdId).limit());
    }

    /**
     * @param instrumentId 0: all
     * @param side null: both
     */
    public void massCancel(int accountId, int instrumentId, Side side, CancelReason reason) {
        user(accountId);
        massCancel
                .wrapAndApplyHeader(buffer, HEADER, header)
                .instrumentId(instrumentId)
                .side(side == null ? Side.NULL_VAL : side)
                .reason(reason);
        end(massCancel.limit());
    }

    /** @param timeoutNs 0 disarms */
    public void cancelAllAfter(int accountId, long timeoutNs) {
        user(accountId);
        end(cancelAllAfter
                .wrapAndApplyHeader(buffer, HEADER, header)
                .timeoutNs(timeoutNs)
                .limit());
    }

    public void blockAccount(int accountId, boolean isBlocked) {
        admin(accountId);
        end(blockAccount
                .wrapAndApplyHeader(buffer, HEADER, header)
                .blocked(isBlocked ? BooleanType.TRUE : BooleanType.FALSE)
                .limit());
    }

    public void setPhase(int instrumentId, Phase phase) {
        admin(NO_ACCOUNT);
        end(setPhase.wrapAndApplyHeader(buffer, HEADER, header)
                .instrumentId(instrumentId)
                .phase(phase)
                .limit());
    }

    /** @param referencePrice or {@link Conditions#ABSENT} */
    public void uncross(int instrumentId, long referencePrice) {
        admin(NO_ACCOUNT);
        end(uncross.wrapAndApplyHeader(buffer, HEADER, header)
                .instrumentId(instrumentId)
                .referencePrice(referencePrice)
                .limit());
    }

    /** Each of the prices, and the percentage, or {@link Conditions#ABSENT}. */
    public void setPriceBand(int instrumentId, long low, long high, long referencePrice, long collarPercentMicros) {
        admin(NO_ACCOUNT);
        end(setPriceBand
                .wrapAndApplyHeader(buffer, HEADER, header)
                .instrumentId(instrumentId)
                .low(low)
                .high(high)
                .referencePrice(referencePrice)
                .collarPercentMicros(collarPercentMicros)
                .limit());
    }

    /**
     * @param maxOpenOrders or {@link Conditions#ABSENT}: any number; like {@code maxOpenNotional}
     * @param assetId what the notional counts in; 0 without one
     */
    public void setAccountLimits(int accountId, long maxOpenOrders, int assetId, long maxOpenNotional) {
        admin(accountId);
        end(setAccountLimits
                .wrapAndApplyHeader(buffer, HEADER, header)
                .maxOpenOrders(maxOpenOrders)
                .assetId(assetId)
                .maxOpenNotional(maxOpenNotional)
                .limit());
    }

    /** @param bands pairs of below and tick, in price units; below of the last is {@link Conditions#ABSENT} */
    public void setTickTable(int instrumentId, long[][] bands) {
        admin(NO_ACCOUNT);
        SetTickTableEncoder.BandsEncoder group = setTickTable
                .wrapAndApplyHeader(buffer, HEADER, header)
                .instrumentId(instrumentId)
                .bandsCount(bands.length);
        for (long[] band : bands) {
            group.next().below(band[0]).tick(band[1]);
        }
        end(setTickTable.limit());
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
        CommandForms.plainCancel(cancelAuction, buffer, HEADER, header);
        end(cancelAuction.auctionId(auctionId).clOrdId(clOrdId).limit());
    }

    public void cancelAuction(int accountId, int auctionId, AuctionCancelReason reason, String clOrdId) {
        user(accountId);
        cancelAuction.wrapAndApplyHeader(buffer, HEADER, header);
        end(cancelAuction.auctionId(auctionId).reason(reason).clOrdId(clOrdId).limit());
    }

    /** @param origClOrdId names the bid; empty: the account's latest decides which go */
    public void retractBid(int accountId, int auctionId, RetractionReason reason, String clOrdId, String origClOrdId) {
        user(accountId);
        end(retractBid
                .wrapAndApplyHeader(buffer, HEADER, header)
                .auctionId(auctionId)
                .reason(reason)
                .clOrdId(clOrdId)
                .origClOrdId(origClOrdId)
                .limit());
    }

    /** The hammer. */
    public void closeAuction(int accountId, int auctionId, String clOrdId) {
        user(accountId);
        closeAuction.wrapAndApplyHeader(buffer, HEADER, header);
        end(closeAuction.auctionId(auctionId).clOrdId(clOrdId).limit());
    }

    /** @param winnerId {@link #NO_ACCOUNT}: the only one */
    public void cancelSale(int accountId, int auctionId, int winnerId, AuctionCancelReason reason, String clOrdId) {
        user(accountId);
        end(cancelSale
                .wrapAndApplyHeader(buffer, HEADER, header)
                .auctionId(auctionId)
                .winnerAccountId(winnerId)
                .reason(reason)
                .clOrdId(clOrdId)
                .limit());
    }

    /** @param expiresInNs {@link Conditions#ABSENT}: as long as offers can be made */
    public void offerSecondChance(int accountId, int auctionId, int bidderId, long expiresInNs, String clOrdId) {
        user(accountId);
        end(offerSecondChance
                .wrapAndApplyHeader(buffer, HEADER, header)
                .auctionId(auctionId)
                .bidderAccountId(bidderId)
                .expiresInNs(expiresInNs)
                .clOrdId(clOrdId)
                .limit());
    }

    public void answerOffer(int accountId, int auctionId, boolean accept, String clOrdId) {
        user(accountId);
        end(answerOffer
                .wrapAndApplyHeader(buffer, HEADER, header)
                .auctionId(auctionId)
                .accept(accept ? BooleanType.TRUE : BooleanType.FALSE)
                .clOrdId(clOrdId)
                .limit());
    }

    /**
     * What a seller thinks of a bidder; {@link #authority} makes it the venue's word.
     *
     * @param auctionId 0: none, a session is meant
     * @param sessionId 0: none, an auction is meant
     * @param maxBid in smallest units, or {@link Conditions#ABSENT}
     */
    public void setBidder(
            int accountId, int auctionId, int sessionId, int bidderId, BidderStanding standing, long maxBid) {
        user(accountId);
        end(setBidder
                .wrapAndApplyHeader(buffer, HEADER, header)
                .auctionId(auctionId)
                .sessionId(sessionId)
                .bidderAccountId(bidderId)
                .standing(standing)
                .maxBid(maxBid)
                .limit());
    }

    /** Sets both limits, in smallest units; {@link Conditions#ABSENT}: none. */
    public void setBidLimits(int accountId, int assetId, long maxBid, long maxExposure) {
        admin(accountId);
        end(setBidLimits
                .wrapAndApplyHeader(buffer, HEADER, header)
                .assetId(assetId)
                .maxBid(maxBid)
                .maxExposure(maxExposure)
                .limit());
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
