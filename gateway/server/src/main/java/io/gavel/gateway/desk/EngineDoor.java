package io.gavel.gateway.desk;

import org.agrona.DirectBuffer;

/**
 * The ring as the adapters see it. Methods that offer say false where it is full or has halted: nothing was ordered.
 * Threads: any event loop of the layout.
 */
public interface EngineDoor {
    /** Where no time is given: the writer stamps it. */
    long NO_TIME = Long.MIN_VALUE;

    /** A command as {@code JsonCommands} writes it; the bytes are copied. */
    boolean offerCommand(long sessionId, long correlationId, long timeNs, DirectBuffer command, int offset, int length);

    /** A question that the session remembers under that number; answered behind the commands before it. */
    boolean offerQuestion(long sessionId, long correlationId);

    /** Lets time pass, then answers the question of that number. */
    boolean offerTime(long sessionId, long correlationId, long timeNs);

    boolean isHalted();
}
