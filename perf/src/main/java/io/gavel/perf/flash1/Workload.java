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
 * A file of new, cancel and modify messages on one symbol: reading it is no part of what is measured. In
 * memory a message is four longs, as what takes more pushes out of the near caches what is to be measured.
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
    private static final int KEPT_HEADER_BYTES = 5 * Integer.BYTES;
    /** More orders than rest at once in any of the workloads of flash1. */
    private static final int ROOM = 1 << 18;

    /** Of a message here: quantity, type, side, whether immediate, and book in the first, from the lowest bits up. */
    private static final int WORDS = 4;

    private static final int SEQ = 1;
    private static final int ID = 2;
    private static final int PRICE = 3;
    private static final int TYPE_SHIFT = 32;
    private static final int TYPE_MASK = 3;
    private static final int SIDE_SHIFT = 34;
    private static final long IOC = 1L << 35;
    private static final int BOOK_SHIFT = 36;
    private static final long QTY_MASK = (1L << TYPE_SHIFT) - 1;

    private final long[] words;
    private final int bookCount;
    private final int prefill;
    private int accounts = 1;
    private boolean movesMoney;

    private Workload(int count) {
        this(count, 1, 0);
    }

    /**
     * A workload whose messages are yet to be {@link #put}.
     *
     * @param prefill how many messages come first that are no part of what is measured
     */
    Workload(int count, int bookCount, int prefill) {
        this.bookCount = bookCount;
        this.prefill = prefill;
        words = new long[count * WORDS];
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

    /** Writes it to a file for {@link #readKept}: all of it, as it is in memory. */
    void keep(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(KEPT_HEADER_BYTES + words.length * Long.BYTES);
        bytes.putInt(words.length).putInt(bookCount).putInt(prefill).putInt(accounts);
        bytes.putInt(movesMoney ? 1 : 0);
        bytes.asLongBuffer().put(words);
        Files.write(file, bytes.array());
    }

    /** Reads what {@link #keep} wrote. */
    static Workload readKept(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        Workload workload = new Workload(bytes.getInt() / WORDS, bytes.getInt(), bytes.getInt());
        workload.of(bytes.getInt(), bytes.getInt() != 0);
        bytes.asLongBuffer().get(workload.words);
        return workload;
    }

    public int size() {
        return words.length / WORDS;
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

    int type(int i) {
        return (int) (first(i) >>> TYPE_SHIFT) & TYPE_MASK;
    }

    Side side(int i) {
        return sideOf(sideValue(i));
    }

    /** {@link #BUY} or {@link #SELL}. */
    int sideValue(int i) {
        return (int) (first(i) >>> SIDE_SHIFT) & SELL;
    }

    boolean isIoc(int i) {
        return (first(i) & IOC) != 0;
    }

    /** From 0 on. */
    int book(int i) {
        return (int) (first(i) >>> BOOK_SHIFT);
    }

    long qty(int i) {
        return first(i) & QTY_MASK;
    }

    long seq(int i) {
        return words[i * WORDS + SEQ];
    }

    long id(int i) {
        return words[i * WORDS + ID];
    }

    long price(int i) {
        return words[i * WORDS + PRICE];
    }

    /** @param qty below 2^32 */
    void put(int i, int type, int side, boolean isIoc, int book, long qty, long seq, long id, long price) {
        int at = i * WORDS;
        words[at] = qty
                | (long) type << TYPE_SHIFT
                | (long) side << SIDE_SHIFT
                | (isIoc ? IOC : 0)
                | (long) book << BOOK_SHIFT;
        words[at + SEQ] = seq;
        words[at + ID] = id;
        words[at + PRICE] = price;
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
        int type = bytes.get(at);
        int side = bytes.get(at + 1);
        long seq = bytes.getLong(at + 8);
        if (type < NEW || type > MODIFY || side < BUY || side > SELL) {
            throw new IllegalArgumentException("expected types 0 to 2 and sides 0 or 1, file=" + file + ", message=" + i
                    + ", type=" + type + ", side=" + side);
        }
        if (seq < 0 || seq >= ReportStream.END_OF_SEQS) {
            throw new IllegalArgumentException("expected sequences from 0 to below 2^59, file=" + file + ", message="
                    + i + ", sequence=" + Long.toUnsignedString(seq));
        }
        boolean isIoc = bytes.get(at + 2) != 0;
        long qty = Integer.toUnsignedLong(bytes.getInt(at + 4));
        put(i, type, side, isIoc, 0, qty, seq, bytes.getLong(at + 16), bytes.getLong(at + 24));
    }

    private long first(int i) {
        return words[i * WORDS];
    }
}
