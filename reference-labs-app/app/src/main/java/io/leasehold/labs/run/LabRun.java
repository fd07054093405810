package io.leasehold.labs.run;

import io.leasehold.labs.catalogue.Lab;
import io.leasehold.labs.learner.Learner;
import io.leasehold.provisioning.account.LeaseId;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.TenantId;
import org.jspecify.annotations.Nullable;

/**
 * One learner's use of one lab. It begins STARTING, becomes RUNNING when everything is prepared,
 * ENDING when the learner ends it and ENDED when access is gone; or it FAILS to start. It never
 * goes back: a step that is repeated after a crash finds it where it is and changes nothing.
 */
@Entity
@Table(name = "lab_run")
@SuppressWarnings("NullAway.Init") // Hibernate fills it.
public class LabRun {

  @Id private UUID id;

  @TenantId
  @Column(name = "tenant_id")
  private String tenantId;

  private String learner;

  @Column(name = "lab_name")
  private String labName;

  @Column(name = "lab_title")
  private String labTitle;

  private int minutes;

  @Column(name = "request_key")
  private String requestKey;

  @Enumerated(EnumType.STRING)
  private RunState state;

  @Column(name = "lease_id")
  private @Nullable UUID leaseId;

  @Column(name = "requested_at")
  private Instant requestedAt;

  @Column(name = "started_at")
  private @Nullable Instant startedAt;

  @Column(name = "expires_at")
  private @Nullable Instant expiresAt;

  @Column(name = "ended_at")
  private @Nullable Instant endedAt;

  @Column(name = "end_reason")
  private @Nullable String endReason;

  /** For Hibernate. */
  protected LabRun() {}

  /** A run that has been asked for. */
  public LabRun(Learner learner, Lab lab, String requestKey, Instant now) {
    this.id = UUID.randomUUID();
    this.learner = learner.pseudonym();
    this.labName = lab.name();
    this.labTitle = lab.description().title();
    this.minutes = lab.description().minutes();
    this.requestKey = requestKey;
    this.state = RunState.STARTING;
    this.requestedAt = now;
  }

  /** The identity. */
  public UUID id() {
    return id;
  }

  /** Whose it is. */
  public Learner learner() {
    return new Learner(learner);
  }

  /** The lab by its name. */
  public String labName() {
    return labName;
  }

  /** The title that the lab had when the run was asked for. */
  public String labTitle() {
    return labTitle;
  }

  /** How long it lasts once it runs. */
  public Duration length() {
    return Duration.ofMinutes(minutes);
  }

  /** Where it stands. */
  public RunState state() {
    return state;
  }

  /** The lease behind it, once asked for. */
  public Optional<LeaseId> lease() {
    return Optional.ofNullable(leaseId).map(LeaseId::new);
  }

  /** When it was asked for. */
  public Instant requestedAt() {
    return requestedAt;
  }

  /** When it began to run. */
  public Optional<Instant> startedAt() {
    return Optional.ofNullable(startedAt);
  }

  /** When its time is over. */
  public Optional<Instant> expiresAt() {
    return Optional.ofNullable(expiresAt);
  }

  /** When it ended. */
  public Optional<Instant> endedAt() {
    return Optional.ofNullable(endedAt);
  }

  /** Why it ended, in a word. */
  public Optional<String> endReason() {
    return Optional.ofNullable(endReason);
  }

  /** Notes the lease that was asked for. */
  public void leaseRequested(LeaseId lease) {
    this.leaseId = lease.value();
  }

  /** Everything is prepared; the learner's time runs. */
  public void ready(Instant now, Instant end) {
    if (state == RunState.STARTING) {
      state = RunState.RUNNING;
      startedAt = now;
      expiresAt = end;
    }
  }

  /** The learner has ended it. */
  public void endRequested() {
    if (state == RunState.RUNNING) {
      state = RunState.ENDING;
    }
  }

  /** It is over, as its time was, as the learner wished or as somebody decided. */
  public void ended(Instant now, String reason) {
    if (state.live()) {
      state = RunState.ENDED;
      endedAt = now;
      endReason = reason;
    }
  }

  /** It could not be started. */
  public void failed(Instant now) {
    if (state == RunState.STARTING) {
      state = RunState.FAILED;
      endedAt = now;
      endReason = "failed";
    }
  }
}
