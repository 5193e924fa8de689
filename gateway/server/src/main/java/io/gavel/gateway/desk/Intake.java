package io.gavel.gateway.desk;

import io.gavel.gateway.room.RoomName;
import io.gavel.gateway.session.Principal;
import io.gavel.gateway.session.Request;
import io.gavel.gateway.session.Session;
import io.gavel.wire.CommandType;
import io.gavel.wire.Directory;
import io.gavel.wire.Refusal;
import io.gavel.wire.Role;
import io.gavel.wire.json.JsonCommands;
import io.gavel.wire.json.JsonException;
import io.gavel.wire.json.JsonReader;
import io.gavel.wire.json.JsonWriter;
import java.nio.ByteOrder;
import java.util.Set;

/**
 * Reads messages, sees what their sender may do, and offers them to the ring; answers at once what does not get that
 * far. One event loop. The order of what several things wrong are told in: not logged in, not JSON or not a message,
 * role, account, server not ready, disk nearly full, ring full.
 */
public final class Intake {
    /** What became of a message. */
    public enum Outcome {
        /** It was offered, or answered. */
        TAKEN,
        /** It names what an earlier message of the session may be about to create: try again when that is answered. */
        MUST_WAIT,
        /** The session has a principal now. */
        LOGGED_IN,
        /** The key was wrong; this was told, and the connection is to be closed. */
        LOGIN_REFUSED
    }

    private static final int NO_ACCOUNT = 0;
    private static final long MICRO_NS = 1_000;
    private static final Set<String> SESSION_TYPES = Set.of("login", "join", "leave", "ping");

    private final FrontDesk desk;
    private final Refusals refusals;
    private final JsonCommands commands;
    private final JsonWriter json = new JsonWriter(256);

    Intake(FrontDesk desk, Refusals refusals) {
        this.desk = desk;
        this.refusals = refusals;
        commands = new JsonCommands(desk.directory(), desk.acceptsTime()).acceptRef();
    }

    /** A message of a session that lasts, in which everything may be said. */
    public Outcome onMessage(Session session, byte[] message) {
        Principal principal = session.principal();
        return switch (decode(principal, message)) {
            case COMMAND -> onCommand(session, principal, 0);
            case QUERY -> onQuery(session, principal, message, session.nextCorrelationId());
            case TIME -> onTime(session, principal);
            case OTHER -> onOther(session);
            case MALFORMED -> onMalformed(session, principal, 0, Refusal.MALFORMED);
            case UNSUPPORTED -> onMalformed(session, principal, 0, Refusal.NOT_SUPPORTED);
        };
    }

    /** A message that must be a command, sent as that principal. */
    public Outcome onCommand(Session session, Principal principal, byte[] message, long correlationId) {
        return switch (decode(principal, message)) {
            case COMMAND -> onCommand(session, principal, correlationId);
            case QUERY, TIME -> refuseAsNoCommand(session, correlationId, Refusal.NOT_SUPPORTED);
            case OTHER ->
                refuseAsNoCommand(session, correlationId, isForSessions() ? Refusal.NOT_SUPPORTED : Refusal.MALFORMED);
            case MALFORMED -> onMalformed(session, principal, correlationId, Refusal.MALFORMED);
            case UNSUPPORTED -> onMalformed(session, principal, correlationId, Refusal.NOT_SUPPORTED);
        };
    }

    /** A query, sent as that principal. */
    public Outcome onQuery(Session session, Principal principal, byte[] message, long correlationId) {
        JsonCommands.Outcome outcome = decode(principal, message);
        if (outcome != JsonCommands.Outcome.QUERY) {
            return onMalformed(session, principal, correlationId, Refusal.MALFORMED);
        }
        return onDecodedQuery(session, principal, message, correlationId);
    }

    private Outcome refuseAsNoCommand(Session session, long correlationId, Refusal refusal) {
        return refuse(session, correlationId, refusal, "expected the type of a command", "type");
    }

    /** Whether the message is one that a session that lasts may send. */
    private boolean isForSessions() {
        return SESSION_TYPES.contains(commands.reader().string("type", ""));
    }

    private JsonCommands.Outcome decode(Principal principal, byte[] message) {
        return commands.decode(
                message, 0, message.length, defaultAccountId(principal), principal != null && principal.isAdmin());
    }

    private int defaultAccountId(Principal principal) {
        String name = principal == null ? null : principal.defaultAccount();
        Directory.Account account = name == null ? null : desk.directory().account(name);
        return account == null ? NO_ACCOUNT : account.id();
    }

