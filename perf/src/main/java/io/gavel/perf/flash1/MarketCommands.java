package io.gavel.perf.flash1;

import io.gavel.engine.market.MarketConfig;
import io.gavel.wire.CommandForms;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.Transaction;
import io.gavel.wire.log.CommandHeadEncoder;
import io.gavel.wire.sbe.CancelOrderEncoder;
import io.gavel.wire.sbe.NewOrderEncoder;
import io.gavel.wire.sbe.ReplaceOrderEncoder;
import io.gavel.wire.types.MessageHeaderEncoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.SelfTrade;
import io.gavel.wire.types.TimeInForce;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The messages of a workload as commands of a market, one behind the other. Client order ids are eight bytes. Where money is
 * moved, trades cost fees and nobody may trade with himself; who buys never sells, so that this is asked of every trade and
 * the reports are still those of a book that knows no accounts.
 */
final class MarketCommands {
    private static final long RICH = 1L << 55;
    /** Of each account before the first message: more than the ids that a market remembers. */
    private static final int DEPOSITS = MarketConfig.defaults().idsPerAccount() + 1;

    /** 0.02 and 0.05 percent. */
    private static final long MAKER_FEE = 20_000;

    private static final long TAKER_FEE = 50_000;

    private static final int BASE = 1;
    private static final int QUOTE = 2;
    private static final int FIRST_INSTRUMENT = 1;
    /** Most bytes of a command here. */
    private static final int MOST_BYTES = 96;
    /** An id is which of the workload's ids it stands for, below, and how often that one has been named before. */
    private static final int VERSION_SHIFT = 40;

    private static Workload lastWorkload;
    private static MarketCommands last;

    private final Workload workload;
    private final UnsafeBuffer buffer;
    private final int[] firsts;
    private int[] offsets;
    private long[] plainIds;
    private int count;
    private int length;

    private final Map<Long, Integer> numbers = new HashMap<>();
    private int[] versions = new int[1024];
    /** What of it was filled under names that it had before: a replace tells its whole quantity. */
    private long[] filled = new long[1024];
    /** Whose it is. */
    private int[] accounts = new int[1024];

    private final CommandHeadEncoder head = new CommandHeadEncoder();
    private final MessageHeaderEncoder header = new MessageHeaderEncoder();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final ReplaceOrderEncoder replaceOrder = new ReplaceOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final byte[] id = new byte[Long.BYTES];
    private final ByteBuffer idBytes = ByteBuffer.wrap(id).order(ByteOrder.LITTLE_ENDIAN);

    private MarketCommands(Workload workload) {
        this.workload = workload;
        firsts = new int[workload.size() + 1];
        offsets = new int[workload.size() + 1];
        plainIds = new long[1024];
        buffer = new UnsafeBuffer(new byte[1 << 20]);
    }

    /** Those of a workload, made once for as many passes as there are. */
    static MarketCommands of(Workload workload) {
        if (lastWorkload != workload) {
            last = new MarketCommands(workload);
            last.encodeAll();
            lastWorkload = workload;
        }
        return last;
    }

    /** Hands over what must be there first: assets, accounts with money and as many ids as are remembered, instruments. */
    void setUp(Consumer<CommandWriter> to) {
        CommandWriter command = new CommandWriter();
        command.createAsset("BASE", 0);
        to.accept(command);
        command.createAsset("QUOTE", 2);
        to.accept(command);
        for (int i = 0; i < workload.accounts(); i++) {
            int account = SystemAccount.FIRST_USER + i;
            command.createAccount("account-" + i, false);
            to.accept(command);
            if (workload.movesMoney()) {
                command.deposit(account, BASE, RICH / workload.accounts(), "base");
                to.accept(command);
                command.deposit(account, QUOTE, RICH / workload.accounts(), "quote");
                to.accept(command);
            }
        }
        for (int i = 0; i < DEPOSITS; i++) {
            for (int account = 0; account < workload.accounts(); account++) {
                command.deposit(SystemAccount.FIRST_USER + account, BASE, 1, "deposit-" + i);
                to.accept(command);
            }
        }
        for (int i = 0; i < workload.bookCount(); i++) {
            String name = "BOOK-" + i;
            command.createInstrument(terms -> terms.baseAssetId(BASE)
                    .quoteAssetId(QUOTE)
                    .risk(workload.movesMoney() ? RiskMode.FULL : RiskMode.NONE)
                    .selfTrade(areSidesApart() ? SelfTrade.CANCEL_OLDEST : SelfTrade.NONE)
                    .makerFeePercentMicros(workload.movesMoney() ? MAKER_FEE : 0)
                    .takerFeePercentMicros(workload.movesMoney() ? TAKER_FEE : 0)
                    .priceDecimals((short) 2)
                    .qtyDecimals((short) 0)
                    .tick(1)
                    .lot(1)
                    .name(name));
            to.accept(command);
        }
    }

    DirectBuffer buffer() {
        return buffer;
    }

