package io.gavel.gateway.publish;

import io.gavel.engine.ring.Publisher;
import io.gavel.engine.view.Views;
import io.gavel.gateway.desk.AccountFlights;
import io.gavel.gateway.desk.FrontDesk;
import io.gavel.gateway.ops.Metrics;
import io.gavel.gateway.room.Room;
import io.gavel.gateway.room.Rooms;
import io.gavel.gateway.session.Outbox;
import io.gavel.gateway.session.Request;
import io.gavel.gateway.session.Session;
import io.gavel.gateway.session.TextFrame;
import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.EventType;
import io.gavel.wire.Refusal;
import io.gavel.wire.Transaction;
import io.gavel.wire.Visibility;
import io.gavel.wire.json.Aliases;
import io.gavel.wire.json.JsonEvents;
import io.gavel.wire.json.JsonWriter;
import io.gavel.wire.log.DuplicateAnsweredDecoder;
import io.gavel.wire.log.RefusedDecoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.List;
import org.agrona.DirectBuffer;
import org.agrona.collections.IntArrayList;

/**
 * Tells every session what it may know of durable transactions, and answers their questions.
 *
 * <p>First all transactions of a command are learnt (names, aliases, views), then its events are told, in order:
 * <ul>
 *   <li>SENDER: the session that sent the command;
 *   <li>OWNER: all sessions of the account concerned; the sender too, where it is the command's account;
 *   <li>PUBLIC: the members of the auction's or book's room, once encoded; each party its own form beside;
 *   <li>ADMIN: all sessions of administrators.
 * </ul>
 * A sender to whom a command brought nothing private gets its public events as the answer; over HTTP always.
 */
public final class NetworkPublisher implements Publisher {
    private final FrontDesk desk;
    private final Directory directory;
    private final Views views;
    private final Aliases aliases;
    private final JsonEvents events;
    private final Rooms rooms;
    private final List<Outbox> outboxes;
    private final Listeners listeners = new Listeners();
    private final Answers answers;

    private final JsonWriter json = new JsonWriter(1_024);
    private final Transaction transaction = new Transaction();
    private final RefusedDecoder refused = new RefusedDecoder();
    private final DuplicateAnsweredDecoder duplicate = new DuplicateAnsweredDecoder();
    private final int[] owners = new int[JsonEvents.MOST_OWNERS];
    private final IntArrayList changedBooks = new IntArrayList();

    /** Of the command that is being told. */
    private Session sender;

    private Request request;
    private boolean isToldToSender;
    /** Whether a session sent the command at hand. */
    private boolean isAsked;

    private long lastSeq;
    private long lastTimeNs;

    /**
     * @param views fed by this publisher from now on, as the directory and aliases are
     * @param outboxes of all event loops
     * @param stamp what a login is told about the journal
     */
    public NetworkPublisher(FrontDesk desk, Views views, Aliases aliases, List<Outbox> outboxes, JournalStamp stamp) {
        this.desk = desk;
        this.directory = desk.directory();
        this.views = views;
        this.aliases = aliases;
        this.outboxes = List.copyOf(outboxes);
        events = new JsonEvents(directory, aliases);
        rooms = new Rooms(desk.limits().maxRoomsPerConnection());
        answers = new Answers(desk, views, rooms, listeners, stamp);
        lastSeq = stamp.lastSeq();
        lastTimeNs = stamp.lastTimeNs();
    }

    @Override
    public void onTransactions(
            long sessionId, long correlationId, DirectBuffer buffer, int offset, int length, long firstSeq, int count) {
        learn(buffer, offset, firstSeq, count);
        sender = sessionId == 0 ? null : desk.sessions().get(sessionId);
        request = sender == null ? null : sender.take(correlationId);
        isToldToSender = false;
        isAsked = sessionId != 0;
        int code = tell(buffer, offset, firstSeq, count);
        if (sender != null) {
            if (!isToldToSender) {
                answerWithPublicEvents(buffer, offset, firstSeq, count);
            }
            sender.endAnswer(correlationId, code, request);
        }
        sender = null;
        request = null;
    }

