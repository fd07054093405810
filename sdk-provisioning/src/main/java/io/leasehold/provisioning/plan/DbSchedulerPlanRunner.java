package io.leasehold.provisioning.plan;

import io.leasehold.provisioning.plan.internal.RunnerSettings;
import io.leasehold.provisioning.plan.internal.SqlPlanRunner;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The runner on PostgreSQL. Any number of nodes share the work of one database; db-scheduler gives
 * claims, heartbeats and the take-over of a dead node's runs, and a journal written under the same
 * claim keeps a node that was declared dead from recording anything.
 *
 * <pre>{@code
 * PlanRunner runner =
 *     DbSchedulerPlanRunner.builder(dataSource).node("node-1").plan(labAccount).start();
 * RunId run = runner.start("lab-account", StartKey.of("request-7"), Map.of("lab", "s3-basics"));
 * }</pre>
 *
 * <p>A dead node's runs are taken over after {@code heartbeat * missedHeartbeats} plus at most two
 * heartbeats and one poll: 8 to 12.5 seconds with the defaults. Nodes compare times, so keep their
 * clocks together; a difference must stay far below that time.
 */
public final class DbSchedulerPlanRunner {

  private DbSchedulerPlanRunner() {}

  /**
   * Begins a runner.
   *
   * @param dataSource of a database that has the schema {@code leasehold_provisioning}; its
   *     connections must not be part of a container's transaction (Open Liberty: {@code
   *     transactional="false"}). The runner uses up to {@code threads + 4} at once
   */
  public static Builder builder(DataSource dataSource) {
    return new Builder(Objects.requireNonNull(dataSource, "dataSource"));
  }

  /** Settings of a runner. Not thread-safe. */
  public static final class Builder {

    private final DataSource dataSource;
    private @Nullable String node;
    private Duration heartbeat = Duration.ofSeconds(2);
    private int missedHeartbeats = 4;
    private Duration pollInterval = Duration.ofMillis(250);
    private int threads = 10;
    private Duration shutdownWait = Duration.ofSeconds(10);
    private Duration retention = Duration.ofDays(30);
    private Duration retentionEvery = Duration.ofHours(1);
    private InstantSource clock = InstantSource.system();
    private @Nullable ExecutorService executor;
    private @Nullable ScheduledExecutorService housekeeper;
    private final List<Plan> plans = new ArrayList<>();
    private final List<Function<PlanRunner, ? extends Collection<Plan>>> planSources =
        new ArrayList<>();
    private final List<RunnerSettings.Recurring> recurring = new ArrayList<>();

    private Builder(DataSource dataSource) {
      this.dataSource = dataSource;
    }

