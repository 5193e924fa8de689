package io.gavel.journal.repair;

/**
 * Somebody's decision to give up what a journal lost.
 *
 * @param operator who, for the record
 * @param note why, for the record
 * @param acceptsOtherVersions whether records of a later format count as damage too; they are good for who knows it
 */
public record RepairOrder(String operator, String note, boolean acceptsOtherVersions) {}
