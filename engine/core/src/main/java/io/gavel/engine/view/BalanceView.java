package io.gavel.engine.view;

/** What an account has of an asset, smallest units. */
final class BalanceView {
    long totalMinor;
    long heldMinor;
}