    @Override
    public void onQuery(long sessionId, long correlationId, DirectBuffer buffer, int offset, int length) {
        answer(sessionId, correlationId);
    }

    @Override
    public void onTime(long sessionId, long correlationId, long timeNs) {
        answer(sessionId, correlationId);
    }

    @Override
    public void onBatchEnd(long durableSeq) {
        for (int i = 0; i < changedBooks.size(); i++) {
            tellBook(changedBooks.getInt(i));
        }
        changedBooks.clear();
        for (int i = 0; i < outboxes.size(); i++) {
            outboxes.get(i).endBatch();
        }
        desk.health().told(durableSeq);
    }

    private void answer(long sessionId, long correlationId) {
        Session session = desk.sessions().get(sessionId);
        Request question = session == null ? null : session.take(correlationId);
        if (question != null) {
            answers.answer(session, correlationId, question, lastSeq, lastTimeNs);
        }
    }

    private void learn(DirectBuffer buffer, int offset, long firstSeq, int count) {
        int at = offset;
        for (int i = 0; i < count; i++) {
            transaction.wrap(buffer, at, firstSeq + i);
            directory.onTransaction(transaction);
            aliases.onTransaction(transaction);
            views.onTransaction(transaction);
            at += transaction.length();
        }
        lastSeq = firstSeq + count - 1;
        lastTimeNs = transaction.timeNs();
    }

    /** Tells all events; returns the code of the command's refusal, or 0. */
    private int tell(DirectBuffer buffer, int offset, long firstSeq, int count) {
        int code = 0;
        boolean isOwn = false;
        int at = offset;
        for (int i = 0; i < count; i++) {
            transaction.wrap(buffer, at, firstSeq + i);
            events.begin(transaction);
            boolean isCommand = isCommand();
            isOwn |= isCommand;
            if (isCommand && isAsked) {
                answered();
            }
            while (transaction.nextEvent()) {
                EventType type = EventType.of(transaction.eventTemplateId());
                tellEvent(type, isOwn);
                if (isCommand && transaction.eventIndex() == 0) {
                    code = count(type);
                }
            }
            at += transaction.length();
        }
        return code;
    }

    /** A command that somebody waits for is answered, whether he is still there or not. */
    private void answered() {
        CommandType type = CommandType.of(transaction.commandTemplateId());
        if (type != null && AccountFlights.counts(type)) {
            desk.flights().answered(transaction.accountId());
        }
    }

    /** What time brought about comes first; from the command on, everything is its own. */
    private boolean isCommand() {
        return !transaction.isTimeReached() && !transaction.isContinuation();
    }

    private void tellEvent(EventType type, boolean isOwn) {
        switch (type.visibility()) {
            case SENDER -> {
                if (isOwn && sender != null) {
                    json.clear();
                    events.writeOwn(transaction, transaction.accountId(), json);
                    answerSender();
                }
            }
            case OWNER -> {
                tellOwners(isOwn);
                noteBook();
            }
            case PUBLIC -> {
                boolean wasTold = tellOwners(isOwn);
                if (isOwn && !wasTold && sender != null && sender.hasStatus()) {
                    json.clear();
                    events.writePublic(transaction, json);
                    answerSender();
                }
                tellRoom();
                noteBook();
            }
            case ADMIN -> tellAdmins(isOwn);
            case NOBODY -> {
                // The journal only.
            }
        }
    }

    /** Says whether the sender was among those told. */
    private boolean tellOwners(boolean isOwn) {
        boolean wasTold = false;
        int count = events.owners(transaction, owners);
        for (int i = 0; i < count; i++) {
            wasTold |= tellOwner(owners[i], isOwn);
        }
        return wasTold;
    }

