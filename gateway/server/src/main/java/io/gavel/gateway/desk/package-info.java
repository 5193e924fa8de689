/**
 * What every protocol does with a message: read it, see what its sender may do, offer it to the ring, or refuse it.
 *
 * <p>{@link io.gavel.gateway.desk.Intake} serves one event loop; {@link io.gavel.gateway.desk.FrontDesk} is shared by
 * all. Knows neither HTTP nor WebSocket.
 */
package io.gavel.gateway.desk;
