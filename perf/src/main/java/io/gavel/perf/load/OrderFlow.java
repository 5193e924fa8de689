package io.gavel.perf.load;

import io.gavel.wire.CommandForms;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.SystemAccount;
import io.gavel.wire.sbe.CancelOrderEncoder;
import io.gavel.wire.sbe.CreateInstrumentEncoder;
import io.gavel.wire.sbe.NewOrderEncoder;
import io.gavel.wire.types.OrdType;
import io.gavel.wire.types.RiskMode;
import io.gavel.wire.types.Side;
import io.gavel.wire.types.TimeInForce;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.agrona.DirectBuffer;

/**
 * Orders on one instrument with risk full: about half limit orders near the middle, four of ten cancels of an order that
 * was entered before, one of ten crosses at once and does not rest. Some thousand orders rest. Seeded.
 */
public final class OrderFlow implements CommandFlow {
    private static final int MIDDLE = 10_000;
    private static final int SPREAD = 100;
    private static final int MOST_ENTERED = 4_096;
    private static final int INSTRUMENT = 1;
    private static final int FAR_NEAREST = 2 * SPREAD;
    private static final int FAR_LEVELS = 4_000;
    /** Client order ids that the others do not come to. */
    private static final long FIRST_FAR_ID = 1L << 39;

    private final UserCommand command = new UserCommand();
    private final ClOrdIds ids = new ClOrdIds();
    private final NewOrderEncoder newOrder = new NewOrderEncoder();
    private final CancelOrderEncoder cancelOrder = new CancelOrderEncoder();
    private final SplittableRandom random;
    private final long[] enteredIds = new long[MOST_ENTERED];
    private final int[] enteredAccounts = new int[MOST_ENTERED];
    private int entered;
    private long nextId;
    private int farLeft;

    public OrderFlow(long seed) {
        this(seed, 0);
    }

    /** @param farOrders how many orders come first that are never met and never canceled */
    public OrderFlow(long seed, int farOrders) {
        random = new SplittableRandom(seed);
        farLeft = farOrders;
    }

    @Override
    public DirectBuffer buffer() {
        return command.buffer();
    }

    @Override
    public void setUp(Consumer<CommandWriter> to) {
        Setup.run(to, command -> command.createInstrument(OrderFlow::instrument));
    }

    @Override
    public int next() {
        if (farLeft > 0) {
            return far();
        }
        int dice = random.nextInt(100);
        if (entered == MOST_ENTERED || (dice < 40 && entered > 1_000)) {
            return cancel(random.nextInt(entered));
        }
        return order(dice >= 90);
    }

    private int far() {
        farLeft--;
        int account = SystemAccount.FIRST_USER + farLeft % ACCOUNTS;
        int away = FAR_NEAREST + random.nextInt(FAR_LEVELS);
        return enter(account, random.nextBoolean(), away, TimeInForce.GTC, 1, FIRST_FAR_ID + farLeft);
    }

    private int order(boolean crosses) {
        boolean buys = random.nextBoolean();
        int account = SystemAccount.FIRST_USER + random.nextInt(ACCOUNTS);
        int away = crosses ? -SPREAD : 1 + random.nextInt(SPREAD);
        long id = nextId++;
        if (!crosses) {
            enteredIds[entered] = id;
            enteredAccounts[entered++] = account;
        }
        return enter(account, buys, away, crosses ? TimeInForce.IOC : TimeInForce.GTC, 1 + random.nextInt(20), id);
    }

    private int enter(int account, boolean buys, int away, TimeInForce timeInForce, int qty, long id) {
        return CommandForms.plainOrder(newOrder, command.buffer(), command.head(account), command.header())
                .instrumentId(INSTRUMENT)
                .side(buys ? Side.BUY : Side.SELL)
                .ordType(OrdType.LIMIT)
                .timeInForce(timeInForce)
                .qty(qty)
                .price(MIDDLE + (buys ? -away : away))
                .putClOrdId(ids.of(id), 0, ClOrdIds.LENGTH)
                .limit();
    }

    private int cancel(int index) {
        cancelOrder
                .wrapAndApplyHeader(command.buffer(), command.head(enteredAccounts[index]), command.header())
                .instrumentId(INSTRUMENT)
                .putClOrdId(ids.of(enteredIds[index]), 0, ClOrdIds.LENGTH);
        entered--;
        enteredIds[index] = enteredIds[entered];
        enteredAccounts[index] = enteredAccounts[entered];
        return cancelOrder.limit();
    }

    private static void instrument(CreateInstrumentEncoder body) {
        body.baseAssetId(Setup.ACME)
                .quoteAssetId(Setup.USD)
                .risk(RiskMode.FULL)
                .priceDecimals((short) 2)
                .qtyDecimals((short) 0)
                .tick(1)
                .lot(1)
                .minQty(CreateInstrumentEncoder.minQtyNullValue())
                .maxQty(CreateInstrumentEncoder.maxQtyNullValue())
                .maxNotional(CreateInstrumentEncoder.maxNotionalNullValue())
                .name("ACME");
    }
}
