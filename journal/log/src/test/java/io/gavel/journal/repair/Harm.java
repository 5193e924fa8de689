package io.gavel.journal.repair;

import static io.gavel.journal.repair.JournalImage.COUNTER;
import static io.gavel.journal.repair.JournalImage.PAGE;
import static io.gavel.journal.repair.JournalImage.SECTOR;
import static io.gavel.journal.repair.JournalImage.WATERMARK;
import static io.gavel.journal.repair.JournalImage.queueFile;

import io.gavel.journal.repair.JournalImage.Place;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.CRC32C;

/** What can happen to a journal's files. Each says in words what it did, or null where this journal has no place for it. */
enum Harm {
    FLIPPED_BIT {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            byte[] bytes = image.changed(path);
            int length = JournalImage.usedLength(bytes);
            return length == 0 ? null : flip(bytes, 0, length, path, random);
        }
    },
    FLIPPED_BITS {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            byte[] bytes = image.changed(path);
            StringBuilder what = new StringBuilder();
            for (int flips = 2 + random.nextInt(20); flips > 0; flips--) {
                int length = JournalImage.usedLength(bytes);
                // Another harm, or the flips so far, may have left nothing in the file.
                if (length == 0) {
                    return null;
                }
                what.append(flip(bytes, 0, length, path, random)).append(' ');
            }
            return what.toString();
        }
    },
    FLIPPED_ENVELOPE {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            Place place = anyPlace(image.get(path), random);
            return place == null ? null : flip(image.changed(path), place.envelope(), ENVELOPE_LENGTH, path, random);
        }
    },
    FLIPPED_LENGTH {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            Place place = anyPlace(image.get(path), random);
            return place == null ? null : flip(image.changed(path), place.header(), Integer.BYTES, path, random);
        }
    },
    OTHER_LENGTH {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            Place place = anyPlace(image.get(path), random);
            if (place == null) {
                return null;
            }
            int length = place.length() - Integer.BYTES;
            int[] headers = {
                0,
                -1,
                length | 0x4000_0000,
                length | 0x8000_0000,
                random.nextInt(),
                length + random.nextInt(8) - 4,
                random.nextInt(200_000),
                0x4000_0000
            };
            int header = headers[random.nextInt(headers.length)];
            fields(image.changed(path)).putInt(place.header(), header);
            return path + " header at " + place.header() + " = " + Integer.toHexString(header);
        }
    },
    FLIPPED_QUEUE_HEADER {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            List<Place> places = JournalImage.places(image.get(path));
            int end = places.isEmpty()
                    ? JournalImage.usedLength(image.get(path))
                    : places.get(0).header();
            return end == 0 ? null : flip(image.changed(path), 0, end, path, random);
        }
    },
    FLIPPED_OTHER_FILE {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyFile(image, random);
            return image.get(path).length == 0
                    ? null
                    : flip(image.changed(path), 0, image.get(path).length, path, random);
        }
    },
    ZEROED_PAGE {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            return zero(image, random, PAGE, 1 + random.nextInt(2));
        }
    },
    ZEROED_SECTOR {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            return zero(image, random, SECTOR, 1 + random.nextInt(4));
        }
    },
    ZEROED_TAIL {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            byte[] bytes = image.changed(path);
            int start = random.nextInt(JournalImage.usedLength(bytes) + 1);
            start = random.nextBoolean() ? start : start / SECTOR * SECTOR;
            Arrays.fill(bytes, start, bytes.length, (byte) 0);
            return path + " zero from " + start;
        }
    },
    ZEROED_FILE {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = random.nextInt(4) > 0 ? anyQueueFile(image, random) : anyFile(image, random);
            image.put(path, new byte[image.get(path).length]);
            return path + " all zero";
        }
    },
    TRUNCATED {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = random.nextInt(4) > 0 ? anyQueueFile(image, random) : anyFile(image, random);
            byte[] bytes = image.get(path);
            int length = random.nextInt(JournalImage.usedLength(bytes) + 1);
            image.put(path, Arrays.copyOf(bytes, length));
            return path + " cut at " + length;
        }
    },
    TRUNCATED_LAST {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = queueFile(image.generations());
            byte[] bytes = image.get(path);
            int length = random.nextInt(JournalImage.usedLength(bytes) + 1);
            image.put(path, Arrays.copyOf(bytes, length));
            return path + " cut at " + length;
        }
    },
    /** The writer had told less when the power went. */
    TORN_AND_UNTOLD {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = queueFile(image.generations());
            List<Place> places = JournalImage.places(image.get(path));
            if (places.size() < 2) {
                return null;
            }
            int first = Math.max(1, places.size() - 1 - random.nextInt(3));
            image.setCounterSeq(places.get(first).firstSeq() - 1);
            byte[] bytes = image.changed(path);
            int start = places.get(first).header() / SECTOR * SECTOR + SECTOR;
            StringBuilder what =
                    new StringBuilder(path + " untold from " + places.get(first).header() + ", zero at");
            for (int at = start; at < JournalImage.usedLength(bytes); at += SECTOR) {
                if (random.nextBoolean()) {
                    Arrays.fill(bytes, at, Math.min(bytes.length, at + SECTOR), (byte) 0);
                    what.append(' ').append(at);
                }
            }
            return what.toString();
        }
    },
    UNTOLD_CUT {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = queueFile(image.generations());
            List<Place> places = JournalImage.places(image.get(path));
            if (places.size() < 2) {
                return null;
            }
            Place first = places.get(1 + random.nextInt(places.size() - 1));
            image.setCounterSeq(first.firstSeq() - 1);
            int cut = first.header() + random.nextInt(first.length() + 1);
            image.put(path, Arrays.copyOf(image.get(path), cut));
            return path + " untold from " + first.header() + ", cut at " + cut;
        }
    },
    SWAPPED_GENERATIONS {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            if (image.generations() < 2) {
                return null;
            }
            String one = anyQueueFile(image, random);
            String two = anyQueueFile(image, random);
            byte[] content = image.get(one);
            image.put(one, image.get(two));
            image.put(two, content);
            return one.equals(two) ? null : one + " <-> " + two;
        }
    },
    DUPLICATED_GENERATION {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String one = anyQueueFile(image, random);
            int last = image.generations();
            String two = random.nextBoolean() ? queueFile(last + 1) : anyQueueFile(image, random);
            image.put(two, image.get(one));
            return one.equals(two) ? null : one + " -> " + two;
        }
    },
    SECOND_FILE {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            String second = path.replace("00LX", random.nextBoolean() ? "00LW" : "00LY");
            image.put(second, image.get(random.nextBoolean() ? path : anyQueueFile(image, random)));
            return second;
        }
    },
    MISSING_GENERATION {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            int missing = 1 + random.nextInt(image.generations());
            image.files().keySet().removeIf(path -> path.startsWith(JournalImage.folder(missing)));
            return "without generation " + missing;
        }
    },
    MISSING_FILE {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = random.nextBoolean() ? anyQueueFile(image, random) : anyFile(image, random);
            image.remove(path);
            return "without " + path;
        }
    },
    MISSING_LAST_GENERATIONS {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            int kept = random.nextInt(image.generations());
            for (int gone = kept + 1; gone <= image.generations() + 1; gone++) {
                String folder = JournalImage.folder(gone);
                image.files().keySet().removeIf(path -> path.startsWith(folder));
            }
            image.files()
                    .keySet()
                    .removeIf(path ->
                            path.startsWith("generations/") && path.compareTo(JournalImage.folder(kept + 1)) >= 0);
            return "only generations up to " + kept;
        }
    },
    FOREIGN_GENERATION {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            String from = anyQueueFile(corpus.other(), random);
            image.put(path, corpus.other().get(corpus.other().has(path) && random.nextBoolean() ? path : from));
            return path + " of another journal";
        }
    },
    FOREIGN_CONTENT {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyFile(image, random);
            byte[] content = new byte[random.nextInt(2 * PAGE)];
            random.nextBytes(content);
            image.put(
                    path, random.nextBoolean() ? content : "this is no journal\n".getBytes(StandardCharsets.US_ASCII));
            return path + " has other content";
        }
    },
    FOREIGN_ENTRY {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String[] names = {"old", "0000000000", "9999999999", "0000000002.bak", "12", "00000000001"};
            String name = names[random.nextInt(names.length)];
            image.put("generations/" + name + (random.nextBoolean() ? "/19700101-00LX.cq4" : ""), new byte[100]);
            return "generations/" + name;
        }
    },
    OTHER_VERSION {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            List<Place> places = JournalImage.places(image.get(path));
            if (places.isEmpty()) {
                return null;
            }
            byte[] bytes = image.changed(path);
            int version = 2 + random.nextInt(3);
            boolean isSealed = random.nextInt(4) > 0;
            int only = random.nextInt(3) == 0 ? random.nextInt(places.size()) : -1;
            for (int i = 0; i < places.size(); i++) {
                if (only == -1 || only == i) {
                    fields(bytes).putShort(places.get(i).envelope() + 4, (short) version);
                    if (isSealed) {
                        seal(bytes, places.get(i));
                    }
                }
            }
            return path + " version " + version + ", only=" + only + ", sealed=" + isSealed;
        }
    },
    UNKNOWN_KIND {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            Place place = anyPlace(image.get(path), random);
            if (place == null) {
                return null;
            }
            byte[] bytes = image.changed(path);
            int kind = random.nextBoolean() ? 200 : random.nextInt(256);
            bytes[place.envelope() + 6] = (byte) kind;
            seal(bytes, place);
            return kind == place.kind() ? null : path + " record at " + place.header() + " is of kind " + kind;
        }
    },
    OTHER_COUNT {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            Place place = anyPlace(image.get(path), random);
            if (place == null) {
                return null;
            }
            byte[] bytes = image.changed(path);
            int[] counts = {0, -1, place.count() + 1, place.count() - 1, random.nextInt()};
            int count = counts[random.nextInt(counts.length)];
            fields(bytes).putInt(place.envelope() + 16, count);
            seal(bytes, place);
            return path + " record at " + place.header() + " counts " + count;
        }
    },
    FORGED_RECORD {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            Place place = anyPlace(image.get(path), random);
            if (place == null) {
                return null;
            }
            byte[] bytes = image.changed(path);
            bytes[place.end() - 1 - random.nextInt(Math.min(8, place.length() - ENVELOPE_LENGTH - 4))] ^= 4;
            seal(bytes, place);
            return path + " record at " + place.header() + " says something else, and its CRC is right";
        }
    },
    SWAPPED_RECORDS {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            List<Place> places = JournalImage.places(image.get(path));
            if (places.size() < 3) {
                return null;
            }
            Place one = places.get(random.nextInt(places.size() - 1));
            Place two = places.get(places.indexOf(one) + 1);
            byte[] old = image.get(path);
            byte[] bytes = image.changed(path);
            int gap = two.header() - one.end();
            System.arraycopy(old, two.header(), bytes, one.header(), two.length());
            Arrays.fill(bytes, one.header() + two.length(), one.header() + two.length() + gap, (byte) 0);
            int second = one.header() + two.length() + 3 & ~3;
            if (second + one.length() > align(two.end())) {
                return null;
            }
            Arrays.fill(bytes, one.header() + two.length(), two.end(), (byte) 0);
            System.arraycopy(old, one.header(), bytes, second, one.length());
            return path + " records at " + one.header() + " and " + two.header() + " exchanged";
        }
    },
    REPEATED_RECORD {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            Place place = anyPlace(image.get(path), random);
            if (place == null) {
                return null;
            }
            byte[] bytes = image.get(path);
            int end = align(place.end());
            byte[] inserted = Arrays.copyOf(bytes, Math.max(bytes.length, end) + align(place.length()));
            System.arraycopy(bytes, place.header(), inserted, end, place.length());
            Arrays.fill(inserted, end + place.length(), end + align(place.length()), (byte) 0);
            System.arraycopy(
                    bytes,
                    Math.min(end, bytes.length),
                    inserted,
                    end + align(place.length()),
                    Math.max(0, bytes.length - end));
            image.put(path, inserted);
            return path + " record at " + place.header() + " repeated";
        }
    },
    REMOVED_RECORD {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            Place place = anyPlace(image.get(path), random);
            if (place == null) {
                return null;
            }
            byte[] bytes = image.get(path);
            int end = Math.min(bytes.length, align(place.end()));
            byte[] shorter = Arrays.copyOf(bytes, bytes.length - (end - place.header()));
            System.arraycopy(bytes, end, shorter, place.header(), bytes.length - end);
            image.put(path, shorter);
            return path + " without the record at " + place.header();
        }
    },
    OVERWRITTEN_RECORD {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            Place place = anyPlace(image.get(path), random);
            String from = anyQueueFile(image, random);
            Place other = anyPlace(image.get(from), random);
            if (place == null || other == null) {
                return null;
            }
            byte[] source = image.get(from);
            byte[] bytes = image.changed(path);
            int length =
                    Math.min(Math.min(other.length(), source.length - other.header()), bytes.length - place.header());
            System.arraycopy(source, other.header(), bytes, place.header(), length);
            return path + " record at " + place.header() + " overwritten with the one at " + other.header() + " of "
                    + from;
        }
    },
    STALE_FILE {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = random.nextBoolean() ? queueFile(image.generations()) : anyQueueFile(image, random);
            Place place = anyPlace(image.get(path), random);
            if (place == null) {
                return null;
            }
            byte[] bytes = image.changed(path);
            Arrays.fill(bytes, place.header(), bytes.length, (byte) 0);
            return path + " as it was before the record at " + place.header();
        }
    },
    APPENDED_GARBAGE {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = random.nextBoolean() ? queueFile(image.generations()) : anyQueueFile(image, random);
            byte[] bytes = image.get(path);
            byte[] garbage = new byte[1 + random.nextInt(2 * PAGE)];
            random.nextBytes(garbage);
            if (random.nextInt(3) == 0) {
                Place place = anyPlace(bytes, random);
                garbage = place == null ? garbage : Arrays.copyOfRange(bytes, place.header(), place.end());
            }
            int at = random.nextBoolean() ? bytes.length : align(JournalImage.usedLength(bytes));
            byte[] longer = Arrays.copyOf(bytes, Math.max(bytes.length, at + garbage.length));
            System.arraycopy(garbage, 0, longer, at, garbage.length);
            image.put(path, longer);
            return path + " with " + garbage.length + " bytes of garbage at " + at;
        }
    },
    PAGE_OF_ANOTHER {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            JournalImage donor = random.nextBoolean() ? image : corpus.other();
            String from = anyQueueFile(donor, random);
            byte[] source = donor.get(from);
            byte[] bytes = image.changed(path);
            int size = random.nextBoolean() ? PAGE : SECTOR;
            int at = random.nextInt(JournalImage.usedLength(bytes) / size + 1) * size;
            int of = random.nextInt(JournalImage.usedLength(source) / size + 1) * size;
            int length = Math.min(size, Math.min(bytes.length - at, source.length - of));
            if (length <= 0) {
                return null;
            }
            System.arraycopy(source, of, bytes, at, length);
            return path + " at " + at + ": " + length + " bytes from " + of + " of " + donor.name() + " " + from;
        }
    },
    SHIFTED {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            String path = anyQueueFile(image, random);
            byte[] bytes = image.get(path);
            int at = random.nextInt(JournalImage.usedLength(bytes) + 1);
            int by = 1 + random.nextInt(8);
            byte[] shifted = new byte[bytes.length + by];
            System.arraycopy(bytes, 0, shifted, 0, at);
            System.arraycopy(bytes, at, shifted, at + by, bytes.length - at);
            image.put(path, shifted);
            return path + " shifted by " + by + " from " + at;
        }
    },
    DAMAGED_COUNTER {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            return damage(COUNTER, image, corpus, random);
        }
    },
    DAMAGED_WATERMARK {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            return damage(WATERMARK, image, corpus, random);
        }
    },
    /** Something of the generations, and one of the two that remember how far they went. */
    LOST_AND_FORGOTTEN {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            Harm[] losses = {
                TRUNCATED_LAST, ZEROED_TAIL, MISSING_LAST_GENERATIONS, STALE_FILE, ZEROED_FILE, MISSING_FILE
            };
            String lost = losses[random.nextInt(losses.length)].apply(image, corpus, random);
            if (lost == null || !image.has(COUNTER) || !image.has(WATERMARK)) {
                return null;
            }
            return lost + ", and " + damage(random.nextBoolean() ? COUNTER : WATERMARK, image, corpus, random);
        }
    },
    TWO_HARMS {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            Harm[] all = values();
            String one = all[random.nextInt(FOREIGN_ENTRY.ordinal())].apply(image, corpus, random);
            String two = image.generations() == 0
                    ? null
                    : all[random.nextInt(FOREIGN_ENTRY.ordinal())].apply(image, corpus, random);
            return one == null || two == null ? null : one + ", and " + two;
        }
    },
    NOTHING {
        @Override
        String apply(JournalImage image, Corpus corpus, SplittableRandom random) {
            return "nothing";
        }
    };

    private static final int ENVELOPE_LENGTH = 40;
    private static final int CRC_OFFSET = 36;

    /** Changes the image; says what it did. */
    abstract String apply(JournalImage image, Corpus corpus, SplittableRandom random);

    private static String damage(String path, JournalImage image, Corpus corpus, SplittableRandom random) {
        byte[] bytes = image.get(path);
        switch (random.nextInt(6)) {
            case 0 -> {
                return flip(image.changed(path), 0, Math.max(1, JournalImage.usedLength(bytes)), path, random);
            }
            case 1 -> image.put(path, new byte[bytes.length]);
            case 2 -> image.put(path, Arrays.copyOf(bytes, random.nextInt(bytes.length)));
            case 3 -> image.put(path, Arrays.copyOf(bytes, bytes.length + 1));
            case 4 -> image.put(path, corpus.other().get(path));
            default -> image.remove(path);
        }
        return path + " is " + (image.has(path) ? image.get(path).length + " other bytes" : "missing");
    }

    private static String anyQueueFile(JournalImage image, SplittableRandom random) {
        List<String> all = image.files().keySet().stream()
                .filter(path -> path.endsWith("/19700101-00LX.cq4"))
                .toList();
        return all.get(random.nextInt(all.size()));
    }

    /** Also the small ones beside the generations. */
    private static String anyFile(JournalImage image, SplittableRandom random) {
        List<String> all = List.copyOf(image.files().keySet());
        return all.get(random.nextInt(all.size()));
    }

    private static Place anyPlace(byte[] file, SplittableRandom random) {
        List<Place> places = JournalImage.places(file);
        // Ends are where most goes wrong: the first and the last records come often.
        int at = random.nextInt(4) > 0
                ? random.nextInt(Math.max(1, places.size()))
                : random.nextBoolean() ? 0 : places.size() - 1;
        return places.isEmpty() ? null : places.get(at);
    }

    private static String flip(byte[] bytes, int start, int length, String path, SplittableRandom random) {
        int at = start + random.nextInt(length);
        int bit = random.nextInt(8);
        bytes[at] ^= (byte) (1 << bit);
        return path + " bit " + bit + " of byte " + at;
    }

    private static String zero(JournalImage image, SplittableRandom random, int size, int count) {
        String path = anyQueueFile(image, random);
        byte[] bytes = image.changed(path);
        int at = random.nextInt(JournalImage.usedLength(bytes) / size + 1) * size;
        Arrays.fill(bytes, Math.min(at, bytes.length), Math.min(bytes.length, at + count * size), (byte) 0);
        return path + " zero at " + at + ", bytes=" + count * size;
    }

    /** Makes a record's CRC right again. */
    static void seal(byte[] bytes, Place place) {
        int body = place.envelope() + ENVELOPE_LENGTH;
        CRC32C crc = new CRC32C();
        crc.update(bytes, body, place.end() - body);
        crc.update(bytes, place.envelope(), CRC_OFFSET);
        fields(bytes).putInt(place.envelope() + CRC_OFFSET, (int) crc.getValue());
    }

    private static ByteBuffer fields(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int align(int position) {
        return position + 3 & ~3;
    }
}
