package io.leasehold.provisioning.plan.internal;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the builder collected.
 *
 * @param dataSource the database
 * @param node this node's name
 * @param heartbeat how often this node says that it lives
 * @param missedHeartbeats after how many it counts as dead
 * @param pollInterval how often to look for due runs
 * @param threads how many runs at once
 * @param shutdownWait how long to wait for steps when closing
 * @param retention how long to keep finished runs
 * @param retentionEvery how often to delete older ones
 * @param clock the clock
 * @param executor threads of the container, or null for own ones
 * @param housekeeper timer of the container, or null for an own one
 * @param recurring work to repeat
 */
public record RunnerSettings(
    DataSource dataSource,
    String node,
    Duration heartbeat,
    int missedHeartbeats,
    Duration pollInterval,
    int threads,
    Duration shutdownWait,
    Duration retention,
    Duration retentionEvery,
    InstantSource clock,
    @Nullable ExecutorService executor,
    @Nullable ScheduledExecutorService housekeeper,
    List<Recurring> recurring) {

  /** After this long without a heartbeat a node counts as dead. */
  Duration deadAfter() {
    return heartbeat.multipliedBy(missedHeartbeats);
  }

  /**
   * Work to repeat.
   *
   * @param name its name
   * @param every the pause between two executions
   * @param work what to do
   */
  public record Recurring(String name, Duration every, Runnable work) {}
}
