package io.gavel.gateway.http;

import io.gavel.gateway.ops.Health;
import io.gavel.wire.json.JsonWriter;
import java.util.Locale;

/** The answer of {@code /readyz}: one line a check. */
final class Readiness {
    private Readiness() {}

    static String json(Health health) {
        Health.Phase phase = health.phase();
        JsonWriter json = new JsonWriter(256);
        json.beginObject().field("status", phase.name().toLowerCase(Locale.ROOT));
        json.name("checks").beginObject();
        json.name("engine").beginObject().field("status", phase == Health.Phase.HALTED ? "halted" : "ok");
        if (!health.reason().isEmpty()) {
            json.field("reason", health.reason());
        }
        json.endObject();
        json.name("journal")
                .beginObject()
                .field("status", journalStatus(health))
                .field("durableSeq", health.durableSeq());
        if (health.hasJournal() && phase == Health.Phase.STARTING) {
            Health.Recovering recovering = health.recovering();
            json.field("step", recovering.step())
                    .field("doneBytes", recovering.doneBytes())
                    .field("totalBytes", recovering.totalBytes());
        }
        json.endObject();
        json.name("disk").beginObject().field("status", health.isCancelOnly() ? "cancelOnly" : "ok");
        if (health.isCancelOnly()) {
            json.field("reason", health.cancelOnlyReason());
        }
        json.endObject();
        Health.Snapshots snapshots = health.snapshots();
        json.name("snapshots").beginObject().field("status", snapshots.status());
        if (!snapshots.reason().isEmpty()) {
            json.field("reason", snapshots.reason());
        }
        json.endObject();
        return json.endObject().endObject().toString();
    }

    private static String journalStatus(Health health) {
        if (!health.hasJournal()) {
            return "none";
        }
        return health.phase() == Health.Phase.STARTING ? "replaying" : "ok";
    }
}
