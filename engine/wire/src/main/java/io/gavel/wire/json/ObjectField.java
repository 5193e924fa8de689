package io.gavel.wire.json;

/** A field that is an object with a few fields of its own, such as {@code softClose}. One thread. */
final class ObjectField {
    private final JsonFields fields;
    private final JsonField name;
    private final String[] members;
    private final JsonReader nested = new JsonReader();

    /** @param members all fields that it may have */
    ObjectField(JsonFields fields, JsonField name, String... members) {
        this.fields = fields;
        this.name = name;
        this.members = members;
    }

    /** Reads the field of the message at hand; false where it is absent, or is not what it should be. */
    boolean read() {
        if (!fields.has(name) || !fields.enter(name, false, nested)) {
            return false;
        }
        int known = 0;
        for (String member : members) {
            known += nested.has(member) ? 1 : 0;
        }
        if (known < nested.count()) {
            fields.malformed(name.jsonName(), "expected " + String.join(", ", members) + " only");
        }
        return true;
    }

    boolean has(String member) {
        return nested.has(member);
    }

    /** Finds fault where a field is absent. */
    void require(String member) {
        if (!nested.has(member)) {
            fields.malformed(path(member), "expected this field in " + name.jsonName());
        }
    }

    /** A span in microseconds, as ns. */
    long nanos(String member, long absent) {
        int i = nested.find(member);
        if (i < 0) {
            return absent;
        }
        if (nested.kind(i) == JsonReader.Kind.INTEGER) {
            long micros = nested.integer(i);
            if (micros >= 0 && micros <= JsonFields.MAX_MICROS) {
                return micros * 1_000;
            }
        }
        fields.malformed(path(member), "expected microseconds, an integer from 0 to " + JsonFields.MAX_MICROS);
        return absent;
    }

    int integer(String member, int least, int most, int absent) {
        int i = nested.find(member);
        if (i < 0) {
            return absent;
        }
        if (nested.kind(i) == JsonReader.Kind.INTEGER) {
            long value = nested.integer(i);
            if (value >= least && value <= most) {
                return (int) value;
            }
        }
        fields.malformed(path(member), "expected an integer from " + least + " to " + most);
        return absent;
    }

    /** The place of a word among those allowed; 0 where the field is absent. */
    int choice(String member, String... words) {
        int i = nested.find(member);
        if (i < 0) {
            return 0;
        }
        if (nested.kind(i) == JsonReader.Kind.STRING) {
            String word = nested.string(i);
            for (int choice = 0; choice < words.length; choice++) {
                if (words[choice].equals(word)) {
                    return choice;
                }
            }
        }
        fields.malformed(path(member), "expected one of " + String.join(", ", words));
        return 0;
    }

    private String path(String member) {
        return name.jsonName() + "." + member;
    }
}
