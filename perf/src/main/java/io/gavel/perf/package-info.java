/**
 * Measured: {@code java -jar gavel-perf.jar} and what it runs.
 *
 * <p>{@code jmh} has one operation a method, {@code load} whole journeys under load. Every figure is printed with the
 * machine, the JVM, the load and what is left out. Nothing imports this module. docs/PERFORMANCE.md keeps the results.
 */
package io.gavel.perf;
