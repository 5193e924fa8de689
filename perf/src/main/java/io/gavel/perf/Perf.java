package io.gavel.perf;

import io.gavel.perf.flash1.BookReport;
import io.gavel.perf.journal.JournalReport;
import io.gavel.perf.journal.RecoveryReport;
import io.gavel.perf.journal.SnapshotReport;
import io.gavel.perf.load.AuctionReport;
import io.gavel.perf.load.PipelineReport;
import io.gavel.perf.load.WebSocketReport;
import io.gavel.perf.rowlock.RowLockReport;
import java.util.Arrays;
import java.util.List;

/** The perf lab's door: {@code java -jar gavel-perf.jar COMMAND [--option value …]}. Exit 2: wrong usage. */
public final class Perf {
    private static final String USAGE = """
            usage: java -jar gavel-perf.jar COMMAND [--option value ...]
              pipeline    ring, decision, journal, acknowledgement in process: flat out and open loop
                          --layout inline|compact --durability memory|process|disk --flow both|orders|bids
                          --seconds N --warm-up N --rounds N --block-mib N --generation-mib N --raw-mib N --seed N
                          --dir FOLDER
              websocket   bids on one hot auction over a WebSocket, open loop
                          --rate N --seconds N --connections N --durability memory|process|disk --layout inline|compact
              auctions    service times of bids: on one hot lot, on many open lots, and of many lots closing at once
                          hot|wide|storm --auctions N --bids N --rounds N --report FOLDER
                          rowlock: a hot lot beside PostgreSQL with a row lock a bid, every answer synced; PostgreSQL is
                          started for the run (--postgres FOLDER of its programs), or named with --url --user --password
                          --rounds N --stretch-ms N --warm-up-ms N --dir FOLDER --report FOLDER (text and charts)
              journal     append, group commit, one bid, read, verify and replay, each beside a yardstick in the same run
                          --parts append,pipeline,stalls,commit,bid,read --flow bids|orders --rounds N --stretch-ms N
                          --transactions N --batch N --stretch-mib N --generation-mib N --seed N --dir FOLDER
                          --report FOLDER (text and charts)
              recovery    how long a start takes by the size of the journal, with and without a snapshot
                          --sizes N,N --rounds N --flow bids|orders --seed N --dir FOLDER --report FOLDER
              snapshot    what the live engine feels of a replica that writes a snapshot
                          --orders N --rounds N --window-ms N --rate N --duty PERCENT --seed N --dir FOLDER --report FOLDER
              flash1      the bare book and the whole market on a workload of the flash1 benchmark; --peers: beside
                          exchange-core's bare books, in turns, each in a process of its own
                          FILE [--peers] --rounds N --passes N --report FOLDER (text and charts)
              mix         the same on half limit orders, 40 % cancels, 9 % crossing, 1 % modified, 1,000 orders a side
                          [--peers] --risk none|full --accounts N --messages N --rounds N --passes N --report FOLDER
              deep        the same on one book with many orders on many levels
                          [--peers] --orders N --levels N --step TICKS --messages N --rounds N --passes N --report FOLDER
              books       the same on many books in turns
                          [--peers] --instruments N --orders N (each) --messages N --rounds N --passes N --report FOLDER
              jmh         JMH benchmarks, one operation a method; options are JMH's own (-h)""";

    private Perf() {}

    public static void main(String[] arguments) throws Exception {
        System.exit(run(arguments));
    }

    static int run(String[] arguments) throws Exception {
        List<String> rest = Arrays.asList(arguments).subList(Math.min(1, arguments.length), arguments.length);
        String command = arguments.length == 0 ? "" : arguments[0];
        if (command.equals("jmh")) {
            org.openjdk.jmh.Main.main(rest.toArray(String[]::new));
            return 0;
        }
        try {
            switch (command) {
                case "pipeline" -> {
                    Options options = Options.of(
                            rest,
                            "layout",
                            "durability",
                            "flow",
                            "seconds",
                            "warm-up",
                            "rounds",
                            "block-mib",
                            "generation-mib",
                            "raw-mib",
                            "seed",
                            "dir");
                    System.out.println(Machine.describe());
                    new PipelineReport(options, System.out).run();
                }
                case "websocket" -> {
                    Options options = Options.of(rest, "rate", "seconds", "connections", "durability", "layout", "dir");
                    System.out.println(Machine.describe());
                    new WebSocketReport(options, System.out).run();
                }
                case "auctions" -> {
                    if (!rest.isEmpty() && rest.get(0).equals("rowlock")) {
                        new RowLockReport(rest.subList(1, rest.size()), System.out, Machine.describe()).run();
                    } else {
                        new AuctionReport(rest, System.out, Machine.describe()).run();
                    }
                }
                case "journal" -> new JournalReport(rest, System.out, Machine.describe()).run();
                case "recovery" -> new RecoveryReport(rest, System.out, Machine.describe()).run();
                case "flash1", "mix", "deep", "books" ->
                    new BookReport(command, rest, System.out, Machine.describe()).run();
                case "snapshot" -> new SnapshotReport(rest, System.out, Machine.describe()).run();
                default -> {
                    System.err.println(USAGE);
                    return 2;
                }
            }
            return 0;
        } catch (IllegalArgumentException problem) {
            System.err.println(problem.getMessage());
            return 2;
        }
    }
}