    /**
     * Name of this node in the journal; the host name and process id unless said.
     *
     * @param name the name, unique in the cluster
     */
    public Builder node(String name) {
      this.node = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * How often a node says that it lives; 2 seconds unless said.
     *
     * @param interval the interval
     */
    public Builder heartbeat(Duration interval) {
      this.heartbeat = positive("heartbeat", interval);
      return this;
    }

    /**
     * After how many missed heartbeats a node counts as dead; 4 unless said, and no fewer.
     *
     * @param count how many
     */
    public Builder missedHeartbeats(int count) {
      if (count < 4) {
        throw new IllegalArgumentException(
            "A node is declared dead after at least 4 missed heartbeats, not " + count + ".");
      }
      this.missedHeartbeats = count;
      return this;
    }

    /**
     * How often the database is asked for due runs; 250 milliseconds unless said. One short
     * statement each time.
     *
     * @param interval the interval
     */
    public Builder pollInterval(Duration interval) {
      this.pollInterval = positive("poll interval", interval);
      return this;
    }

    /**
     * How many runs this node works on at once; 10 unless said. A run that waits takes no thread.
     *
     * @param count how many
     */
    public Builder threads(int count) {
      if (count < 1) {
        throw new IllegalArgumentException(
            "A runner needs at least one thread, not " + count + ".");
      }
      this.threads = count;
      return this;
    }

    /**
     * Threads of the container instead of own ones, such as a {@code ManagedExecutorService}. The
     * runner never shuts it down. It must give {@code threads + 1} threads at once.
     *
     * @param threadsOfTheContainer runs the steps, and one loop for as long as the runner lives
     */
    public Builder executor(ExecutorService threadsOfTheContainer) {
      this.executor = Objects.requireNonNull(threadsOfTheContainer, "executor");
      return this;
    }

    /**
     * A timer of the container instead of own threads, such as a {@code
     * ManagedScheduledExecutorService}, for heartbeats. The runner never shuts it down.
     *
     * @param timerOfTheContainer runs short database statements
     */
    public Builder housekeeper(ScheduledExecutorService timerOfTheContainer) {
      this.housekeeper = Objects.requireNonNull(timerOfTheContainer, "housekeeper");
      return this;
    }

    /**
     * How long {@link PlanRunner#close()} waits for steps in progress; 10 seconds unless said.
     *
     * @param wait the wait
     */
    public Builder shutdownWait(Duration wait) {
      this.shutdownWait = positive("shutdown wait", wait);
      return this;
    }

    /**
     * How long finished runs and their start keys are kept; 30 days unless said.
     *
     * @param keep the time to keep
     */
    public Builder retention(Duration keep) {
      return retention(keep, retentionEvery);
    }

    /**
     * How long finished runs are kept, and how often the cluster deletes older ones.
     *
     * @param keep the time to keep, 30 days unless said
     * @param every how often to delete, 1 hour unless said
     */
    public Builder retention(Duration keep, Duration every) {
      this.retention = positive("retention", keep);
      this.retentionEvery = positive("retention interval", every);
      return this;
    }

    /**
     * Another clock, for tests.
     *
     * @param source the clock
     */
    public Builder clock(InstantSource source) {
      this.clock = Objects.requireNonNull(source, "clock");
      return this;
    }

    /**
     * Registers a plan. Register every version that has unfinished runs.
     *
     * @param plan the plan
     */
    public Builder plan(Plan plan) {
      plans.add(Objects.requireNonNull(plan, "plan"));
      return this;
    }

    /**
     * Registers plans.
     *
     * @param more the plans
     */
    public Builder plans(Collection<Plan> more) {
      more.forEach(this::plan);
      return this;
    }

    /**
     * Registers plans whose steps need the runner themselves, to start or signal other runs.
     *
     * @param source called once during {@link #start()}; the runner may be kept, not yet used
     */
    public Builder plansUsing(Function<PlanRunner, ? extends Collection<Plan>> source) {
      planSources.add(Objects.requireNonNull(source, "source"));
      return this;
    }

    /**
     * Registers work that some node of the cluster repeats. A failure is logged and the work runs
     * again after the interval. It must be short or tolerate being cut off.
     *
     * @param name lower-case words with hyphens, unique among the recurring works
     * @param every the pause between the end of one execution and the next
     * @param work idempotent
     */
    public Builder recurring(String name, Duration every, Runnable work) {
      recurring.add(
          new RunnerSettings.Recurring(
              Names.checked("recurring work", name),
              positive("interval", every),
              Objects.requireNonNull(work, "work")));
      return this;
    }

    /**
     * Starts working.
     *
     * @return the runner; close it before its data source
     * @throws PlanChangedException when a plan was changed under a version with unfinished runs
     * @throws PlanStoreException when the database does not answer
     * @throws IllegalStateException when two plans share name and version
     */
    public PlanRunner start() {
      return SqlPlanRunner.start(
          new RunnerSettings(
              dataSource,
              node == null ? defaultNode() : node,
              heartbeat,
              missedHeartbeats,
              pollInterval,
              threads,
              shutdownWait,
              retention,
              retentionEvery,
              clock,
              executor,
              housekeeper,
              List.copyOf(recurring)),
          plans,
          planSources);
    }

    private static Duration positive(String what, Duration duration) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException("The " + what + " must be above zero: " + duration);
      }
      return duration;
    }

    private static String defaultNode() {
      String host;
      try {
        host = InetAddress.getLocalHost().getHostName();
      } catch (UnknownHostException e) {
        host = "unknown-host";
      }
      return host + "-" + ProcessHandle.current().pid();
    }
  }
}
