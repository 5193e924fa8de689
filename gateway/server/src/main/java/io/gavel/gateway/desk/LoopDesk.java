package io.gavel.gateway.desk;

import io.gavel.gateway.session.Outbox;
import io.gavel.gateway.session.Session;
import io.netty.channel.EventLoop;
import java.util.concurrent.TimeUnit;

/** What the connections of one event loop share. That loop's thread. */
public final class LoopDesk {
    /** How soon a full ring is asked again to hear that a connection has gone. */
    private static final long GOODBYE_RETRY_MS = 5;

    private final FrontDesk desk;
    private final EventLoop loop;
    private final Outbox outbox;
    private final Refusals refusals = new Refusals();
    private final Intake intake;

    public LoopDesk(FrontDesk desk, EventLoop loop) {
        this.desk = desk;
        this.loop = loop;
        outbox = new Outbox(loop);
        intake = new Intake(desk, refusals);
    }

    public Outbox outbox() {
        return outbox;
    }

    public Refusals refusals() {
        return refusals;
    }

    public Intake intake() {
        return intake;
    }

    /** The connection has gone; the publisher forgets its session, however full the ring is. */
    public void goodbye(Session session) {
        EngineDoor door = desk.door();
        boolean isPublishing = door != null && desk.health().isReady();
        if (!isPublishing || session.principal() == null) {
            desk.sessions().remove(session);
            return;
        }
        long correlationId = session.nextCorrelationId();
        session.remember(correlationId, new Question.Goodbye());
        if (!door.offerQuestion(session.id(), correlationId)) {
            session.take(correlationId);
            loop.schedule(() -> goodbye(session), GOODBYE_RETRY_MS, TimeUnit.MILLISECONDS);
        }
    }
}
