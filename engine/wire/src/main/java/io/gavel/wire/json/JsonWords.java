package io.gavel.wire.json;

import java.util.Arrays;
import java.util.function.Function;

/**
 * A closed set of ASCII words, looked up in the bytes where they stand.
 *
 * @param <T> what a word means
 */
final class JsonWords<T> {
    private final String[] words;
    private final T[] meanings;
    private final int mask;

    JsonWords(T[] values, Function<T, String> word) {
        int capacity = Integer.highestOneBit(values.length * 4 - 1) * 2;
        words = new String[capacity];
        meanings = Arrays.copyOf(values, capacity);
        Arrays.fill(meanings, null);
        mask = capacity - 1;
        for (T value : values) {
            put(word.apply(value), value);
        }
    }

    /** What the word between two positions means, or null when it is none of the set. */
    T get(byte[] text, int from, int to) {
        return get(text, from, to, JsonText.hash(text, from, to));
    }

    /** As {@link #get(byte[], int, int)}, with the word's hash known. */
    T get(byte[] text, int from, int to, int hash) {
        for (int i = slot(hash) & mask; words[i] != null; i = (i + 1) & mask) {
            if (isWord(words[i], text, from, to)) {
                return meanings[i];
            }
        }
        return null;
    }

    static boolean isWord(String word, byte[] text, int from, int to) {
        int length = to - from;
        if (word.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (word.charAt(i) != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    private void put(String word, T value) {
        int i = slot(word.hashCode()) & mask;
        while (words[i] != null) {
            i = (i + 1) & mask;
        }
        words[i] = word;
        meanings[i] = value;
    }

    private static int slot(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 16;
    }
}
