package io.leasehold.labs.run.api;

import io.leasehold.labs.run.LabRun;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A lab run as the API shows it.
 *
 * @param id the identity
 * @param labId the lab
 * @param labTitle the lab's title when it was asked for
 * @param state starting, running, ending, ended or failed
 * @param requestedAt when it was asked for
 * @param startedAt when it began to run
 * @param expiresAt when its time is over
 * @param endedAt when it ended
 * @param endReason completed, expired, cancelled, terminated, tenant_suspended, provision_failed or
 *     failed
 * @param operationId the newest operation about it
 * @param serverTime when this was true
 */
@Schema(name = "LabRun")
public record LabRunView(
    @Schema(required = true) String id,
    @Schema(required = true) String labId,
    @Schema(required = true) String labTitle,
    @Schema(
            required = true,
            enumeration = {"starting", "running", "ending", "ended", "failed"})
        String state,
    @Schema(required = true) Instant requestedAt,
    @Nullable Instant startedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant endedAt,
    @Nullable String endReason,
    @Schema(required = true) String operationId,
    @Schema(required = true) Instant serverTime) {

  static LabRunView of(LabRun run, UUID operation, Instant now) {
    return new LabRunView(
        run.id().toString(),
        run.labName(),
        run.labTitle(),
        run.state().label(),
        run.requestedAt(),
        run.startedAt().orElse(null),
        run.expiresAt().orElse(null),
        run.endedAt().orElse(null),
        run.endReason().orElse(null),
        operation.toString(),
        now);
  }
}
