/**
 * What the books look like from outside, told as changes: best prices, levels, or orders without names. From durable
 * events alone, through the views; whoever sends it to clients implements the sink. Thread: the one that feeds the views.
 */
package io.gavel.engine.view.marketdata;
