package io.gavel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.testing.ChildJvm;
import io.gavel.testing.SystemCalls;
import io.gavel.testing.SystemCalls.Call;
import io.gavel.wire.Durability;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real writer, watched at the border to the kernel: what was synced when an append was acknowledged. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class SyncAuditTest {
    private static final List<String> SYNCS =
            List.of("fdatasync", "fsync", "msync", "sync_file_range", "syncfs", "sync");
    private static final Pattern SAID = Pattern.compile("1<[^>]*>, \"(\\w+)(?: (\\d+) (\\d+))?\\\\n\", \\d+");
    private static final int GENERATION_BYTES = 1 << 20;
    private static final int APPENDS = 60;
    private static final int HANDOVERS = 2;
    /** More than an opening needs. */
    private static final int FAILING_SYNC = 40;

    @TempDir
    private Path folder;

    @BeforeAll
    static void needsStrace() {
        SystemCalls.assumeTraceable();
    }

    /**
     * What the appending thread did for one append.
     *
     * @param outcome what the writer was told: {@code ack}, {@code failed} or {@code refused}
     * @param handovers of the journal so far
     * @param hasty those of them for which nothing was ready
     */
    private record Append(List<Call> syncs, String outcome, int handovers, int hasty) {}

    @Test
    void atLevelDiskEachAckIsBehindOneSyncOfTheFile() throws Exception {
        List<Append> appends = audit(Durability.DISK, 0, 0, List.of());
        assertEquals(APPENDS, appends.size());
        for (Append append : appends) {
            assertEquals("ack", append.outcome);
            assertEquals(List.of("1 = 0"), synced(append), append.toString());
        }
    }

    /** The append that hands over syncs the full file first, as the next one says where that ended. */
    @Test
    void atLevelDiskAHandoverSyncsTheFullFileAndThenTheNext() throws Exception {
        List<Append> appends = audit(Durability.DISK, GENERATION_BYTES, HANDOVERS, List.of());
        Append before = new Append(List.of(), "", 0, 0);
        int prepared = 0;
        for (Append append : appends) {
            assertEquals("ack", append.outcome);
            List<String> synced = synced(append);
            String own = append.handovers + 1 + " = 0";
            if (append.handovers == before.handovers) {
                assertEquals(List.of(own), synced, append.toString());
            } else {
                String full = append.handovers + " = 0";
                if (append.hasty == before.hasty) {
                    prepared++;
                    assertEquals(List.of(full, own), synced, append.toString());
                }
                assertTrue(synced.contains(full), append.toString());
                assertEquals(own, synced.get(synced.size() - 1), append.toString());
            }
            before = append;
        }
        assertTrue(prepared >= HANDOVERS, "prepared=" + prepared);
    }

    @Test
    void atLevelProcessNoAppendSyncs() throws Exception {
        List<Append> appends = audit(Durability.PROCESS, GENERATION_BYTES, HANDOVERS, List.of());
        assertTrue(appends.size() >= APPENDS, "appends=" + appends.size());
        for (Append append : appends) {
            assertEquals("ack", append.outcome);
            assertEquals(List.of(), append.syncs, append.toString());
        }
    }

    /** The kernel says of one sync that it failed. */
    @Test
    void afterASyncThatFailedNothingIsAcknowledgedAndNothingIsTriedAgain() throws Exception {
        List<Append> appends = audit(
                Durability.DISK, 0, 0, List.of("-e", "inject=fdatasync,fsync:error=EIO:when=" + FAILING_SYNC + "+"));
        int failed = 0;
        while (appends.get(failed).outcome.equals("ack")) {
            assertEquals(List.of("1 = 0"), synced(appends.get(failed)));
            failed++;
        }
        assertTrue(failed > 0 && failed < APPENDS - 1, "failed=" + failed);
        assertEquals("failed", appends.get(failed).outcome);
        assertEquals(1, appends.get(failed).syncs.size());
        assertTrue(appends.get(failed).syncs.get(0).result().contains("EIO"));
        for (Append later : appends.subList(failed + 1, appends.size())) {
            assertEquals("refused", later.outcome);
            assertEquals(List.of(), later.syncs);
        }
    }

    private List<Append> audit(Durability level, int generationBytes, int handovers, List<String> options)
            throws IOException, InterruptedException {
        Path trace = folder.resolve("trace");
        File said = folder.resolve("said").toFile();
        Path journal = folder.resolve("journal");
        List<String> names = new ArrayList<>(SYNCS);
        names.add("write");
        List<String> writer = ChildJvm.command(
                AuditedWriter.class,
                List.of("-Xmx256m"),
                journal.toString(),
                level.name(),
                Integer.toString(generationBytes),
                Integer.toString(APPENDS),
                Integer.toString(handovers));
        File errors = folder.resolve("errors").toFile();
        Process process = new ProcessBuilder(SystemCalls.tracing(trace, names, options, writer))
                .redirectOutput(said)
                .redirectError(errors)
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "the writer ends");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), Files.readString(errors.toPath()));
        List<Append> appends = appends(SystemCalls.read(trace));
        assertEquals(Files.readAllLines(said.toPath()).size(), 2 * appends.size(), "all that was said is in the trace");
        return appends;
    }

    private static List<Append> appends(List<Call> calls) {
        long thread = calls.stream()
                .filter(call -> call.name().equals("write")
                        && SAID.matcher(call.arguments()).matches())
                .findFirst()
                .orElseThrow()
                .thread();
        List<Append> appends = new ArrayList<>();
        List<Call> syncs = null;
        for (Call call : calls) {
            if (call.thread() == thread && SYNCS.contains(call.name())) {
                if (syncs != null) {
                    syncs.add(call);
                }
            } else if (call.thread() == thread) {
                Matcher said = SAID.matcher(call.arguments());
                if (said.matches()) {
                    if (said.group(1).equals("append")) {
                        assertTrue(syncs == null || syncs.isEmpty(), "a sync behind an ack, " + syncs);
                    } else {
                        boolean isAck = said.group(1).equals("ack");
                        appends.add(new Append(
                                List.copyOf(syncs),
                                said.group(1),
                                isAck ? Integer.parseInt(said.group(2)) : 0,
                                isAck ? Integer.parseInt(said.group(3)) : 0));
                    }
                    syncs = new ArrayList<>();
                }
            }
        }
        assertFalse(appends.isEmpty());
        return appends;
    }

    /** For each sync the number of the generation whose file it was, or what else, and what the kernel answered. */
    private static List<String> synced(Append append) {
        return append.syncs.stream()
                .map(call -> {
                    Matcher file = Pattern.compile("\\d+<.*/generations/0*(\\d+)/[^/]+\\.cq4>")
                            .matcher(call.arguments());
                    String what = file.matches() ? file.group(1) : call.name() + " " + call.arguments();
                    return String.format(Locale.ROOT, "%s = %s", what, call.result());
                })
                .toList();
    }
}
