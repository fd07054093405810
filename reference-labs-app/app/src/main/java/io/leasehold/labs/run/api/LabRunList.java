package io.leasehold.labs.run.api;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The caller's lab runs.
 *
 * @param labRuns the newest first, 200 at most
 */
@Schema(name = "LabRunList")
public record LabRunList(@Schema(required = true) List<LabRunView> labRuns) {}
