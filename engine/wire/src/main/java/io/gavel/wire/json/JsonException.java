package io.gavel.wire.json;

/** A text is not the JSON that was expected: which field, and what belonged there. Carries no stack trace. */
public final class JsonException extends RuntimeException {
    private final String field;
    private final String expected;

    JsonException(String field, String expected) {
        super(field.isEmpty() ? expected : expected + ", field=" + field, null, false, false);
        this.field = field;
        this.expected = expected;
    }

    /** The member of the outermost object where it went wrong; empty when it was none. */
    public String field() {
        return field;
    }

    /** What belonged there, in words. */
    public String expected() {
        return expected;
    }
}
