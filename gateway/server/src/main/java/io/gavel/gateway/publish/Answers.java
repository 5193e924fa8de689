package io.gavel.gateway.publish;

import io.gavel.engine.view.Views;
import io.gavel.gateway.desk.FrontDesk;
import io.gavel.gateway.desk.Question;
import io.gavel.gateway.desk.Refusals;
import io.gavel.gateway.room.Room;
import io.gavel.gateway.room.RoomName;
import io.gavel.gateway.room.Rooms;
import io.gavel.gateway.session.Principal;
import io.gavel.gateway.session.Request;
import io.gavel.gateway.session.Session;
import io.gavel.gateway.session.TextFrame;
import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.Role;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.json.JsonWriter;
import io.netty.buffer.ByteBufAllocator;
import java.util.Locale;

/** Answers the questions of sessions: logins, rooms and queries. Publisher thread. */
final class Answers {
    /** Nobody: leaders go by alias. */
    private static final int NO_VIEWER = 0;

    private final FrontDesk desk;
    private final Directory directory;
    private final Views views;
    private final Rooms rooms;
    private final Listeners listeners;
    private final JournalStamp stamp;
    private final JsonCommands queries;
    private final JsonWriter json = new JsonWriter(1_024);
    private final Refusals refusals = new Refusals();

    Answers(FrontDesk desk, Views views, Rooms rooms, Listeners listeners, JournalStamp stamp) {
        this.desk = desk;
        this.directory = desk.directory();
        this.views = views;
        this.rooms = rooms;
        this.listeners = listeners;
        this.stamp = stamp;
        queries = new JsonCommands(directory, desk.acceptsTime()).acceptRef();
    }

    /** @param lastSeq the last sequence that the answer can know of, {@code lastTimeNs} its time */
    void answer(Session session, long correlationId, Request question, long lastSeq, long lastTimeNs) {
        int code = 0;
        if (question instanceof Question.Login login) {
            login(session, login, lastSeq);
        } else if (question instanceof Question.Join join) {
            code = join(session, join, lastSeq, lastTimeNs);
        } else if (question instanceof Question.Leave leave) {
            code = leave(session, leave);
        } else if (question instanceof Question.Look look) {
            code = look(session, look, lastTimeNs);
        } else if (question instanceof Question.Time time) {
            json.clear().beginObject().field("type", "time").field("at", time.atMicros());
            tell(session, json.field("seq", lastSeq).endObject(), time);
        } else if (question instanceof Question.Goodbye) {
            goodbye(session);
            return;
        }
        session.endAnswer(correlationId, code, question);
    }

    /** Writes the present state of what a room is about, as everybody may see it. */
    void writeState(Room room, long lastTimeNs, JsonWriter out) {
        byte[] query = room.query();
        queries.decode(query, 0, query.length, 0, false);
        views.answer(queries.query(), lastTimeNs, NO_VIEWER, out);
    }

    private void login(Session session, Request login, long lastSeq) {
        listeners.add(session);
        Principal principal = session.principal();
        json.clear().beginObject().field("type", "loggedIn").name("accounts").beginArray();
        if (principal.anyAccount()) {
            json.value("*");
        }
        principal.accounts().forEach(json::value);
        json.endArray().name("roles").beginArray();
        for (Role role : Role.values()) {
            if (principal.may(role)) {
                json.value(role.name().toLowerCase(Locale.ROOT));
            }
        }
        json.endArray().field("epoch", stamp.epoch()).field("seq", lastSeq);
        json.field("level", stamp.level().word()).endObject();
        tell(session, json, login);
    }

    private int join(Session session, Question.Join join, long lastSeq, long lastTimeNs) {
        RoomName name = join.room();
        int subjectId = subjectId(name);
        if (subjectId == 0) {
            return refuse(session, unknown(name), join);
        }
        Room room = rooms.join(session, name, subjectId);
        if (room == null) {
            return refuse(session, Refusal.TOO_MANY, join);
        }
        json.clear().beginObject().field("type", "joined").field("room", name.toString());
        tell(session, json.field("members", room.size()).field("seq", lastSeq).endObject(), join);
        json.clear();
        writeState(room, lastTimeNs, json);
        session.broadcast(TextFrame.of(ByteBufAllocator.DEFAULT, json.array(), json.length(), room.tail()));
        return 0;
    }

    private int leave(Session session, Question.Leave leave) {
        RoomName name = leave.room();
        int subjectId = subjectId(name);
        if (subjectId == 0) {
            return refuse(session, unknown(name), leave);
        }
        rooms.leave(session, name.kind(), subjectId);
        json.clear().beginObject().field("type", "left").field("room", name.toString());
        tell(session, json.endObject(), leave);
        return 0;
    }

    private int look(Session session, Question.Look look, long lastTimeNs) {
        byte[] message = look.message();
        queries.decode(message, 0, message.length, look.accountId(), false);
        json.clear();
        Refusal refusal = views.answer(queries.query(), lastTimeNs, look.accountId(), json);
        if (refusal != null) {
            return refuse(session, refusal, look);
        }
        tell(session, json, look);
        return 0;
    }

    private void goodbye(Session session) {
        rooms.leaveAll(session);
        listeners.remove(session);
        desk.sessions().remove(session);
    }

    private int refuse(Session session, Refusal refusal, Request question) {
        desk.metrics().reject(refusal);
        tell(session, refusals.error(refusal), question);
        return refusal.code();
    }

    private static void tell(Session session, JsonWriter answer, Request question) {
        session.answer(answer.array(), answer.length(), question);
    }

    private int subjectId(RoomName name) {
        Directory.Entity subject = switch (name.kind()) {
            case AUCTION -> directory.auction(name.subject());
            case SESSION -> directory.session(name.subject());
            case BOOK -> directory.instrument(name.subject());
        };
        return subject == null ? 0 : subject.id();
    }

    private static Refusal unknown(RoomName name) {
        return switch (name.kind()) {
            case AUCTION -> Refusal.UNKNOWN_AUCTION;
            case SESSION -> Refusal.UNKNOWN_SESSION;
            case BOOK -> Refusal.UNKNOWN_INSTRUMENT;
        };
    }
}
