/**
 * Durable events to those who may see them, in the forms they may see. Publisher thread: the one that drains the ring.
 * Knows no protocol; sessions do.
 */
package io.gavel.gateway.publish;