    /** The first command of a message; that of the one behind it where it has none left. */
    int first(int message) {
        return firsts[message];
    }

    /** Of all commands, and behind the last one its end. */
    int[] offsets() {
        return offsets;
    }

    int offset(int command) {
        return offsets[command];
    }

    int length(int command) {
        return offsets[command + 1] - offsets[command];
    }

    /** The workload's id that a client order id stands for. */
    long id(byte[] clOrdId) {
        return plainIds[
                (int) ByteBuffer.wrap(clOrdId).order(ByteOrder.LITTLE_ENDIAN).getLong(0)];
    }

    private void encodeAll() {
        // Whether a modify finds its order is for a book to say.
        GavelMatcher book = new GavelMatcher();
        book.prepare(workload);
        ReportStream reports = new ReportStream(64);
        for (int i = 0; i < workload.size(); i++) {
            firsts[i] = count;
            encode(i, book);
            reports.clear();
            book.run(workload, i, i + 1, reports);
        }
        firsts[workload.size()] = count;
    }

    private void encode(int i, GavelMatcher book) {
        int number = numbers.computeIfAbsent(workload.id(i), this::number);
        switch (workload.type(i)) {
            case Workload.NEW -> order(i, number);
            case Workload.CANCEL -> cancel(i, number);
            default -> modify(i, number, book);
        }
    }

    /** What only shrinks would keep its place, and none changes its side or becomes immediate: those are canceled and new. */
    private void modify(int i, int number, GavelMatcher book) {
        if (!book.isLive(workload.id(i))) {
            cancel(i, number);
        } else if (workload.isIoc(i) || !book.isReplacedBy(workload, i)) {
            cancel(i, number);
            versions[number]++;
            filled[number] = 0;
            order(i, number);
        } else {
            filled[number] += book.filledLots(workload.id(i));
            replace(i, number);
        }
    }

    private int number(long plainId) {
        int number = numbers.size();
        if (number == plainIds.length) {
            plainIds = Arrays.copyOf(plainIds, number * 2);
            versions = Arrays.copyOf(versions, number * 2);
            filled = Arrays.copyOf(filled, number * 2);
            accounts = Arrays.copyOf(accounts, number * 2);
        }
        plainIds[number] = plainId;
        accounts[number] = SystemAccount.FIRST_USER + number % workload.accounts();
        return number;
    }

    private boolean areSidesApart() {
        return workload.movesMoney() && workload.accounts() > 1;
    }

    /** One of those who buy, or of the others, who sell. */
    private int accountOf(int side, int number) {
        int buyers = workload.accounts() / 2;
        int account = side == Workload.BUY ? number % buyers : buyers + number % (workload.accounts() - buyers);
        return SystemAccount.FIRST_USER + account;
    }

    private void order(int i, int number) {
        if (areSidesApart()) {
            accounts[number] = accountOf(workload.sideValue(i), number);
        }
        CommandForms.plainOrder(newOrder, buffer, head(number), header)
                .instrumentId(FIRST_INSTRUMENT + workload.book(i))
                .side(workload.side(i))
                .ordType(OrdType.LIMIT)
                .timeInForce(workload.isIoc(i) ? TimeInForce.IOC : TimeInForce.GTC)
                .qty(workload.qty(i))
                .price(workload.price(i))
                .putClOrdId(clOrdId(number), 0, id.length);
        end(newOrder.limit());
    }

    private void cancel(int i, int number) {
        cancelOrder
                .wrapAndApplyHeader(buffer, head(number), header)
                .instrumentId(FIRST_INSTRUMENT + workload.book(i))
                .putClOrdId(clOrdId(number), 0, id.length);
        end(cancelOrder.limit());
    }

    private void replace(int i, int number) {
        byte[] original = clOrdId(number).clone();
        versions[number]++;
        replaceOrder
                .wrapAndApplyHeader(buffer, head(number), header)
                .instrumentId(FIRST_INSTRUMENT + workload.book(i))
                .qty(filled[number] + workload.qty(i))
                .price(workload.price(i))
                .putClOrdId(clOrdId(number), 0, id.length)
                .putOrigClOrdId(original, 0, original.length);
        end(replaceOrder.limit());
    }

    private byte[] clOrdId(int number) {
        idBytes.putLong(0, number | (long) versions[number] << VERSION_SHIFT);
        return id;
    }

    private int head(int number) {
        if (length + MOST_BYTES > buffer.capacity()) {
            buffer.wrap(Arrays.copyOf(buffer.byteArray(), buffer.capacity() * 2));
        }
        head.wrap(buffer, length)
                .accountId(accounts[number])
                .authority((short) 0)
                .flags((short) 0)
                .reserved(0);
        return length + Transaction.COMMAND_HEAD_LENGTH;
    }

    private void end(int limit) {
        if (count + 1 == offsets.length) {
            offsets = Arrays.copyOf(offsets, count * 2);
        }
        length = limit;
        offsets[++count] = length;
    }
}
