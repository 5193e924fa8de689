/** JMH benchmarks: a class a subject, a method an operation. {@code java -jar gavel-perf.jar jmh -h} runs them. */
package io.gavel.perf.jmh;