    private Outcome onCommand(Session session, Principal principal, long correlationId) {
        CommandType type = commands.type();
        Refusal refusal = refusal(principal, type.role());
        if (refusal == null && type.role() != Role.ADMIN && !ownsAccount(principal)) {
            refusal = Refusal.NOT_YOUR_ACCOUNT;
        }
        if (refusal != null) {
            return reject(session, correlationId, refusal);
        }
        EngineDoor door = desk.door();
        refusal = closedBecause(door);
        if (refusal == null && isNew(type) && desk.health().isCancelOnly()) {
            refusal = Refusal.CANCEL_ONLY;
        }
        if (refusal != null) {
            return reject(session, correlationId, refusal);
        }
        if (commands.unknownCount() > 0 && session.inFlight() > 0) {
            return Outcome.MUST_WAIT;
        }
        boolean isCounted = AccountFlights.counts(type);
        int accountId = commands.buffer().getInt(0, ByteOrder.LITTLE_ENDIAN);
        if (isCounted && !desk.flights().offered(accountId)) {
            return reject(session, correlationId, Refusal.TOO_MANY);
        }
        long id = correlationId;
        if (id == 0 && commands.ref() != null) {
            id = session.nextCorrelationId();
        }
        if (commands.ref() != null) {
            session.remember(id, new Question.Command(commands.ref()));
        }
        if (!door.offerCommand(
                session.id(), id, desk.timeNs(commands.atNs()), commands.buffer(), 0, commands.length())) {
            session.take(id);
            if (isCounted) {
                desk.flights().answered(accountId);
            }
            return reject(session, correlationId, door.isHalted() ? Refusal.HALTED : Refusal.BUSY);
        }
        session.offered();
        return Outcome.TAKEN;
    }

    private Outcome onDecodedQuery(Session session, Principal principal, byte[] message, long correlationId) {
        Refusal refusal = refusal(principal, Role.READ);
        if (refusal == null && isAboutAnAccount() && !ownsAccount(principal)) {
            refusal = Refusal.NOT_YOUR_ACCOUNT;
        }
        if (refusal != null) {
            return reject(session, correlationId, refusal);
        }
        return ask(session, correlationId, new Question.Look(commands.ref(), message, defaultAccountId(principal)));
    }

    private Outcome onTime(Session session, Principal principal) {
        Refusal refusal = refusal(principal, Role.ADMIN);
        EngineDoor door = desk.door();
        if (refusal == null) {
            refusal = closedBecause(door);
        }
        if (refusal != null) {
            return reject(session, 0, refusal);
        }
        long correlationId = session.nextCorrelationId();
        session.remember(correlationId, new Question.Time(commands.ref(), commands.atNs() / MICRO_NS));
        if (!door.offerTime(session.id(), correlationId, desk.timeNs(commands.atNs()))) {
            session.take(correlationId);
            return reject(session, 0, door.isHalted() ? Refusal.HALTED : Refusal.BUSY);
        }
        session.offered();
        return Outcome.TAKEN;
    }

    private Outcome onOther(Session session) {
        JsonReader message = commands.reader();
        String type = message.string("type", "");
        if (session.principal() == null && !type.equals("login") && !type.equals("ping")) {
            return refuse(session, 0, Refusal.NOT_LOGGED_IN, Refusal.NOT_LOGGED_IN.message(), "");
        }
        try {
            return switch (type) {
                case "login" -> login(session, message);
                case "join" -> room(session, message, true);
                case "leave" -> room(session, message, false);
                case "ping" -> ping(session, message);
                default -> refuse(session, 0, Refusal.MALFORMED, "expected a known type", "type");
            };
        } catch (JsonException e) {
            return refuse(session, 0, Refusal.MALFORMED, e.expected(), e.field());
        }
    }

    private Outcome login(Session session, JsonReader message) {
        if (hasOtherFields(session, message, "key", "cancelOnDisconnect")) {
            return Outcome.TAKEN;
        }
        if (session.principal() != null) {
            return refuse(session, 0, Refusal.NOT_ALLOWED, "expected one login in a connection", "type");
        }
        Principal principal = desk.keys().principal(message.string("key", null));
        if (principal == null) {
            refuse(session, 0, Refusal.NOT_LOGGED_IN, "expected a valid key", "key");
            return Outcome.LOGIN_REFUSED;
        }
        boolean cancels = message.bool("cancelOnDisconnect", false);
        if (cancels && (!principal.may(Role.CANCEL) || principal.accounts().isEmpty())) {
            return refuse(
                    session,
                    0,
                    Refusal.NOT_ALLOWED,
                    "expected a key that names its accounts and may cancel their orders",
                    "cancelOnDisconnect");
        }
        Refusal refusal = closedBecause(desk.door());
        if (refusal != null) {
            return refuse(session, 0, refusal, refusal.message(), "");
        }
        session.principal(principal);
        long correlationId = session.nextCorrelationId();
        if (!offer(session, correlationId, new Question.Login(commands.ref()))) {
            session.principal(null);
            return refuse(session, 0, Refusal.BUSY, Refusal.BUSY.message(), "");
        }
        if (cancels) {
            session.cancelsOnDisconnect(true);
            desk.departures().came(principal);
        }
        return Outcome.LOGGED_IN;
    }

    private Outcome room(Session session, JsonReader message, boolean isJoin) {
        if (hasOtherFields(session, message, "room", "room")) {
            return Outcome.TAKEN;
        }
        Refusal refusal = refusal(session.principal(), Role.READ);
        if (refusal != null) {
            return refuse(session, 0, refusal, refusal.message(), "");
        }
        RoomName room = RoomName.parse(message.string("room", ""));
        if (room == null) {
            return refuse(session, 0, Refusal.MALFORMED, "expected auction:NAME, session:NAME or book:NAME", "room");
        }
        String ref = commands.ref();
        return ask(
                session,
                session.nextCorrelationId(),
                isJoin ? new Question.Join(ref, room) : new Question.Leave(ref, room));
    }

