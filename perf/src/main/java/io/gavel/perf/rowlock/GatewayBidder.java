package io.gavel.perf.rowlock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.HdrHistogram.Histogram;

/**
 * A connection with two accounts that bid in turn, each bid a dollar above the one before of all bidders. Waits for
 * nothing but its log in. One thread.
 */
final class GatewayBidder {
    private static final int ACCOUNTS = 2;
    private static final int MOST_UNANSWERED = 1 << 9;
    private static final long FIRST_DOLLARS = 2;
    private static final int BASE = 10;

    private static final byte[] LOGGED_IN = Frames.bytes("{\"type\":\"loggedIn\"");
    private static final byte[] ACCEPTED = Frames.bytes("{\"type\":\"bidAccepted\"");
    private static final byte[] REJECTED = Frames.bytes("{\"type\":\"bidRejected\"");
    private static final byte[] OUTBID = Frames.bytes("{\"type\":\"outbid\"");
    private static final byte[] MIDDLE = Frames.bytes("\",\"auction\":\"" + GatewayLot.LOT + "\",\"amount\":\"");
    private static final byte[] END = Frames.bytes(".00\"}");

    private final byte[][] starts = new byte[ACCOUNTS][];
    private final byte[] digits = new byte[Long.BYTES * 3];
    private final long[] sentNs = new long[MOST_UNANSWERED];
    private final SocketChannel channel;
    private final Frames frames;
    private long sent;
    private long answered;
    private long accepted;

    GatewayBidder(int number, int port, Selector selector) throws IOException {
        for (int i = 0; i < ACCOUNTS; i++) {
            starts[i] =
                    Frames.bytes("{\"type\":\"placeBid\",\"account\":\"" + account(number, i) + "\",\"clOrdId\":\"");
        }
        channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        try {
            frames = new Frames(channel);
            logIn(key(number));
            channel.configureBlocking(false);
            channel.register(selector, SelectionKey.OP_READ, this);
        } catch (IOException | RuntimeException problem) {
            channel.close();
            throw problem;
        }
    }

    /** Name of one of a bidder's accounts. */
    static String account(int number, int which) {
        return "bidder-" + (ACCOUNTS * number + which);
    }

    static String key(int number) {
        return "key-" + number;
    }

    int unanswered() {
        return (int) (sent - answered);
    }

    long accepted() {
        return accepted;
    }

    /** Queues a bid, the n-th of all bidders. */
    void add(long bid) {
        ByteBuffer payload = frames.begin();
        payload.put(starts[(int) (sent % ACCOUNTS)]);
        number(bid, payload);
        payload.put(MIDDLE);
        number(FIRST_DOLLARS + bid, payload);
        payload.put(END);
        frames.end();
        sentNs[(int) (sent % MOST_UNANSWERED)] = System.nanoTime();
        sent++;
    }

    /** Sends what is queued. */
    void send() throws IOException {
        frames.send();
    }

    /** Takes what has come. */
    void read(Histogram answers) throws IOException {
        frames.receive();
        long now = System.nanoTime();
        for (; frames.next(); frames.pass()) {
            boolean isAccepted = frames.startsWith(ACCEPTED);
            if (isAccepted || frames.startsWith(REJECTED)) {
                long elapsedNs = now - sentNs[(int) (answered % MOST_UNANSWERED)];
                answers.recordValue(Math.min(RowLockReport.LONGEST_NS, elapsedNs));
                answered++;
                accepted += isAccepted ? 1 : 0;
            } else if (!frames.startsWith(OUTBID)) {
                throw new IOException("expected the answer to a bid, message=" + frames.text());
            }
        }
    }

    void close() throws IOException {
        channel.close();
    }

    private void logIn(String key) throws IOException {
        frames.begin().put(Frames.bytes("{\"type\":\"login\",\"key\":\"" + key + "\"}"));
        frames.end();
        frames.send();
        while (!frames.next()) {
            frames.receive();
        }
        if (!frames.startsWith(LOGGED_IN)) {
            throw new IOException("expected to be logged in, message=" + frames.text());
        }
        frames.pass();
    }

    private void number(long value, ByteBuffer to) {
        int at = digits.length;
        long rest = value;
        do {
            digits[--at] = (byte) ('0' + rest % BASE);
            rest /= BASE;
        } while (rest > 0);
        to.put(digits, at, digits.length - at);
    }
}
