package io.gavel.engine.book;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.wire.types.Side;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

final class OrderIndexTest {
    private static final int ORDERS = 1 << 16;
    private static final int BUCKETS = 2 * ORDERS;
    /** Of as many orders at random 79 in 100 would have a bucket to themselves or share it as the first. */
    private static final double LEAST_SHARE = 0.7;

    /** Each of these counts up in another way, as programs that make ids do. */
    @Test
    void idsThatCountUpAreSpreadOverTheBuckets() {
        assertSpread("digits", i -> String.format(Locale.ROOT, "%08d", i));
        assertSpread("digits behind a word", i -> String.format(Locale.ROOT, "ord%05d", i));
        assertSpread("digits without zeros", Integer::toString);
        assertSpread("base 36", i -> Integer.toString(i, 36));
        assertSpread("hexadecimal", i -> String.format(Locale.ROOT, "%08x", i));
        assertSpread("thousands", i -> String.format(Locale.ROOT, "%05d000", i));
    }

    @Test
    void oneIdOfManyAccountsIsSpreadOverTheBuckets() {
        BitSet buckets = new BitSet(BUCKETS);
        for (int account = 0; account < ORDERS; account++) {
            buckets.set(OrderIndex.hash(account, key("1")) & BUCKETS - 1);
        }
        assertTrue(buckets.cardinality() > LEAST_SHARE * ORDERS, "buckets=" + buckets.cardinality());
    }

    /** As where orders are dealt out in turn, with ids that count them: in both, the same bits go up. */
    @Test
    void idsThatGoUpWithTheirAccountsAreSpreadOverTheBuckets() {
        BitSet buckets = new BitSet(BUCKETS);
        for (int i = 0; i < ORDERS; i++) {
            buckets.set(OrderIndex.hash(16 + i % 1000, i) & BUCKETS - 1);
        }
        assertTrue(buckets.cardinality() > LEAST_SHARE * ORDERS, "buckets=" + buckets.cardinality());
    }

    /** So who brings a new id seldom waits for the memory of somebody else's order: with as few buckets as there may be, and as many. */
    @Test
    void aLookForANewIdSeldomLeadsToAnOrder() {
        int fewBuckets = ledOfNewIds(ORDERS);
        assertTrue(fewBuckets < ORDERS / 8, "led=" + fewBuckets);
        int manyBuckets = ledOfNewIds(ORDERS + ORDERS / 8);
        assertTrue(manyBuckets < ORDERS / 20, "led=" + manyBuckets);
    }

    /** Of 65,536 new ids, those whose look leads to an order where so many rest. */
    private static int ledOfNewIds(int resting) {
        OrderStore orders = new OrderStore(0);
        for (long id = 0; id < resting; id++) {
            orders.add(1, 1, 1, Side.BUY, 1, 1, id);
        }
        int led = 0;
        for (long id = 0; id < ORDERS; id++) {
            assertTrue(orders.head(1, id) != OrderStore.NONE);
            led += orders.head(1, resting + id) != OrderStore.NONE ? 1 : 0;
        }
        return led;
    }

    private static void assertSpread(String how, IntFunction<String> id) {
        BitSet buckets = new BitSet(BUCKETS);
        for (int i = 0; i < ORDERS; i++) {
            buckets.set(OrderIndex.hash(100, key(id.apply(i))) & BUCKETS - 1);
        }
        assertTrue(buckets.cardinality() > LEAST_SHARE * ORDERS, how + ", buckets=" + buckets.cardinality());
    }

    private static long key(String id) {
        long key = 0;
        byte[] bytes = id.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length; i++) {
            key |= (bytes[i] & 0xFFL) << i * Byte.SIZE;
        }
        return key;
    }
}