    private Outcome ping(Session session, JsonReader message) {
        if (!hasOtherFields(session, message, "ref", "ref")) {
            session.reply(
                    0,
                    HttpStatus.OK,
                    json.clear().beginObject().field("type", "pong").endObject(),
                    commands.ref());
        }
        return Outcome.TAKEN;
    }

    private Outcome ask(Session session, long correlationId, Question question) {
        EngineDoor door = desk.door();
        Refusal refusal = closedBecause(door);
        if (refusal == null && !offer(session, correlationId, question)) {
            refusal = door.isHalted() ? Refusal.HALTED : Refusal.BUSY;
        }
        return refusal == null ? Outcome.TAKEN : refuse(session, correlationId, refusal, refusal.message(), "");
    }

    private boolean offer(Session session, long correlationId, Request question) {
        session.remember(correlationId, question);
        if (!desk.door().offerQuestion(session.id(), correlationId)) {
            session.take(correlationId);
            return false;
        }
        session.offered();
        return true;
    }

    private Outcome onMalformed(Session session, Principal principal, long correlationId, Refusal refusal) {
        if (principal == null && !session.hasStatus()) {
            return refuse(session, correlationId, Refusal.NOT_LOGGED_IN, Refusal.NOT_LOGGED_IN.message(), "");
        }
        boolean mayBecomeKnown = commands.unknownCount() > 0 || lacksDefaultAccount(principal);
        if (mayBecomeKnown && session.inFlight() > 0 && closedBecause(desk.door()) == null) {
            return Outcome.MUST_WAIT;
        }
        if (lacksDefaultAccount(principal)) {
            // A server that starts does not know its accounts yet.
            Refusal closed = closedBecause(desk.door());
            return reject(session, correlationId, closed == null ? Refusal.UNKNOWN_ACCOUNT : closed);
        }
        return refuse(session, correlationId, refusal, commands.expected(), commands.field());
    }

    /** Whether the only thing wrong is that the session's own account does not exist yet. */
    private boolean lacksDefaultAccount(Principal principal) {
        return principal != null
                && principal.defaultAccount() != null
                && "account".equals(commands.field())
                && !commands.namesAccount()
                && defaultAccountId(principal) == NO_ACCOUNT;
    }

    private boolean isAboutAnAccount() {
        return switch (commands.query().subject()) {
            case BALANCE, ORDER -> true;
            case BOOK, AUCTION, SESSION -> false;
        };
    }

    private boolean ownsAccount(Principal principal) {
        String name = accountName();
        return name == null || principal.owns(name);
    }

    /** The account the message is about, whether it exists or not; null where it is the session's default. */
    private String accountName() {
        return commands.namesAccount() ? commands.reader().string("account", null) : null;
    }

    private static Refusal refusal(Principal principal, Role role) {
        if (principal == null) {
            return Refusal.NOT_LOGGED_IN;
        }
        return principal.may(role) ? null : Refusal.NOT_ALLOWED;
    }

    private Refusal closedBecause(EngineDoor door) {
        if (door == null) {
            return desk.health().reason().isEmpty() ? Refusal.NOT_READY : Refusal.HALTED;
        }
        if (door.isHalted()) {
            return Refusal.HALTED;
        }
        return desk.health().isReady() ? null : Refusal.NOT_READY;
    }

    /** Whether a command makes something that may grow; an administrator knows what he does. */
    private static boolean isNew(CommandType type) {
        return AccountFlights.counts(type);
    }

    private boolean hasOtherFields(Session session, JsonReader message, String allowed, String other) {
        for (int i = 0; i < message.count(); i++) {
            String name = message.name(i);
            if (!name.equals("type") && !name.equals("ref") && !name.equals(allowed) && !name.equals(other)) {
                refuse(session, 0, Refusal.MALFORMED, "expected no such field in " + message.string("type", ""), name);
                return true;
            }
        }
        return false;
    }

    /** Tells a refusal of a well-formed message: as the command's rejection where the protocol has no status. */
    private Outcome reject(Session session, long correlationId, Refusal refusal) {
        if (session.hasStatus() || commands.type() == null || refusal == Refusal.NOT_LOGGED_IN) {
            return refuse(session, correlationId, refusal, refusal.message(), "");
        }
        desk.metrics().reject(refusal);
        json.clear();
        commands.writeRejection(refusal, json);
        session.reply(correlationId, HttpStatus.of(refusal), json, null);
        return Outcome.TAKEN;
    }

    private Outcome refuse(Session session, long correlationId, Refusal refusal, String message, String field) {
        desk.metrics().reject(refusal);
        session.reply(correlationId, HttpStatus.of(refusal), refusals.error(refusal, message, field), commands.ref());
        return Outcome.TAKEN;
    }
}
