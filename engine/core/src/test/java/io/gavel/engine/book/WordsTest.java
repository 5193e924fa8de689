package io.gavel.engine.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class WordsTest {
    private static final int LINE = 64;

    @Test
    void beginsWhereALineOfMemoryBeginsAndIsZeros() {
        Memory memory = new Memory(100);
        assertEquals(0, memory.addressOf(0) % LINE);
        assertEquals(memory.addressOf(0) + 8 * 99, memory.addressOf(99));
        for (int word = 0; word < 100; word++) {
            assertEquals(0, memory.get(word));
        }
    }

    @Test
    void keepsWhatWasWrittenWhenAllThatWasReservedIsUsedUp() {
        Memory memory = new Memory(1);
        int end = 2 * Words.LEAST_RESERVED + 5;
        for (int word = 0; word < end; word += 1_000) {
            memory.makeRoom(word + 1);
            assertEquals(0, memory.get(word), "new words are zeros");
            memory.set(word, ~word);
        }
        assertEquals(0, memory.addressOf(0) % LINE);
        for (int word = 0; word < end; word += 1_000) {
            assertEquals(~word, memory.get(word));
        }
    }

    @Test
    void thereIsRoomForAsMuchAsWasAskedFor() {
        Memory memory = new Memory(Words.LEAST_RESERVED + 1);
        memory.set(Words.LEAST_RESERVED, 7);
        assertEquals(7, memory.get(Words.LEAST_RESERVED));
    }

    @Test
    void anIntIsHalfAWord() {
        Memory memory = new Memory(10);
        memory.setInt(6, 0x1234_5678);
        memory.setInt(7, -2);
        assertEquals(0x1234_5678, memory.getInt(6));
        assertEquals(-2, memory.getInt(7));
        assertEquals(0, memory.getInt(5));
        assertEquals(0xFFFF_FFFE_1234_5678L, memory.get(3));
        int last = 2 * Words.LEAST_RESERVED - 1;
        memory.makeRoom(Words.LEAST_RESERVED);
        memory.setInt(last, 77);
        assertEquals(77, memory.peekInt(last), "a look finds what there is in all of what is reserved");
    }

    @Test
    void aLookAtWhatIsNoHandleDoesNoHarm() {
        Memory memory = new Memory(10);
        memory.set(9, 42);
        assertEquals(42, memory.peek(9));
        Random random = new Random(3);
        long seen = 0;
        for (int i = 0; i < 10_000; i++) {
            seen += memory.peek(random.nextInt()) + memory.peekInt(random.nextInt());
        }
        assertEquals(42, memory.peek(9), "seen " + seen);
    }

    @Test
    void testsFindHandlesThatAreNone() {
        Memory memory = new Memory(10);
        assertThrows(AssertionError.class, () -> memory.get(-1));
        assertThrows(AssertionError.class, () -> memory.set(Words.LEAST_RESERVED, 1));
        assertThrows(AssertionError.class, () -> memory.getInt(-8));
    }

    @Test
    void countsWhatIsUsedAndNotWhatIsReserved() {
        Memory memory = new Memory(1 << 17);
        assertEquals(8 << 17, memory.wordBytes());
        memory.makeRoom(1 << 18);
        assertEquals(8 << 18, memory.wordBytes());
    }

    @Test
    void moreThanHandlesCanNameIsRefused() {
        Memory memory = new Memory(1);
        assertThrows(IllegalStateException.class, () -> memory.makeRoom(Integer.MIN_VALUE));
    }

    @Test
    void isGivenBackWhenNobodyHasIt() {
        Words.Stretch stretch = new Memory(1).stretch;
        long deadlineNs = System.nanoTime() + 20_000_000_000L;
        while (!stretch.isGivenBack() && System.nanoTime() < deadlineNs) {
            System.gc();
        }
        assertTrue(stretch.isGivenBack());
    }

    private static final class Memory extends Words {
        Memory(int room) {
            super(room);
        }
    }
}
