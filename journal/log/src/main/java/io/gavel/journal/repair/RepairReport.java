package io.gavel.journal.repair;

import java.nio.file.Path;
import java.util.List;

/**
 * What a repair did.
 *
 * @param plan what it had to do
 * @param folder where everything is that was moved aside, and the report
 * @param generation number of the new generation
 * @param moved what was moved aside, by its old place within the journal
 * @param isResumed whether an earlier repair had not come to its end
 */
public record RepairReport(RepairPlan plan, Path folder, long generation, List<String> moved, boolean isResumed) {}
