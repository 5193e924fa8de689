package io.gavel.engine.market;

import io.gavel.engine.Bytes;
import io.gavel.engine.account.Ledger;
import io.gavel.engine.auction.Auction;
import io.gavel.engine.book.CallAuction;
import io.gavel.engine.book.OrderStore;
import io.gavel.engine.market.auctions.AuctionCommands;
import io.gavel.engine.market.auctions.AuctionDesk;
import io.gavel.engine.market.auctions.BidLimits;
import io.gavel.engine.market.auctions.BidderDesk;
import io.gavel.engine.market.auctions.BidderStandings;
import io.gavel.engine.market.command.Command;
import io.gavel.engine.market.facts.Answer;
import io.gavel.engine.market.facts.AnswerWindow;
import io.gavel.engine.market.facts.Facts;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.engine.market.orders.CancelDesk;
import io.gavel.engine.market.orders.ExpressDesk;
import io.gavel.engine.market.orders.Indicatives;
import io.gavel.engine.market.orders.OpenOrders;
import io.gavel.engine.market.orders.OrderDesk;
import io.gavel.engine.market.orders.PhaseDesk;
import io.gavel.engine.market.orders.ReplaceDesk;
import io.gavel.engine.market.state.AccountLimits;
import io.gavel.engine.market.state.AccountOrders;
import io.gavel.engine.market.state.Listings;
import io.gavel.engine.market.state.Timers;
import io.gavel.wire.Refusal;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.BidAcceptedDecoder;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.log.OrderAcceptedDecoder;
import io.gavel.wire.log.OrderEnteredDecoder;
import io.gavel.wire.log.OrderReplacedDecoder;
import io.gavel.wire.log.RecoveredDecoder;
import io.gavel.wire.log.TimeReachedEncoder;
import io.gavel.wire.log.UpgradeDecoder;
import io.gavel.wire.sbe.AnswerOfferDecoder;
import io.gavel.wire.sbe.BlockAccountDecoder;
import io.gavel.wire.sbe.BuyNowDecoder;
import io.gavel.wire.sbe.CancelAllAfterDecoder;
import io.gavel.wire.sbe.CancelAuctionDecoder;
import io.gavel.wire.sbe.CancelOrderDecoder;
import io.gavel.wire.sbe.CancelSaleDecoder;
import io.gavel.wire.sbe.CloseAuctionDecoder;
import io.gavel.wire.sbe.DepositDecoder;
import io.gavel.wire.sbe.MassCancelDecoder;
import io.gavel.wire.sbe.NewOrderDecoder;
import io.gavel.wire.sbe.OfferSecondChanceDecoder;
import io.gavel.wire.sbe.PlaceBidDecoder;
import io.gavel.wire.sbe.ReplaceOrderDecoder;
import io.gavel.wire.sbe.RetractBidDecoder;
import io.gavel.wire.sbe.SetAccountLimitsDecoder;
import io.gavel.wire.sbe.SetBidLimitsDecoder;
import io.gavel.wire.sbe.WithdrawDecoder;
import io.gavel.wire.types.MessageHeaderDecoder;
import io.gavel.wire.types.MessageHeaderEncoder;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The engine: every command in one order, every decision in one place.
 *
 * <p>The shape is a replicated state machine's: {@link #onCommand} takes a command and a time and writes one or more
 * transactions; {@link #writeSnapshot} and {@link #readSnapshot} carry the whole state. Same calls, same bytes, on every
 * JVM. Before a command at time t everything due at or before t happens, in order of deadline, then creation, each as a
 * transaction of its own at its own time. A refusal is an event, not an exception; an exception is a bug, and the state
 * must not be used any more.
 *
 * <p>Units: times in ns since the epoch, below 2^62, never going back (an earlier one counts as the latest seen). Thread: one at a
 * time. No allocation in steady state but for what is created.
 */
public final class Market {
    private static final int NO_ACCOUNT = 0;

    private final Listings listings;
    private final Ledger ledger = new Ledger();
    private final OrderStore orders;
    private final AnswerWindow answers;
    private final AccountOrders accountOrders;
    private final AccountLimits accountLimits = new AccountLimits();
    private final BidderStandings standings = new BidderStandings();
    private final BidLimits bidLimits = new BidLimits();
    private final Facts facts;
    private final Indicatives indicatives;
    private final OpenOrders openOrders;
    private final OrderDesk orderDesk;
    private final ExpressDesk expressDesk;
    private final AuctionDesk auctionDesk;
    private final AuctionCommands auctionCommands;
    private final BidderDesk bidderDesk;
    private final CashDesk cashDesk;
    private final ListingDesk listingDesk;
    private final ReplaceDesk replaceDesk;
    private final CancelDesk cancelDesk;
    private final AccountDesk accountDesk;
    private final VenueCommands venueCommands;
    private final AccountCommands accountCommands;
    private final LookAhead lookAhead;

    private final MessageHeaderDecoder header = new MessageHeaderDecoder();
    private final Command command = new Command();
    private final ReplaceOrderDecoder replaceOrder = new ReplaceOrderDecoder();
    private final PlaceBidDecoder placeBid = new PlaceBidDecoder();
    private final DepositDecoder deposit = new DepositDecoder();
    private final WithdrawDecoder withdraw = new WithdrawDecoder();
    private final RecoveredDecoder recovered = new RecoveredDecoder();
    private final UpgradeDecoder upgrade = new UpgradeDecoder();
    private final DirectBuffer timeReached = timeReached();

    private long lastSeq;
    private long lastTimeNs;
    private int ruleSet = RuleSets.FIRST;

    public Market(MarketConfig config) {
        listings =
                new Listings(config.maxAssets(), config.maxAccounts(), config.maxInstruments(), config.maxAuctions());
        orders = new OrderStore(config.roomForOrders());
        accountOrders = new AccountOrders(orders, config.roomForOrders());
        answers = new AnswerWindow(orders, config.idsPerAccount(), config.idsInAll(), config.roomForOrders());
        facts = new Facts(ledger, orders);
        CallAuction callAuction = new CallAuction(orders);
        indicatives = new Indicatives(callAuction, orders, ledger, facts);
        openOrders = new OpenOrders(listings, orders, answers, accountOrders, accountLimits, facts, indicatives);
        orderDesk = new OrderDesk(
                listings, ledger, orders, accountOrders, accountLimits, openOrders, facts, config.maxOpenOrders());
        expressDesk = new ExpressDesk(listings, ledger, orders, answers, accountLimits, orderDesk, openOrders, facts);
        auctionDesk = new AuctionDesk(listings, ledger, accountLimits, standings, bidLimits, facts);
        auctionCommands = new AuctionCommands(auctionDesk);
        bidderDesk = new BidderDesk(listings, standings, bidLimits, facts);
        cashDesk = new CashDesk(listings, ledger, facts);
        listingDesk = new ListingDesk(listings, ledger, orders, auctionDesk, facts);
        venueCommands = new VenueCommands(
                listingDesk,
                new VenueDesk(listings, indicatives, facts),
                new PhaseDesk(listings, orders, orderDesk, openOrders, callAuction, indicatives, facts),
                auctionDesk,
                bidderDesk,
                facts);
        replaceDesk = new ReplaceDesk(listings, ledger, orders, answers, accountLimits, orderDesk, openOrders, facts);
        cancelDesk = new CancelDesk(listings, orders, accountOrders, accountLimits, openOrders, facts);
        accountDesk = new AccountDesk(listings, orders, accountOrders, accountLimits, openOrders, facts);
        accountCommands = new AccountCommands(cancelDesk, bidderDesk, accountDesk);
        lookAhead = new LookAhead(listings, answers, orders);
        ledger.open(SystemAccount.EXTERNAL, true);
        ledger.open(SystemAccount.HOUSE, true);
        ledger.open(SystemAccount.FEES, true);
        ledger.open(SystemAccount.ROUNDING, true);
    }

    /** Sequence of the last transaction; 0 before the first. */
    public long lastSeq() {
        return lastSeq;
    }

    /** Engine time: that of the last transaction. */
    public long lastTimeNs() {
        return lastTimeNs;
    }

    /** Which rules hold. */
    public int ruleSet() {
        return ruleSet;
    }

    /** How many orders rest in all books. */
    public int openOrders() {
        return orders.size();
    }

    /** Bytes outside the heap that open orders use. */
    public long usedBytes() {
        return orders.usedBytes() + accountOrders.usedBytes();
    }

    /**
     * Decides a command.
     *
     * @param buffer holds {@code CommandHead}, SBE header and body; borrowed for the call
     * @param timeNs engine time of the command
     * @param out takes the transactions: those that time made due, then the command's
     */
    public void onCommand(DirectBuffer buffer, int offset, int length, long timeNs, TransactionBuffer out) {
        // RECOVERED acts before time moves, so that policies about outages see what is due before it happens.
        if (listings.timers.earliestNs() <= timeNs && templateId(buffer, offset) != RecoveredDecoder.TEMPLATE_ID) {
            onTime(timeNs, out);
        }
        int at = out.take(buffer, offset, length);
        int events = expressDesk.decides(out.bytes(), Bytes.place(at), length, lastSeq + 1);
        if (events > 0) {
            lastTimeNs = Math.max(lastTimeNs, timeNs);
            out.whole(++lastSeq, lastTimeNs, length, events);
            ledger.checkBalanced();
        } else {
            decideAtDesks(buffer, offset, at, length, timeNs, ExpressDesk.isTrade(events), out);
        }
    }

    /** @param at where {@code out} has the copy of the command */
    private void decideAtDesks(
            DirectBuffer buffer, int offset, int at, int length, long timeNs, boolean isTrade, TransactionBuffer out) {
        begin(length, out);
        // The copy is in an array, whatever its sender has: what is asked of all commands is asked there.
        command.wrap(out.bytes(), at, length);
        if (command.templateId() != RecoveredDecoder.TEMPLATE_ID) {
            lastTimeNs = Math.max(lastTimeNs, timeNs);
        }
        out.at(lastTimeNs);
        if (!isTrade || !expressDesk.trades(command)) {
            decide(buffer, offset + Command.BODY);
        }
        end(out);
    }

    private int templateId(DirectBuffer buffer, int offset) {
        return header.wrap(buffer, offset + Transaction.COMMAND_HEAD_LENGTH).templateId();
    }

    /** Most commands that are looked at together. */
    public static final int MOST_AHEAD = LookAhead.MOST;

    /**
     * Tells of a command that will be decided soon; it need not come. After up to {@link #MOST_AHEAD} of them
     * {@link #lookAhead}, and then they.
     */
    public void expect(DirectBuffer buffer, int offset, int length) {
        lookAhead.expect(buffer, offset, length);
    }

    /** Whether it is worth anything to {@link #expect} commands; until they are decided the answer stays the same. */
    public boolean looksAhead() {
        return lookAhead.isWorthIt();
    }

    /** Reads what the expected commands will need, so that it is near when they are decided. Changes nothing. */
    public void lookAhead() {
        lookAhead.read();
    }

    /** Lets time pass: everything due at or before {@code timeNs} happens. Writes nothing if nothing is due. */
    public void onTime(long timeNs, TransactionBuffer out) {
        Timers timers = listings.timers;
        while (timers.earliestNs() <= timeNs) {
            lastTimeNs = Math.max(lastTimeNs, timers.earliestNs());
            int length = timeReached.capacity();
            out.take(timeReached, 0, length);
            begin(length, out);
            out.at(lastTimeNs);
            onDeadline(timers.earliestKind(), timers.earliest());
            end(out);
        }
    }

    /** What is due happens, and its timer ends or moves. */
    private void onDeadline(Timers.Kind kind, int subject) {
        switch (kind) {
            case AUCTION -> auctionDesk.onDeadline(subject, lastTimeNs);
            case ORDER -> orderDesk.expire(subject);
            case DEAD_MAN -> cancelDesk.onDeadMan(subject);
            case SESSION -> auctionDesk.sessions().onDeadline(subject, lastTimeNs);
        }
    }

    /**
     * Takes over sequence and time of a recorded transaction that an operator has given up, and decides nothing; it must
     * be the next one. Order ids that it gave are not given again, so that what follows keeps its own.
     */
    public void pass(Transaction givenUp) {
        if (givenUp.seq() != lastSeq + 1) {
            throw new IllegalArgumentException(
                    "expected the next transaction, lastSeq=" + lastSeq + ", seq=" + givenUp.seq());
        }
        Transaction recorded = new Transaction().wrap(givenUp.buffer(), givenUp.offset(), givenUp.seq());
        while (recorded.nextEvent()) {
            orderDesk.nextOrderId(Math.max(orderDesk.nextOrderId(), orderIdGivenIn(recorded) + 1));
        }
        lastSeq = givenUp.seq();
        lastTimeNs = Math.max(lastTimeNs, givenUp.timeNs());
    }

    /** The order id that the event at hand gave, or 0. */
    private static long orderIdGivenIn(Transaction at) {
        int offset = at.eventOffset();
        return switch (at.eventTemplateId()) {
            case OrderAcceptedDecoder.TEMPLATE_ID ->
                new OrderAcceptedDecoder()
                        .wrap(at.buffer(), offset, at.eventBlockLength(), at.eventVersion())
                        .orderId();
            case OrderEnteredDecoder.TEMPLATE_ID ->
                new OrderEnteredDecoder()
                        .wrap(at.buffer(), offset, at.eventBlockLength(), at.eventVersion())
                        .orderId();
            default -> 0;
        };
    }

    /** Writes the whole state as records in canonical order, the last of which carries the {@link #stateHash}. */
    public void writeSnapshot(SnapshotSink sink) {
        new SnapshotWriter(sink).write(this);
    }

    /**
     * Takes over the state of a snapshot. The market must be new.
     *
     * @throws IllegalStateException if the market is not new or a record is missing, unknown or not what was written
     */
    public void readSnapshot(SnapshotSource source) {
        new SnapshotReader(this).read(source);
    }

    /** A hash of the whole state, from values only: equal states have equal hashes on every JVM. O(n). */
    public long stateHash() {
        return new SnapshotWriter((buffer, offset, length) -> {}).write(this);
    }

    /** Recomputes every law from the whole state. O(n): for tests, replay and the simulator. */
    public void verify() {
        ledger.checkBalanced();
        ledger.verify();
        new HoldsAudit(listings, ledger, orders, openOrders).verify();
        listings.instruments().forEach(instrument -> instrument.verify());
        accountOrders.verify();
        accountDesk.verify();
        bidderDesk.verify();
        listings.auctions().forEach(auction -> auction.verify());
    }

    /** Begins the transaction of the command taken. */
    private void begin(int commandLength, TransactionBuffer out) {
        out.begin(lastSeq + 1, commandLength);
        facts.writeTo(out);
    }

    private void end(TransactionBuffer out) {
        indicatives.tell();
        lastSeq = out.end();
        ledger.checkBalanced();
    }

    /** @param body where the command's is in the sender's buffer: what is not frequent is decoded there */
    private void decide(DirectBuffer buffer, int body) {
        int templateId = command.templateId();
        if (isDecidedOnce(templateId)) {
            decideOnce(buffer, body);
        } else if (isForAccount(templateId)) {
            decideForAccount(buffer, body);
        } else {
            decideForVenue(buffer, body);
        }
    }

    private void decideForVenue(DirectBuffer buffer, int body) {
        switch (command.templateId()) {
            case UpgradeDecoder.TEMPLATE_ID ->
                decideUpgrade(upgrade.wrap(buffer, body, command.blockLength(), command.version()));
            case RecoveredDecoder.TEMPLATE_ID ->
                decideRecovered(recovered.wrap(buffer, body, command.blockLength(), command.version()));
            default -> venueCommands.decide(command, buffer, body, lastSeq + 1, lastTimeNs);
        }
    }

    /** A command with a client order id of its own is decided once; who repeats it gets the same answer. */
    private void decideOnce(DirectBuffer buffer, int body) {
        int accountId = command.accountId();
        if (!isAccount(accountId)) {
            facts.refused(Refusal.UNKNOWN_ACCOUNT);
            return;
        }
        if (!command.readId()) {
            facts.refused(Refusal.MALFORMED);
            return;
        }
        long idHash = command.idHash();
        int idOffset = command.idOffset();
        int idLength = command.idLength();
        int bodyHash = command.bodyHash();
        boolean isReplace = command.templateId() == ReplaceOrderDecoder.TEMPLATE_ID;
        if (isReplace || command.templateId() == RetractBidDecoder.TEMPLATE_ID) {
            if (isReplace ? !command.readNextId() : !command.readNextIdOrNone()) {
                facts.refused(Refusal.MALFORMED);
                return;
            }
            bodyHash = command.hashWithId(bodyHash);
        }
        long known = answers.find(accountId, idHash);
        if (known == AnswerWindow.NONE && answers.hasPinned(accountId)) {
            int resting = orders.find(accountId, command.bytes(), idOffset, idLength);
            known = resting == OrderStore.NONE ? known : answers.entryOf(resting);
        }
        if (known == AnswerWindow.NONE) {
            facts.answer().clear();
            decideNew(accountId, idOffset, idLength, buffer, body);
            int rested = openOrders.takeRested();
            facts.answer().rememberIn(answers, accountId, idHash, bodyHash, lastSeq + 1, rested);
        } else if (answers.hasBody(known, bodyHash)) {
            repeat(known, buffer, body);
        } else {
            facts.refused(Refusal.CL_ORD_ID_REUSED);
        }
    }

    /** Gives the answer once more. What the least next bid was after an accepted one follows from the price then. */
    private void repeat(long entry, DirectBuffer buffer, int body) {
        int block = command.blockLength();
        int version = command.version();
        if (answers.answer(entry) == OrderReplacedDecoder.TEMPLATE_ID
                && !namesAnInstrument(buffer, body, block, version)) {
            // Another body, as below: what the answer speaks of is not there.
            facts.refused(Refusal.CL_ORD_ID_REUSED);
            return;
        }
        if (answers.answer(entry) != BidAcceptedDecoder.TEMPLATE_ID) {
            facts.duplicate(answers, entry, 0);
            return;
        }
        Auction auction =
                listings.auction(placeBid.wrap(buffer, body, block, version).auctionId());
        if (auction == null) {
            // Another body after all: somebody took the trouble to find one with the same hash.
            facts.refused(Refusal.CL_ORD_ID_REUSED);
            return;
        }
        boolean takesStart = (answers.value2(entry) & Answer.TAKES_START) != 0;
        long minNext = takesStart ? auction.terms().start() : auction.minNextAfter(answers.value1(entry));
        facts.duplicate(answers, entry, minNext);
    }

    private boolean namesAnInstrument(DirectBuffer buffer, int body, int block, int version) {
        return command.templateId() == ReplaceOrderDecoder.TEMPLATE_ID
                && listings.instrument(
                                replaceOrder.wrap(buffer, body, block, version).instrumentId())
                        != null;
    }

    /** Decides a command that was not heard before; an order that it leaves behind is {@link OpenOrders#takeRested}. */
    private void decideNew(int accountId, int idOffset, int idLength, DirectBuffer buffer, int body) {
        switch (command.templateId()) {
            case NewOrderDecoder.TEMPLATE_ID -> orderDesk.newOrder(command, lastSeq + 1, lastTimeNs);
            case ReplaceOrderDecoder.TEMPLATE_ID -> replaceDesk.replaceOrder(command, idOffset, idLength);
            default -> decideNew(accountId, buffer, body, command.blockLength(), command.version());
        }
    }

    /** The same of what is no order. */
    private void decideNew(int accountId, DirectBuffer buffer, int body, int block, int version) {
        switch (command.templateId()) {
            case DepositDecoder.TEMPLATE_ID -> cashDesk.deposit(accountId, deposit.wrap(buffer, body, block, version));
            case WithdrawDecoder.TEMPLATE_ID ->
                cashDesk.withdraw(accountId, withdraw.wrap(buffer, body, block, version));
            default -> auctionCommands.decide(command, buffer, body, lastSeq + 1, lastTimeNs);
        }
    }

    /** Whether commands of this template are about the account in their head, and can be repeated at will. */
    private static boolean isForAccount(int templateId) {
        return switch (templateId) {
            case CancelOrderDecoder.TEMPLATE_ID,
                    MassCancelDecoder.TEMPLATE_ID,
                    CancelAllAfterDecoder.TEMPLATE_ID,
                    BlockAccountDecoder.TEMPLATE_ID,
                    SetBidLimitsDecoder.TEMPLATE_ID,
                    SetAccountLimitsDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    private void decideForAccount(DirectBuffer buffer, int body) {
        if (!isAccount(command.accountId())) {
            facts.refused(Refusal.UNKNOWN_ACCOUNT);
        } else if (command.templateId() == CancelOrderDecoder.TEMPLATE_ID) {
            orderDesk.cancelOrder(command);
        } else {
            accountCommands.decide(command, buffer, body, lastSeq + 1, lastTimeNs);
        }
    }

    /** What was due and is not delayed happens next, at its own time. */
    private void decideRecovered(RecoveredDecoder command) {
        auctionDesk.onRecovered(command.lastNs(), command.nowNs());
    }

    private void decideUpgrade(UpgradeDecoder command) {
        int wanted = command.ruleSet();
        if (!RuleSets.isKnown(wanted) || wanted < ruleSet) {
            facts.refused(Refusal.UNKNOWN_RULE_SET, RuleSets.NEWEST);
            return;
        }
        ruleSet = wanted;
        facts.ruleSetChanged(ruleSet);
    }

    /** Whether commands of this template carry a client order id of their own, right behind their block. */
    static boolean isDecidedOnce(int templateId) {
        return switch (templateId) {
            case NewOrderDecoder.TEMPLATE_ID,
                    ReplaceOrderDecoder.TEMPLATE_ID,
                    PlaceBidDecoder.TEMPLATE_ID,
                    BuyNowDecoder.TEMPLATE_ID,
                    CancelAuctionDecoder.TEMPLATE_ID,
                    CloseAuctionDecoder.TEMPLATE_ID,
                    RetractBidDecoder.TEMPLATE_ID,
                    CancelSaleDecoder.TEMPLATE_ID,
                    OfferSecondChanceDecoder.TEMPLATE_ID,
                    AnswerOfferDecoder.TEMPLATE_ID,
                    DepositDecoder.TEMPLATE_ID,
                    WithdrawDecoder.TEMPLATE_ID -> true;
            default -> false;
        };
    }

    private boolean isAccount(int accountId) {
        return listings.accounts.has(accountId);
    }

    Listings listings() {
        return listings;
    }

    Ledger ledger() {
        return ledger;
    }

    OrderStore orders() {
        return orders;
    }

    AnswerWindow answers() {
        return answers;
    }

    AccountOrders accountOrders() {
        return accountOrders;
    }

    AccountLimits accountLimits() {
        return accountLimits;
    }

    /** Where orders begin and end. */
    OpenOrders restingOrders() {
        return openOrders;
    }

    OrderDesk orderDesk() {
        return orderDesk;
    }

    AuctionDesk auctionDesk() {
        return auctionDesk;
    }

    BidderDesk bidderDesk() {
        return bidderDesk;
    }

    BidderStandings standings() {
        return standings;
    }

    BidLimits bidLimits() {
        return bidLimits;
    }

    ListingDesk listingDesk() {
        return listingDesk;
    }

    void restore(long lastSeq, long lastTimeNs, int ruleSet) {
        this.lastSeq = lastSeq;
        this.lastTimeNs = lastTimeNs;
        this.ruleSet = ruleSet;
    }

    private static DirectBuffer timeReached() {
        int length = Command.BODY;
        UnsafeBuffer command = new UnsafeBuffer(new byte[length]);
        new CommandHeadEncoder().wrap(command, 0).accountId(NO_ACCOUNT);
        new MessageHeaderEncoder()
                .wrap(command, Transaction.COMMAND_HEAD_LENGTH)
                .blockLength(TimeReachedEncoder.BLOCK_LENGTH)
                .templateId(TimeReachedEncoder.TEMPLATE_ID)
                .schemaId(TimeReachedEncoder.SCHEMA_ID)
                .version(Transaction.RECORD_VERSION);
        return command;
    }
}
