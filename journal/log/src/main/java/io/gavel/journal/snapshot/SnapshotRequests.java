package io.gavel.journal.snapshot;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Who asked a replica for a snapshot, and what it has to hold: all that was durable when the request was heard, and not all
 * that will be. Any thread asks and refuses; the replica's thread hears and answers.
 */
final class SnapshotRequests {
    private static final long NOBODY_ASKED = Long.MAX_VALUE;

    private static final class Request {
        private final CompletableFuture<SnapshotFile> answer = new CompletableFuture<>();
        /** What has to be in it; set by the replica's thread, 0 until then. */
        private long seq;
    }

    private final Queue<Request> requests = new ConcurrentLinkedQueue<>();
    private long askedSeq = NOBODY_ASKED;

    CompletableFuture<SnapshotFile> add() {
        Request request = new Request();
        requests.add(request);
        return request.answer;
    }

    void hear(long durableSeq) {
        for (Request request : requests) {
            if (request.seq == 0) {
                request.seq = durableSeq;
            }
            askedSeq = Math.min(askedSeq, request.seq);
        }
    }

    /** Whether a snapshot of this sequence is what somebody waits for. */
    boolean isMetBy(long seq) {
        return seq >= askedSeq;
    }

    /** Tells those whose snapshot there is. */
    void answer(SnapshotFile newest, long snapshotSeq) {
        for (Request request = requests.peek();
                request != null && request.seq > 0 && request.seq <= snapshotSeq;
                request = requests.peek()) {
            request.answer.complete(newest);
            requests.remove();
        }
        askedSeq = NOBODY_ASKED;
    }

    void refuse(String why) {
        for (Request request = requests.poll(); request != null; request = requests.poll()) {
            request.answer.completeExceptionally(new IllegalStateException(why));
        }
        askedSeq = NOBODY_ASKED;
    }
}
