package io.gavel.engine.obvious;

import java.util.ArrayList;
import java.util.List;

/** An auction house's day: lots that open and close by one plan (SES). */
final class LotSession {
    int id;
    long shift;
    final List<Lot> lots = new ArrayList<>();
}