    private boolean tellOwner(int accountId, boolean isOwn) {
        Directory.Account account = directory.account(accountId);
        List<Session> sessions = account == null ? List.of() : listeners.of(account.name());
        boolean isSenders = isOwn && sender != null && accountId == transaction.accountId();
        if (sessions.isEmpty() && !isSenders) {
            return false;
        }
        json.clear();
        events.writeOwn(transaction, accountId, json);
        boolean wasTold = false;
        for (int i = 0; i < sessions.size(); i++) {
            Session session = sessions.get(i);
            if (isOwn && session == sender) {
                answerSender();
                wasTold = true;
            } else {
                session.notice(json.array(), json.length());
            }
        }
        if (isSenders && !wasTold) {
            answerSender();
            wasTold = true;
        }
        return wasTold;
    }

    private void tellAdmins(boolean isOwn) {
        json.clear();
        events.writeFull(transaction, json);
        for (int i = 0; i < listeners.admins().size(); i++) {
            Session session = listeners.admins().get(i);
            if (session != sender) {
                session.notice(json.array(), json.length());
            }
        }
        if (isOwn && sender != null) {
            answerSender();
        }
    }

    private void tellRoom() {
        Room room = roomOfEvent();
        if (room != null) {
            json.clear();
            if (events.writePublic(transaction, json)) {
                broadcast(room);
            }
        }
    }

    private Room roomOfEvent() {
        int auctionId = events.auctionId(transaction);
        if (auctionId != 0) {
            return rooms.auction(auctionId);
        }
        int sessionId = events.sessionId(transaction);
        return sessionId != 0 ? rooms.session(sessionId) : rooms.book(events.instrumentId(transaction));
    }

    /** The members of a book's room get its new state once a batch, however many orders changed it. */
    private void noteBook() {
        int instrumentId = events.instrumentId(transaction);
        if (instrumentId != 0 && rooms.book(instrumentId) != null && !changedBooks.containsInt(instrumentId)) {
            changedBooks.addInt(instrumentId);
        }
    }

    private void tellBook(int instrumentId) {
        Room room = rooms.book(instrumentId);
        if (room != null) {
            json.clear();
            answers.writeState(room, lastTimeNs, json);
            broadcast(room);
        }
    }

    private void broadcast(Room room) {
        ByteBuf frame = TextFrame.of(ByteBufAllocator.DEFAULT, json.array(), json.length(), room.tail());
        for (Session member : room.members()) {
            member.broadcast(frame.retainedDuplicate());
        }
        frame.release();
    }

    private void answerSender() {
        sender.acknowledge(json.array(), json.length(), request);
        isToldToSender = true;
    }

    private void answerWithPublicEvents(DirectBuffer buffer, int offset, long firstSeq, int count) {
        boolean isOwn = false;
        int at = offset;
        for (int i = 0; i < count; i++) {
            transaction.wrap(buffer, at, firstSeq + i);
            events.begin(transaction);
            isOwn |= isCommand();
            while (isOwn && transaction.nextEvent()) {
                if (EventType.of(transaction.eventTemplateId()).visibility() == Visibility.PUBLIC) {
                    json.clear();
                    events.writePublic(transaction, json);
                    answerSender();
                }
            }
            at += transaction.length();
        }
    }

    /** Counts what became of the command; returns its refusal's code, or 0. */
    private int count(EventType type) {
        CommandType command = CommandType.of(transaction.commandTemplateId());
        int code = 0;
        Metrics.Result result = Metrics.Result.ACCEPTED;
        if (type == EventType.REFUSED) {
            result = Metrics.Result.REJECTED;
            code = refused.wrap(
                            transaction.buffer(),
                            transaction.eventOffset(),
                            transaction.eventBlockLength(),
                            transaction.eventVersion())
                    .code();
        } else if (type == EventType.DUPLICATE_ANSWERED) {
            result = Metrics.Result.DUPLICATE;
            code = duplicate
                    .wrap(
                            transaction.buffer(),
                            transaction.eventOffset(),
                            transaction.eventBlockLength(),
                            transaction.eventVersion())
                    .code();
        }
        desk.metrics().command(command, result);
        if (code != 0) {
            desk.metrics().reject(Refusal.of(code));
        }
        return code;
    }
}
