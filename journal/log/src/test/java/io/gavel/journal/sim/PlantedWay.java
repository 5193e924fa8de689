package io.gavel.journal.sim;

import io.gavel.engine.market.Market;
import io.gavel.engine.market.facts.TransactionBuffer;
import io.gavel.journal.ChronicleJournal;
import io.gavel.journal.JournalOpening;
import io.gavel.journal.ScanProgress;
import io.gavel.journal.TransactionListener;
import io.gavel.journal.replay.Replayer;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.agrona.CloseHelper;

/** Ways back that are not the right one. */
final class PlantedWay {
    static final Opened.Way TAIL_CUT_TOO_EARLY = (directory, config, clockNs, listener) -> {
        cutLastRecord(directory);
        return Opened.Way.REAL.open(directory, config, clockNs, listener);
    };

    static final Opened.Way REPAIR_OVERLOOKED = (directory, config, clockNs, listener) -> {
        try {
            Files.deleteIfExists(directory.resolve("repairing"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Opened.Way.REAL.open(directory, config, clockNs, listener);
    };

    static final Opened.Way CUT_COMMAND_NOT_COMPLETED = (directory, config, clockNs, listener) -> {
        if (Files.exists(directory.resolve("snapshots"))) {
            // It knows nothing of those.
            return Opened.Way.REAL.open(directory, config, clockNs, listener);
        }
        Market market = new Market(Exchange.MARKET);
        try (JournalOpening opening = JournalOpening.lock(directory, List.of())) {
            Replayer replayer = new Replayer(market);
            TransactionListener replay = transaction -> {
                replayer.onTransaction(transaction);
                listener.onTransaction(transaction.rewind());
            };
            opening.scan(0, replay, ScanProgress.NONE);
            ChronicleJournal journal = opening.begin(config);
            try {
                journal.tellAll();
                if (!opening.isNew()) {
                    sayRecovered(journal, market, clockNs.getAsLong(), listener);
                }
                return new Opened(market, journal, null, List.of());
            } catch (RuntimeException | Error e) {
                CloseHelper.quietClose(journal);
                throw e;
            }
        }
    };

    private PlantedWay() {}

    private static void sayRecovered(
            ChronicleJournal journal, Market market, long nowNs, TransactionListener listener) {
        CommandWriter command = new CommandWriter();
        long lastNs = market.lastTimeNs();
        command.recovered(lastNs, Math.max(lastNs, nowNs));
        TransactionBuffer out = new TransactionBuffer(2 * command.length());
        market.onCommand(command.buffer(), 0, command.length(), lastNs, out);
        journal.append(out.buffer(), 0, out.length(), journal.lastSeq() + 1, out.count());
        listener.onTransaction(new Transaction().wrap(out.buffer(), 0, journal.lastSeq()));
    }

    /** Zeroes the last finished document of the newest file, if something unfinished is behind it. */
    private static void cutLastRecord(Path journal) {
        Path newest = null;
        Path generations = journal.resolve("generations");
        if (!Files.exists(generations)) {
            return;
        }
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(generations)) {
            for (Path folder : folders) {
                newest = newest == null || folder.compareTo(newest) > 0 ? folder : newest;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (newest != null && Files.exists(newest.resolve("19700101-00LX.cq4"))) {
            cutLast(newest.resolve("19700101-00LX.cq4"));
        }
    }

    private static void cutLast(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer header = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            long last = 0;
            long at = 0;
            int length = length(channel, header, at);
            while (length > 0) {
                last = at;
                at = (at + Integer.BYTES + length + 3) & -4;
                length = length(channel, header, at);
            }
            if (length < 0 && last > 0) {
                channel.write(ByteBuffer.allocate(Integer.BYTES), last);
                channel.write(ByteBuffer.allocate((int) (at - last)), last);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of the document at this place; 0: there is none, below: it is not finished. */
    private static int length(FileChannel channel, ByteBuffer header, long at) throws IOException {
        header.clear();
        if (channel.read(header, at) < Integer.BYTES) {
            return 0;
        }
        int word = header.getInt(0);
        return word < 0 ? -1 : word & 0x3FFF_FFFF;
    }
}
