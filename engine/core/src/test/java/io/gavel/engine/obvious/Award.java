package io.gavel.engine.obvious;

/** Who got what, for how much; hammer, premium and commission are what was paid. */
record Award(int account, long qty, long price, long hammer, long premium, long commission, int payer, int payee) {}
