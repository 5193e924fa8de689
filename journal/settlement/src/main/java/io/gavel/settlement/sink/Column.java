package io.gavel.settlement.sink;

import java.util.Locale;

/** One column of a {@link Table}. */
public record Column(String name, Kind kind, boolean isNullable) {
    /** What a column holds. Only types that every SQL database has, so that one model fits all. */
    public enum Kind {
        SMALLINT,
        INTEGER,
        BIGINT,
        VARCHAR
    }

    static Column small(String name) {
        return new Column(name, Kind.SMALLINT, false);
    }

    static Column integer(String name) {
        return new Column(name, Kind.INTEGER, false);
    }

    static Column big(String name) {
        return new Column(name, Kind.BIGINT, false);
    }

    static Column text(String name) {
        return new Column(name, Kind.VARCHAR, false);
    }

    Column orNull() {
        return new Column(name, kind, true);
    }

    /** As a catalog shows it: {@code price_minor BIGINT NOT NULL}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %s%s", name, kind, isNullable ? "" : " NOT NULL");
    }
}
