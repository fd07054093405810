package io.leasehold.tenancy.propagation;

import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.TenantStatus;
import io.leasehold.tenancy.spi.ReplayWindow;
import io.leasehold.tenancy.spi.TenantRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The boundary around each job of a worker thread. A job runs for the tenant that it names, that
 * its message carries, or for the platform; never for whoever the thread worked for before.
 * Thread-safe.
 *
 * <p>It stands outermost on its thread: whatever scope is there before the job is cleared and told
 * as a {@link ScopeLeak}, and afterwards the thread has none. The registry is asked at each job, so
 * a suspended tenant is worked for no more, however old the job is.
 */
public final class TenantWorker {

  private static final Logger LOG = LoggerFactory.getLogger(TenantWorker.class);

  private final TenantAdmission admission;
  private final EnvelopeOpener envelopes;
  private final @Nullable ReplayWindow replays;
  private final Duration lease;
  private final Clock clock;
  private final WorkerBoundary boundary;

  private TenantWorker(Builder builder, WorkerBoundary boundary) {
    this.admission = new TenantAdmission(builder.registry, builder.admits);
    this.envelopes = builder.envelopes;
    this.replays = builder.replays;
    this.lease = builder.lease;
    this.clock = builder.clock;
    this.boundary = boundary;
  }

  /** A worker for jobs that name their tenant; it rejects every message. */
  public static TenantWorker of(TenantRegistry registry) {
    return builder(registry).build();
  }

  /** A worker with more settings. */
  public static Builder builder(TenantRegistry registry) {
    return new Builder(registry);
  }

  /**
   * Runs the work for the tenant.
   *
   * @throws UnknownTenantException if there is none
   * @throws TenantNotAdmittedException if nobody may work for it now
   * @throws io.leasehold.tenancy.TenantRegistryUnavailableException if that cannot be known
   */
  public void run(TenantId tenant, Runnable work) {
    Objects.requireNonNull(work, "work");
    boundary.before();
    run(new TenantScope.InTenant(admission.require(tenant)), work);
  }

  /**
   * Calls the work for the tenant, as {@link #run} does.
   *
   * @throws Exception what the work throws
   */
  public <T extends @Nullable Object> T call(TenantId tenant, Callable<T> work) throws Exception {
    Objects.requireNonNull(work, "work");
    boundary.before();
    return call(new TenantScope.InTenant(admission.require(tenant)), work);
  }

  /**
   * The work as something to schedule, once or periodically: each run is a {@link #run}. A refused
   * run throws, which ends a periodic schedule of {@code ScheduledExecutorService}.
   */
  public Runnable job(TenantId tenant, Runnable work) {
    Objects.requireNonNull(tenant, "tenant");
    Objects.requireNonNull(work, "work");
    return () -> run(tenant, work);
  }

  /**
   * Runs the work for the platform itself.
   *
   * @param purpose why, in a few words, for the log
   */
  public void runForPlatform(String purpose, Runnable work) {
    Objects.requireNonNull(work, "work");
    boundary.before();
    run(new TenantScope.Platform(purpose), work);
  }

  /**
   * Works off one message for the tenant of its envelope. What the work throws is thrown, and the
   * message may then be delivered again.
   *
   * @param attributes the message's attributes
   * @param body the message's body as it arrived
   * @param work what to do with it, called only if the message has a tenant that may be worked for
   * @return what to tell the queue
   */
  public Delivery receive(Map<String, String> attributes, byte[] body, Runnable work) {
    Objects.requireNonNull(work, "work");
    boundary.before();
    EnvelopeOpening opening = envelopes.open(attributes, body);
    if (opening instanceof EnvelopeOpening.Rejected rejected) {
      return new Delivery.Rejected(rejected.reason());
    } else if (opening instanceof EnvelopeOpening.NotAdmitted not) {
      return new Delivery.NotAdmitted(not.status());
    } else if (opening instanceof EnvelopeOpening.Unavailable unavailable) {
      return new Delivery.Later(unavailable.retryAfter());
    }
    return receive((EnvelopeOpening.Opened) opening, work);
  }

  private Delivery receive(EnvelopeOpening.Opened opened, Runnable work) {
    Optional<String> id = replays == null ? Optional.empty() : opened.id();
    Instant leaseUntil = clock.instant().plus(lease).truncatedTo(ChronoUnit.MILLIS);
    // A node whose clock is slower would still take what this one thinks is over.
    Instant keepUntil = opened.expiresAt().plus(SignedEnvelopes.CLOCK_SKEW);
    Optional<Delivery> earlier = id.flatMap(known -> taken(known, leaseUntil, keepUntil));
    if (earlier.isPresent()) {
      return earlier.get();
    }
    try {
      run(new TenantScope.InTenant(opened.tenant(), opened.provenance()), work);
    } catch (RuntimeException | Error failure) {
      id.ifPresent(known -> undo(known, leaseUntil, failure));
      throw failure;
    }
    // Not noted means not done for the queue either: it delivers again, and the work runs again.
    id.ifPresent(known -> Objects.requireNonNull(replays).done(known));
    return new Delivery.Done(opened.tenant());
  }

