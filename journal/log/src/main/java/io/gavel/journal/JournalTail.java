package io.gavel.journal;

/** What lies behind the last good record of a journal. */
public enum JournalTail {
    NOTHING("nothing"),
    /** A record that ends before its length, or that its writer did not come to the end of. */
    UNFINISHED("a record that was never finished; nobody is known to have been told of it"),
    /**
     * A record of full length whose bytes are not what was written. A power cut may leave one that was not synced yet, and
     * damage one that was. Where somebody knows of its sequence it is damage; here nobody does.
     */
    UNREADABLE("a record of full length that is not as it was written: a power cut tore it, or it was damaged since;"
            + " nobody is known to have been told of it");

    private final String words;

    JournalTail(String words) {
        this.words = words;
    }

    public String inWords() {
        return words;
    }
}
