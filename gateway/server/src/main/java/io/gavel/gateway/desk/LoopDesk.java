package io.gavel.gateway.desk;

import io.gavel.gateway.session.Outbox;
import io.gavel.gateway.session.Principal;
import io.gavel.gateway.session.Session;
import io.gavel.wire.CommandWriter;
import io.gavel.wire.Directory;
import io.gavel.wire.types.CancelReason;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What the connections of one event loop share. That loop's thread. */
public final class LoopDesk {
    /** How soon a full ring is asked again to hear that a connection has gone. */
    private static final long GOODBYE_RETRY_MS = 5;

    private static final int NO_SESSION = 0;
    private static final int EVERY_INSTRUMENT = 0;

    private final FrontDesk desk;
    private final EventLoop loop;
    private final Outbox outbox;
    private final Refusals refusals = new Refusals();
    private final Intake intake;
    private final CommandWriter command = new CommandWriter();

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

    /**
     * The connection has gone: its orders are canceled if it asked for that, and the publisher forgets its session,
     * however full the ring is.
     */
    public void goodbye(Session session) {
        depart(session, () -> forget(session));
    }

    /**
     * Cancels the open orders of all accounts of a session that asked for it, once, if it is the last of its key that
     * did; then runs what is next. Behind all that the session sent, as the ring keeps the order.
     */
    public void depart(Session session, Runnable next) {
        Principal principal = session.principal();
        if (!session.cancelsOnDisconnect()) {
            next.run();
            return;
        }
        session.cancelsOnDisconnect(false);
        cancel(desk.departures().left(principal) ? principal.accounts() : List.of(), 0, next);
    }

    private void cancel(List<String> accounts, int from, Runnable next) {
        EngineDoor door = desk.door();
        for (int i = from; i < accounts.size() && !door.isHalted(); i++) {
            Directory.Account account = desk.directory().account(accounts.get(i));
            if (account != null && !offerCancel(door, account.id())) {
                int rest = i;
                loop.schedule(() -> cancel(accounts, rest, next), GOODBYE_RETRY_MS, TimeUnit.MILLISECONDS);
                return;
            }
        }
        next.run();
    }

    private boolean offerCancel(EngineDoor door, int accountId) {
        command.massCancel(accountId, EVERY_INSTRUMENT, null, CancelReason.DISCONNECT);
        return door.offerCommand(NO_SESSION, 0, desk.timeNs(EngineDoor.NO_TIME), command.buffer(), 0, command.length());
    }

    private void forget(Session session) {
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
            loop.schedule(() -> forget(session), GOODBYE_RETRY_MS, TimeUnit.MILLISECONDS);
        }
    }
}
