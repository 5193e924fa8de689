package io.gavel.perf.flash1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Workloads made from a seed: what is canceled or modified lives, as a book that runs along knows. Ids count up.
 *
 * <p>A workload is named by one word, so that another process can make the same one: {@code file:PATH}, or
 * {@code mix:ACCOUNTS:RISK}, {@code deep:ORDERS:LEVELS:STEP}, with so many ticks from level to level,
 * {@code books:BOOKS:ORDERS} and the number of messages behind it; {@code kept:PATH} is one that was made before.
 */
final class Streams {
    private static final long NONE = 0;
    private static final long SEED = 23;
    private static final long MIDDLE = 1_000_000;
    private static final int MIX_ORDERS = 2_000;
    private static final int MIX_SPREAD = 150;
    private static final int MOST_QTY = 20;

    private final Workload to;
    private final SplittableRandom random = new SplittableRandom(SEED);
    private final GavelMatcher book = new GavelMatcher();
    private final ReportStream reports = new ReportStream(64);
    private final List<long[]> live = new ArrayList<>();
    private final int[] liveCounts;
    private final int spread;
    private final long step;
    private int count;

    /** @param step ticks from one level to the next */
    private Streams(Workload to, int spread, long step) {
        this.to = to;
        this.spread = spread;
        this.step = step;
        liveCounts = new int[to.bookCount()];
        for (int i = 0; i < to.bookCount(); i++) {
            live.add(new long[16]);
        }
        book.prepare(to);
    }

    /** @throws IllegalArgumentException if there is no such workload */
    static Workload of(String name) throws IOException {
        String[] words = name.split(":");
        if (words[0].equals("file")) {
            return Workload.read(Path.of(name.substring(name.indexOf(':') + 1)));
        }
        if (words[0].equals("kept")) {
            return Workload.readKept(Path.of(name.substring(name.indexOf(':') + 1)));
        }
        int messages = Integer.parseInt(words[words.length - 1]);
        int first = Integer.parseInt(words[1]);
        return switch (words[0]) {
            case "mix" -> mix(messages).of(first, words[2].equals("full"));
            case "deep" -> deep(messages, first, Integer.parseInt(words[2]), Long.parseLong(words[3]));
            case "books" -> books(messages, first, Integer.parseInt(words[2]));
            default -> throw new IllegalArgumentException("expected file, mix, deep or books, workload=" + name);
        };
    }

    /** Half new near the middle, two fifths cancels, 9 of 100 cross at once, one modifies; about 1,000 orders a side. */
    private static Workload mix(int messages) {
        Streams stream = new Streams(new Workload(messages + MIX_ORDERS, 1, MIX_ORDERS), MIX_SPREAD, 1);
        stream.fill(MIX_ORDERS);
        for (int i = 0; i < messages; i++) {
            int dice = stream.random.nextInt(100);
            int lives = stream.book.liveOrders();
            // What crosses takes as much as comes; where it took more or less, new orders and cancels make up for it.
            boolean isMore = dice < 90 && (lives < MIX_ORDERS * 9 / 10 || dice < 50 && lives < MIX_ORDERS * 11 / 10);
            stream.next(0, isMore ? Dice.NEW : dice < 90 ? Dice.CANCEL : dice < 99 ? Dice.CROSS : Dice.MODIFY);
        }
        return stream.to;
    }

    /** Many orders on many levels of one book. */
    private static Workload deep(int messages, int orders, int levels, long step) {
        Streams stream = new Streams(new Workload(messages + orders, 1, orders), levels / 2, step);
        stream.fill(orders);
        for (int i = 0; i < messages; i++) {
            stream.next(0, stream.evenDice());
        }
        return stream.to;
    }

    /** Many books in turns. */
    private static Workload books(int messages, int books, int orders) {
        Streams stream = new Streams(new Workload(messages + books * orders, books, books * orders), orders, 1);
        stream.fill(books * orders);
        for (int i = 0; i < messages; i++) {
            stream.next(i % books, stream.evenDice());
        }
        return stream.to;
    }

    private enum Dice {
        NEW,
        CANCEL,
        CROSS,
        MODIFY
    }

    /** As many orders come as go. */
    private Dice evenDice() {
        int dice = random.nextInt(100);
        return dice < 49 ? Dice.NEW : dice < 90 ? Dice.CANCEL : dice < 95 ? Dice.CROSS : Dice.MODIFY;
    }

    private void fill(int orders) {
        for (int i = 0; i < orders; i++) {
            next(i % to.bookCount(), Dice.NEW);
        }
    }

    private void next(int inBook, Dice dice) {
        int i = count++;
        int side = random.nextInt(2);
        long qty = 1 + random.nextInt(MOST_QTY);
        long away = dice == Dice.CROSS ? -spread / 4 - 1 : 1 + random.nextInt(spread);
        long price = (side == Workload.BUY ? MIDDLE - away : MIDDLE + away) * step;
        boolean isIoc = dice == Dice.CROSS;
        long old = dice == Dice.CANCEL || dice == Dice.MODIFY ? takeLive(inBook) : NONE;
        boolean isOld = old != NONE;
        long id = isOld ? old : i + 1;
        int type = !isOld ? Workload.NEW : dice == Dice.CANCEL ? Workload.CANCEL : Workload.MODIFY;
        to.put(i, type, side, isIoc, inBook, qty, i, id, price);
        reports.clear();
        book.run(to, i, i + 1, reports);
        if (type != Workload.CANCEL && !isIoc) {
            addLive(inBook, id);
        }
    }

    private void addLive(int inBook, long id) {
        long[] ids = live.get(inBook);
        if (liveCounts[inBook] == ids.length) {
            ids = Arrays.copyOf(ids, ids.length * 2);
            live.set(inBook, ids);
        }
        ids[liveCounts[inBook]++] = id;
    }

    private long takeLive(int inBook) {
        long[] ids = live.get(inBook);
        while (liveCounts[inBook] > 0) {
            int at = random.nextInt(liveCounts[inBook]);
            long id = ids[at];
            ids[at] = ids[--liveCounts[inBook]];
            if (book.isLive(id)) {
                return id;
            }
        }
        return NONE;
    }
}
