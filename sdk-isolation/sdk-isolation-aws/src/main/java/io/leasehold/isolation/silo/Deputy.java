package io.leasehold.isolation.silo;

import java.util.List;
import java.util.Objects;

/**
 * Something that acts under a role of its own when it is told to: a Lambda function, a state
 * machine, a schedule, a pipe, an agent. Whoever may tell it to gets what its role may do.
 * Immutable.
 *
 * @param arn what it is
 * @param roleArn the role under which it acts
 * @param by the actions by which it is told, such as {@code lambda:InvokeFunction}
 */
public record Deputy(String arn, String roleArn, List<String> by) {

  /** Copies. */
  public Deputy {
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(roleArn, "roleArn");
    by = List.copyOf(by);
  }

  /** A Lambda function: also with an event mapping or a URL of its own. */
  public static Deputy function(String arn, String roleArn) {
    return new Deputy(
        arn,
        roleArn,
        List.of(
            "lambda:InvokeFunction",
            "lambda:InvokeAsync",
            "lambda:InvokeFunctionUrl",
            "lambda:UpdateFunctionCode",
            "lambda:UpdateFunctionConfiguration"));
  }

  /** A state machine of Step Functions. */
  public static Deputy stateMachine(String arn, String roleArn) {
    return new Deputy(
        arn,
        roleArn,
        List.of("states:StartExecution", "states:StartSyncExecution", "states:UpdateStateMachine"));
  }

  /** A schedule of EventBridge Scheduler. */
  public static Deputy schedule(String arn, String roleArn) {
    return new Deputy(arn, roleArn, List.of("scheduler:UpdateSchedule"));
  }

  /** A pipe of EventBridge Pipes. */
  public static Deputy pipe(String arn, String roleArn) {
    return new Deputy(arn, roleArn, List.of("pipes:UpdatePipe", "pipes:StartPipe"));
  }

  /** The alias of a Bedrock agent. */
  public static Deputy agent(String aliasArn, String roleArn) {
    return new Deputy(aliasArn, roleArn, List.of("bedrock:InvokeAgent"));
  }
}
