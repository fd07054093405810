package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.iam.StatementOutline;
import java.util.List;
import java.util.Map;
import org.opentest4j.AssertionFailedError;

/** Ways round the policy: through roles, grants and others who act for the tenant. */
final class InterplayAttacks {

  private InterplayAttacks() {}

  static List<Attack> on(IsolationBlueprint blueprint, Intruder attacker) {
    String partition = blueprint.place().partition();
    String account = blueprint.place().account();
    String role = "arn:%s:iam::%s:role/".formatted(partition, account);
    String there = partition + ":%s:" + blueprint.place().region() + ":" + account + ":";
    return List.of(
        new Attack("C01", "a policy that narrows nothing", () -> narrows(blueprint)),
        new Attack(
            "C05",
            "a grant on a key, or another key policy",
            () ->
                never(
                    attacker,
                    "arn:" + there.formatted("kms") + "key/k",
                    "kms:CreateGrant",
                    "kms:PutKeyPolicy",
                    "kms:RetireGrant")),
        new Attack(
            "C06",
            "another role, or the same one again",
            () -> {
              for (String name : List.of("isolation-tck", "admin", "*")) {
                never(attacker, role + name, "sts:AssumeRole", "sts:TagSession");
              }
              never(attacker, "*", "sts:GetFederationToken", "sts:GetSessionToken");
            }),
        new Attack(
            "C07",
            "a role passed on or made",
            () ->
                never(
                    attacker,
                    role + "admin",
                    "iam:PassRole",
                    "iam:CreateRole",
                    "iam:PutRolePolicy",
                    "iam:UpdateAssumeRolePolicy")),
        new Attack(
            "C12",
            "somebody who acts under a role of his own",
            () -> {
              never(
                  attacker,
                  "arn:" + there.formatted("states") + "stateMachine:m",
                  "states:StartExecution");
              never(
                  attacker,
                  "arn:" + there.formatted("scheduler") + "schedule/default/s",
                  "scheduler:CreateSchedule");
              never(attacker, "arn:" + there.formatted("pipes") + "pipe/p", "pipes:CreatePipe");
              never(
                  attacker,
                  "arn:" + there.formatted("lambda") + "function:f",
                  "lambda:UpdateFunctionCode",
                  "lambda:CreateEventSourceMapping");
              never(attacker, "*", "bedrock:InvokeInlineAgent", "bedrock:RetrieveAndGenerate");
            }));
  }

  private static void narrows(IsolationBlueprint blueprint) {
    List<StatementOutline> statements = PolicyCompiler.template(blueprint).statements();
    if (statements.stream().noneMatch(StatementOutline::allow)) {
      throw new AssertionFailedError("the policy allows nothing: is it one?");
    }
    for (StatementOutline statement : statements) {
      if (statement.allow() && (statement.notAction() || statement.notResource())) {
        throw new AssertionFailedError("a statement allows all but something: " + statement);
      }
      if (statement.allow() && statement.resources().contains("*")) {
        throw new AssertionFailedError("a statement is about everything: " + statement);
      }
    }
  }

  static void never(Intruder attacker, String resource, String... actions) {
    for (String action : actions) {
      attacker.mustNot(action, resource, Map.of(), List.of());
    }
  }
}
