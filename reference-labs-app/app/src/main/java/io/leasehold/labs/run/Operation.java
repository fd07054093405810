package io.leasehold.labs.run;

import io.leasehold.provisioning.plan.StartKey;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.TenantId;

/**
 * Long work that a learner asked for. The row says whose it is; the journal of the plan runner says
 * how far it is. The id is the start key of the plan, so the row can be written first, and the plan
 * started as often as it takes.
 */
@Entity
@Table(name = "operation")
@SuppressWarnings("NullAway.Init") // Hibernate fills it.
public class Operation {

  @Id private UUID id;

  @TenantId
  @Column(name = "tenant_id")
  private String tenantId;

  @SuppressWarnings("UnusedVariable") // Row security reads it.
  private String learner;

  @Column(name = "lab_run_id")
  private UUID labRunId;

  @Enumerated(EnumType.STRING)
  private OperationKind kind;

  @Column(name = "requested_at")
  private Instant requestedAt;

  /** For Hibernate. */
  protected Operation() {}

  /** An operation that has been asked for. */
  public Operation(LabRun run, OperationKind kind, Instant now) {
    this.id = UUID.randomUUID();
    this.learner = run.learner().pseudonym();
    this.labRunId = run.id();
    this.kind = kind;
    this.requestedAt = now;
  }

  /** The identity. */
  public UUID id() {
    return id;
  }

  /** The run it is about. */
  public UUID labRunId() {
    return labRunId;
  }

  /** What it does. */
  public OperationKind kind() {
    return kind;
  }

  /** When it was asked for. */
  public Instant requestedAt() {
    return requestedAt;
  }

  /** The key under which its plan was started, once and only once. */
  public StartKey startKey() {
    return StartKey.of(id.toString());
  }
}
