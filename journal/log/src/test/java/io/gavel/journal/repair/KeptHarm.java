package io.gavel.journal.repair;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** What can happen to what is kept beside a journal's records. Each says in words what it did, or null: no place for it. */
enum KeptHarm {
    FLIPPED_SNAPSHOT {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            return flip(image, anySnapshot(kept, random), 1 + random.nextInt(3), random);
        }
    },
    CUT_SNAPSHOT {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            return cut(image, anySnapshot(kept, random), random);
        }
    },
    ZEROED_SNAPSHOT {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            String path = anySnapshot(kept, random);
            byte[] bytes = image.changed(path);
            int at = random.nextInt(bytes.length);
            Arrays.fill(bytes, at, Math.min(bytes.length, at + JournalImage.SECTOR), (byte) 0);
            return path + " zero at " + at;
        }
    },
    MISSING_SNAPSHOT {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            String path = anySnapshot(kept, random);
            image.remove(path);
            return path + " is missing";
        }
    },
    ALL_SNAPSHOTS_BAD {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            for (String path : kept.snapshots()) {
                if (random.nextBoolean()) {
                    flip(image, path, 1, random);
                } else {
                    image.remove(path);
                }
            }
            return "no snapshot is good";
        }
    },
    FOREIGN_SNAPSHOT {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            String path = anySnapshot(other, random);
            image.put(path, other.image().get(path));
            return path + " of another journal";
        }
    },
    RENAMED_SNAPSHOT {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            String path = anySnapshot(kept, random);
            long seq = 1 + random.nextLong(2 * image.lastSeq());
            String name = "snapshots/" + "0".repeat(20 - Long.toString(seq).length()) + seq + ".snapshot";
            if (image.has(name)) {
                return null;
            }
            image.put(name, image.get(path));
            return path + " also called " + name;
        }
    },
    /** Of this journal, and of what it has lost since. */
    NEWER_SNAPSHOT {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            image.put(kept.newerPath(), kept.newer());
            return kept.newerPath() + " is ahead";
        }
    },
    /** As a writer that was killed leaves it. */
    SNAPSHOT_LEFT_ASIDE {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            byte[] bytes = Arrays.copyOf(kept.newer(), random.nextInt(kept.newer().length));
            image.put(kept.newerPath() + ".replica.new", bytes);
            return kept.newerPath() + ".replica.new, bytes=" + bytes.length;
        }
    },
    FLIPPED_NOTE {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            return image.has(NOTE) ? flip(image, NOTE, 1, random) : null;
        }
    },
    CUT_NOTE {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            return image.has(NOTE) ? cut(image, NOTE, random) : null;
        }
    },
    MISSING_NOTE {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            boolean isThere = image.has(NOTE);
            image.remove(NOTE);
            return isThere ? "no note of what was dropped" : null;
        }
    },
    FOREIGN_NOTE {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            if (!other.image().has(NOTE)) {
                return null;
            }
            image.put(NOTE, other.image().get(NOTE));
            return "the note of another journal";
        }
    },
    DAMAGED_READER {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            String path = "readers/" + KeptImage.READER;
            return random.nextBoolean() ? flip(image, path, 1, random) : cut(image, path, random);
        }
    },
    FOREIGN_READER {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            String path = "readers/" + (random.nextBoolean() ? KeptImage.READER : "other");
            image.put(path, other.image().get("readers/" + KeptImage.READER));
            return path + " of another journal";
        }
    },
    NO_COUNTER {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            image.remove(JournalImage.COUNTER);
            return "no counter";
        }
    },
    NO_WATERMARK {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            image.remove(JournalImage.WATERMARK);
            return "no watermark";
        }
    },
    /** Of what was written since some snapshot nothing is left but the snapshots. */
    LOST_AND_FORGOTTEN {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            image.remove(JournalImage.COUNTER);
            image.remove(JournalImage.WATERMARK);
            List<String> generations = generations(image);
            String path = generations.get(generations.size() - 1 - random.nextInt(2));
            return "no counter, no watermark, " + cut(image, path, random);
        }
    },
    /** A record and something beside the records. */
    RECORD_TOO {
        @Override
        String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random) {
            List<String> generations = generations(image);
            String record = flip(image, generations.get(random.nextInt(generations.size())), 1, random);
            String beside = values()[random.nextInt(NO_COUNTER.ordinal())].apply(image, kept, other, random);
            return beside == null ? null : record + ", and " + beside;
        }
    };

    static final String NOTE = "retained";

    abstract String apply(JournalImage image, KeptImage kept, KeptImage other, SplittableRandom random);

    private static String anySnapshot(KeptImage kept, SplittableRandom random) {
        List<String> all = kept.snapshots();
        return all.get(random.nextInt(all.size()));
    }

    private static List<String> generations(JournalImage image) {
        List<String> all = new ArrayList<>(image.files().keySet());
        all.removeIf(path -> !path.endsWith("/19700101-00LX.cq4"));
        return all;
    }

    private static String flip(JournalImage image, String path, int flips, SplittableRandom random) {
        byte[] bytes = image.changed(path);
        StringBuilder what = new StringBuilder(path);
        for (int i = 0; i < flips; i++) {
            int at = random.nextInt(JournalImage.usedLength(bytes));
            bytes[at] ^= (byte) (1 << random.nextInt(Byte.SIZE));
            what.append(" bit of byte ").append(at);
        }
        return what.toString();
    }

    private static String cut(JournalImage image, String path, SplittableRandom random) {
        byte[] bytes = image.get(path);
        int length = random.nextInt(JournalImage.usedLength(bytes));
        image.put(path, Arrays.copyOf(bytes, length));
        return path + " cut at " + length;
    }
}
