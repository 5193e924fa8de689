/** Auctions that took place, as commands, with how they ended; the data is where {@code -Dgavel.data} says. */
package io.gavel.gateway.recorded;
