/** Charts as SVG, as little of it as the reports need. Imports nothing of this house. */
package io.gavel.perf.chart;
