package io.gavel.perf.flash1;

import io.gavel.wire.types.Side;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tukaani.xz.XZFormatException;
import org.tukaani.xz.XZInputStream;

/**
 * A file of new, cancel and modify messages on one symbol, in columns: reading it is no part of what is measured.
 *
 * <p>Little-endian. Header: magic, version, number of messages, 16 bytes. A message is 40 bytes: type, side, whether
 * immediate or cancel, a byte of padding, quantity, sequence, order id, price in ticks, 8 bytes of nothing.
 */
public final class Workload {
    public static final int NEW = 0;
    public static final int CANCEL = 1;
    public static final int MODIFY = 2;
    public static final int BUY = 0;
    public static final int SELL = 1;

    private static final Side[] SIDES = {Side.BUY, Side.SELL};

    static final long MAGIC = 0x4D45_4257_5F30_3031L;
    static final int VERSION = 1;
    static final int HEADER_BYTES = 16;
    static final int MESSAGE_BYTES = 40;
    /** More orders than rest at once in any of the workloads of flash1. */
    private static final int ROOM = 1 << 18;

    final byte[] types;
    final byte[] sides;
    final boolean[] iocs;
    final long[] qtys;
    final long[] seqs;
    final long[] ids;
    final long[] prices;

    /** Of each message, from 0 on. */
    final int[] books;

    private final int bookCount;
    private final int prefill;
    private int accounts = 1;
    private boolean movesMoney;

    private Workload(int count) {
        this(count, 1, 0);
    }

    /**
     * A workload whose columns are yet to be filled.
     *
     * @param prefill how many messages come first that are no part of what is measured
     */
    Workload(int count, int bookCount, int prefill) {
        this.bookCount = bookCount;
        this.prefill = prefill;
        books = new int[count];
        types = new byte[count];
        sides = new byte[count];
        iocs = new boolean[count];
        qtys = new long[count];
        seqs = new long[count];
        ids = new long[count];
        prices = new long[count];
    }

    /**
     * Reads a workload, packed ({@code .xz}) or not.
     *
     * @throws IllegalArgumentException if it is no such file
     */
    public static Workload read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(bytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.limit() < HEADER_BYTES || bytes.getLong(0) != MAGIC || bytes.getInt(8) != VERSION) {
            throw new IllegalArgumentException("expected a flash1 workload of version 1 file=" + file);
        }
        int count = bytes.getInt(12);
        if (count < 0 || bytes.limit() != HEADER_BYTES + (long) count * MESSAGE_BYTES) {
            throw new IllegalArgumentException(
                    "expected " + count + " messages of 40 bytes, file=" + file + ", bytes=" + bytes.limit());
        }
        Workload workload = new Workload(count);
        for (int i = 0; i < count; i++) {
            workload.readMessage(i, bytes, HEADER_BYTES + i * MESSAGE_BYTES, file);
        }
        return workload;
    }

    public int size() {
        return types.length;
    }

    int bookCount() {
        return bookCount;
    }

    int prefill() {
        return prefill;
    }

    /** For so many orders there is memory beforehand: none where they come first, as what they take is measured then. */
    int room() {
        return prefill > 0 ? 0 : ROOM;
    }

    /** Whose orders they are, in turns. */
    int accounts() {
        return accounts;
    }

    /** Whether a market holds and settles what orders cost (risk full). */
    boolean movesMoney() {
        return movesMoney;
    }

    Workload of(int accounts, boolean movesMoney) {
        this.accounts = accounts;
        this.movesMoney = movesMoney;
        return this;
    }

    Side side(int i) {
        return sideOf(sides[i]);
    }

    /** Of a value that {@link #sides} has. */
    static Side sideOf(int value) {
        return SIDES[value];
    }

    private static byte[] bytes(Path file) throws IOException {
        if (!file.toString().endsWith(".xz")) {
            return Files.readAllBytes(file);
        }
        try (InputStream packed = new XZInputStream(Files.newInputStream(file))) {
            return packed.readAllBytes();
        } catch (XZFormatException e) {
            throw new IllegalArgumentException("expected an xz file, file=" + file, e);
        }
    }

    private void readMessage(int i, ByteBuffer bytes, int at, Path file) {
        types[i] = bytes.get(at);
        sides[i] = bytes.get(at + 1);
        iocs[i] = bytes.get(at + 2) != 0;
        qtys[i] = Integer.toUnsignedLong(bytes.getInt(at + 4));
        seqs[i] = bytes.getLong(at + 8);
        ids[i] = bytes.getLong(at + 16);
        prices[i] = bytes.getLong(at + 24);
        if (types[i] < NEW || types[i] > MODIFY || sides[i] < BUY || sides[i] > SELL) {
            throw new IllegalArgumentException("expected types 0 to 2 and sides 0 or 1, file=" + file + ", message=" + i
                    + ", type=" + types[i] + ", side=" + sides[i]);
        }
    }
}
