/**
 * What tests of several modules need: processes of their own, file systems of their own, and waiting with a limit.
 *
 * <p>Other modules get it with this module's test-jar. Of Gavel it knows the commands, to make up what a market is told.
 */
package io.gavel.testing;
