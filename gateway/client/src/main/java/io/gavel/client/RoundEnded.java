package io.gavel.client;

import java.math.BigDecimal;

/**
 * A stage of a reverse auction is over: the collecting of offers, a round, or a turn in it.
 *
 * @param atUs engine time, microseconds since the epoch
 * @param round the one that begins, or goes on with the next turn; 0: it was the last
 * @param turn whose turn it is, an alias; null: everybody's
 * @param leader who offers least, an alias; null: nobody offers anything
 * @param price the lowest offer; null: there is none
 * @param endsAtUs when the stage that begins ends; {@link Event#NO_TIME}: none begins
 */
public record RoundEnded(
        long seq, long atUs, String auction, long round, String turn, String leader, BigDecimal price, long endsAtUs)
        implements Event {}
