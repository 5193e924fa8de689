package io.gavel.client;

import io.gavel.wire.json.JsonWriter;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** What holds at which price: pairs of below and a figure, rising, the last without an end. */
final class Bands {
    private record Band(BigDecimal below, BigDecimal figure) {}

    private final List<Band> bands = new ArrayList<>();

    void below(BigDecimal below, BigDecimal figure) {
        bands.add(new Band(below, figure));
    }

    /** At any price above the bands before. */
    void rest(BigDecimal figure) {
        bands.add(new Band(null, figure));
    }

    /** Nothing where nothing was said. */
    void writeTo(JsonWriter json, String name) {
        if (bands.isEmpty()) {
            return;
        }
        json.name(name).beginArray();
        for (Band band : bands) {
            json.beginArray();
            if (band.below == null) {
                json.nullValue();
            } else {
                json.value(band.below.toPlainString());
            }
            json.value(band.figure.toPlainString()).endArray();
        }
        json.endArray();
    }
}
