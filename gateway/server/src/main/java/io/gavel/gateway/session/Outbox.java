package io.gavel.gateway.session;

import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;

/**
 * The way from the publisher to the connections of one event loop: bytes of a whole batch are handed over at once, with
 * one wake-up, and every connection is flushed once.
 *
 * <p>Threads: {@link #touch}, {@link #add} and {@link #endBatch} on the publisher's; delivery on the event loop. Where
 * both are the same thread, delivery happens within {@code endBatch}.
 */
public final class Outbox {
    private final EventLoop loop;
    private List<Delivery> staged = new ArrayList<>();
    private final List<Session> touched = new ArrayList<>();

    public Outbox(EventLoop loop) {
        this.loop = loop;
    }

    public EventLoop loop() {
        return loop;
    }

    /** A session has bytes of its own to send when the batch ends. */
    void touch(Session session) {
        touched.add(session);
    }

    void add(Delivery delivery) {
        staged.add(delivery);
    }

    /** Hands over what piled up. */
    public void endBatch() {
        for (int i = 0; i < touched.size(); i++) {
            touched.get(i).seal();
        }
        touched.clear();
        if (staged.isEmpty()) {
            return;
        }
        List<Delivery> batch = staged;
        if (loop.inEventLoop()) {
            deliver(batch);
            batch.clear();
            return;
        }
        staged = new ArrayList<>();
        try {
            loop.execute(() -> deliver(batch));
        } catch (RejectedExecutionException e) {
            // The loop has ended, and with it all its connections.
            batch.forEach(delivery -> delivery.bytes().release());
        }
    }

    private static void deliver(List<Delivery> batch) {
        for (int i = 0; i < batch.size(); i++) {
            Delivery delivery = batch.get(i);
            delivery.session().deliver(delivery);
        }
        for (int i = 0; i < batch.size(); i++) {
            batch.get(i).session().flushIfWritten();
        }
    }
}