  /** What to answer if the message is not ours to work off. */
  private Optional<Delivery> taken(String id, Instant leaseUntil, Instant keepUntil) {
    try {
      return switch (Objects.requireNonNull(replays).enter(id, leaseUntil, keepUntil)) {
        case FIRST -> Optional.empty();
        case IN_WORK -> Optional.of(new Delivery.Later(lease));
        case DONE -> Optional.of(new Delivery.Replayed());
      };
    } catch (RuntimeException outage) {
      LOG.warn("A message waits, the replay window cannot be asked: {}", outage.toString());
      LOG.debug("Where the replay window failed", outage);
      return Optional.of(new Delivery.Later(SignedEnvelopes.RETRY_AFTER));
    }
  }

  private void undo(String id, Instant leaseUntil, Throwable failure) {
    try {
      Objects.requireNonNull(replays).undo(id, leaseUntil);
    } catch (RuntimeException second) {
      failure.addSuppressed(second);
    }
  }

  private void run(TenantScope scope, Runnable work) {
    TenantScopes.run(
        scope,
        () -> {
          try {
            work.run();
          } finally {
            boundary.after(scope);
          }
        });
  }

  private <T extends @Nullable Object> T call(TenantScope scope, Callable<T> work)
      throws Exception {
    return TenantScopes.call(
        scope,
        () -> {
          try {
            return work.call();
          } finally {
            boundary.after(scope);
          }
        });
  }

  private static void log(ScopeLeak leak) {
    LOG.error(
        "LH-TEN-044: a scope leaked: thread {} was still in that of {} {} its work; it was cleared."
            + " Somebody begins a ScopeTransfer without ending it, or starts worker threads inside"
            + " a scope",
        leak.thread(),
        leak.owner(),
        leak.moment());
  }

  /** Settings of a worker. Not thread-safe. */
  public static final class Builder {

    private final TenantRegistry registry;
    private Predicate<TenantStatus> admits = TenantStatus::admits;
    private EnvelopeOpener envelopes =
        (attributes, body) -> new EnvelopeOpening.Rejected(EnvelopeOpening.Reason.ABSENT);
    private @Nullable ReplayWindow replays;
    private Duration lease = Duration.ofMinutes(5);
    private Clock clock = Clock.systemUTC();
    private Consumer<ScopeLeak> onLeak = TenantWorker::log;

    private Builder(TenantRegistry registry) {
      this.registry = Objects.requireNonNull(registry, "registry");
    }

    /**
     * How messages are opened, and that each is worked off once.
     *
     * @param opener how
     * @param window where messages are remembered
     */
    public Builder receiving(EnvelopeOpener opener, ReplayWindow window) {
      this.envelopes = Objects.requireNonNull(opener, "opener");
      this.replays = Objects.requireNonNull(window, "window");
      return this;
    }

    /**
     * How messages are opened, where working one off twice does no harm: whoever can read the queue
     * can have a message worked off again until its envelope expires.
     */
    public Builder receivingReplays(EnvelopeOpener opener) {
      this.envelopes = Objects.requireNonNull(opener, "opener");
      this.replays = null;
      return this;
    }

    /**
     * How long a worker may take for one message before another one may try: at least as long as
     * the queue hides it. Default: five minutes.
     */
    public Builder lease(Duration longest) {
      this.lease = Objects.requireNonNull(longest, "longest");
      return this;
    }

    /**
     * For which statuses to run jobs. Default: those that admit members. Messages are the opener's.
     */
    public Builder admitting(Predicate<TenantStatus> statuses) {
      this.admits = Objects.requireNonNull(statuses, "statuses");
      return this;
    }

    /** Who is told of leaks. Default: the log, as an error. */
    public Builder onLeak(Consumer<ScopeLeak> listener) {
      this.onLeak = Objects.requireNonNull(listener, "listener");
      return this;
    }

    /** Measures leases by another clock than the system's. */
    public Builder clock(Clock newClock) {
      this.clock = Objects.requireNonNull(newClock, "clock");
      return this;
    }

    /** The worker. */
    public TenantWorker build() {
      return buildWith(WorkerBoundary.clearing(onLeak));
    }

    TenantWorker buildWith(WorkerBoundary boundary) {
      return new TenantWorker(this, boundary);
    }
  }
}
