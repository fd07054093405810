package io.leasehold.provisioning.plan;

import java.sql.Connection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Starts runs of plans, tells them things and shows where they stand. Thread-safe.
 *
 * <p>Methods that take a connection join the caller's transaction: nothing has happened when it
 * rolls back, and the runner never commits, rolls back or closes it. The connection must have
 * auto-commit switched off.
 */
public interface PlanRunner extends AutoCloseable {

  /**
   * Starts a run of the newest version of a plan that this node knows.
   *
   * @param plan the plan's name
   * @param key the same key returns the same run, whatever became of it
   * @param input text, at hand in every step; never a credential
   * @return the run, new or from before
   * @throws StartConflictException when the key was used with another input
   * @throws UnknownPlanException when no plan of this name is registered here
   */
  RunId start(String plan, StartKey key, Map<String, String> input);

  /**
   * Starts a run in the caller's transaction. The run begins at the first poll after the commit.
   *
   * @param transaction the caller's connection
   * @param plan the plan's name
   * @param key the same key returns the same run
   * @param input text, at hand in every step; never a credential
   * @return the run, new or from before
   * @throws StartConflictException when the key was used with another input
   * @throws UnknownPlanException when no plan of this name is registered here
   */
  RunId start(Connection transaction, String plan, StartKey key, Map<String, String> input);

  /**
   * Sends a signal to a run. It is kept until a step waits for it, and each wait takes one.
   *
   * @param run the run
   * @param signal the signal's name
   * @param payload text for the step; never a credential
   * @return false when there is no such run or it has finished
   */
  boolean signal(RunId run, String signal, Map<String, String> payload);

  /**
   * Sends a signal in the caller's transaction.
   *
   * @param transaction the caller's connection
   * @param run the run
   * @param signal the signal's name
   * @param payload text for the step; never a credential
   * @return false when there is no such run or it has finished
   */
  boolean signal(Connection transaction, RunId run, String signal, Map<String, String> payload);

  /**
   * Asks a run to stop. A step in progress is let finish; then what has begun is undone in reverse
   * and the run ends as {@link RunStatus#CANCELLED}.
   *
   * @param run the run
   * @return false when there is no such run, or it has finished, or is already being undone
   */
  boolean cancel(RunId run);

  /**
   * Asks a run to stop, in the caller's transaction.
   *
   * @param transaction the caller's connection
   * @param run the run
   * @return false when there is no such run, or it has finished, or is already being undone
   */
  boolean cancel(Connection transaction, RunId run);

  /**
   * Reads one run with its steps.
   *
   * @param run the run
   */
  Optional<PlanRun> find(RunId run);

  /**
   * Finds the run that a key started.
   *
   * @param plan the plan's name
   * @param key the key
   */
  Optional<RunId> find(String plan, StartKey key);

  /**
   * Reads runs in one status, the newest first.
   *
   * @param status the status
   * @param limit how many at most
   */
  List<PlanRun> list(RunStatus status, int limit);

  /**
   * Unfinished runs of plans that this node does not know: another name, version or digest. They
   * are left alone until a node that knows the plan takes them; none doing so is a deployment
   * mistake.
   */
  List<UnknownPlanRuns> unknownPlans();

  /**
   * Stops taking work, waits for steps in progress for the time set, and interrupts those that take
   * longer. Interrupted steps go to another node at once. Call it before the data source closes.
   */
  @Override
  void close();
}
