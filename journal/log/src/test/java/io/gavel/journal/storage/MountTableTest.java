package io.gavel.journal.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.gavel.testing.Mount;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountTableTest {
    private static final List<String> TABLE = List.of(
            "1 0 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw,discard",
            "2 1 8:2 / /data rw,noatime - xfs /dev/sdb rw,nobarrier",
            "3 1 8:3 / /data/a\\040b rw shared:2 master:1 - ext4 /dev/sdc rw",
            "4 1 8:4 / /data rw - ext4 /dev/sdd rw,barrier=0",
            "5 1 8:5 / /odd ro - proc proc",
            "no mount at all");

    @TempDir
    Path folder;

    @Test
    void theNearestMountCounts() {
        assertEquals("rw,relatime,rw,discard", options("/other/place"));
        assertEquals("rw,rw", options("/data/a b/journal"));
        assertEquals("rw,relatime,rw,discard", options("/database"), "a name that only begins alike is another");
    }

    @Test
    void ofTwoAtOnePlaceTheLaterCounts() {
        assertEquals("rw,rw,barrier=0", options("/data/journal"));
    }

    @Test
    void aMountMayHaveNoOptionsOfItsFileSystem() {
        assertEquals("ro", options("/odd/x"));
    }

    @Test
    void whatIsNotInTheTableHasNone() {
        assertEquals("", MountTable.optionsOf(Path.of("/anywhere"), List.of()));
    }

    @Test
    void theRealTableKnowsARealMount() throws IOException {
        try (Mount mount = Mount.ext4(folder.resolve("disk"), 16 << 20, "nobarrier")) {
            String options = MountTable.optionsOf(mount.root());
            assertTrue(options.contains("nobarrier") || options.contains("barrier=0"), options);
        }
    }

    private static String options(String path) {
        return MountTable.optionsOf(Path.of(path), TABLE);
    }
}
