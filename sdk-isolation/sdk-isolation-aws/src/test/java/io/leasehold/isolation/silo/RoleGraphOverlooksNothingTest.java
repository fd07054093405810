package io.leasehold.isolation.silo;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.iam.TrustOutline;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random roles, and random sessions that try to assume them. Whatever the evaluator lets a session
 * do under some circumstances has to be a step of the graph, which knows no circumstances.
 */
@Tag("attack-F08")
class RoleGraphOverlooksNothingTest {

  private static final String[] NAMES = {"tenant_a", "tenant_b", "tenant_a-b"};
  private static final String HOME = "arn:aws:iam::111111111111:role/";

  static Stream<Long> seeds() {
    return IntStream.range(0, Boolean.getBoolean("leasehold.long") ? 2000 : 150)
        .mapToObj(i -> 77_000L + i);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void what_a_session_may_do_is_a_step(long seed) {
    Random dice = new Random(seed);
    List<SiloRole> roles = Stream.of(NAMES).map(name -> role(name, dice)).toList();
    RoleGraph.Builder builder = RoleGraph.builder();
    for (SiloRole role : roles) {
      builder.tenant(TenantId.of(role.name().substring("tenant_".length())), role);
    }
    RoleGraph graph = builder.build();
    for (int i = 0; i < 60; i++) {
      SiloRole from = roles.get(dice.nextInt(roles.size()));
      SiloRole to = roles.get(dice.nextInt(roles.size()));
      AccessRequest request = request(from, to, dice);
      if (!from.equals(to) && allowed(from, to, request)) {
        assertThat(graph.path(from.arn(), to.arn()))
            .as("%s by %s to %s", request, from, to)
            .isPresent();
      }
    }
  }

  private static boolean allowed(SiloRole from, SiloRole to, AccessRequest request) {
    PolicyDocument trust = PolicyDocument.parse(to.trust());
    PolicyStack.Builder stack = PolicyStack.builder();
    from.policies().forEach(p -> stack.identity(PolicyDocument.parse(p.json())));
    from.boundary().ifPresent(b -> stack.boundary(PolicyDocument.parse(b.json())));
    stack.resource(
        PolicyDocument.parse(to.trust().replace("\"Action\"", "\"Resource\":\"*\",\"Action\"")));
    IamEvaluator evaluator = new IamEvaluator();
    return evaluator.trusts(trust, request) && evaluator.decide(stack.build(), request).allowed();
  }

  private static AccessRequest request(SiloRole from, SiloRole to, Random dice) {
    Map<String, List<String>> context = new HashMap<>();
    context.put("aws:PrincipalArn", List.of(from.arn()));
    context.put("aws:PrincipalAccount", List.of("111111111111"));
    to.tags().forEach((k, v) -> context.put("aws:ResourceTag/" + k, List.of(v)));
    from.tags().forEach((k, v) -> context.put("aws:PrincipalTag/" + k, List.of(v)));
    if (isTaggable(from) && dice.nextBoolean()) {
      context.put("aws:PrincipalTag/tenant", List.of(pick(dice, "a", "b", "a-b")));
    }
    if (dice.nextBoolean()) {
      context.put("sts:ExternalId", List.of(pick(dice, "e1", "e2")));
    }
    if (dice.nextBoolean()) {
      context.put("aws:SourceIp", List.of("10.0.0.1"));
    }
    return new AccessRequest(
        from.sessionArn(pick(dice, "s", "t")), "sts:AssumeRole", to.arn(), context);
  }

  private static boolean isTaggable(SiloRole role) {
    return TrustOutline.of(role.trust()).stream()
        .anyMatch(one -> one.statement().allow() && one.statement().covers("sts:TagSession"));
  }

  private static SiloRole role(String name, Random dice) {
    return new SiloRole(
        HOME + name,
        trust(dice),
        List.of(new SiloPolicy("p", policy(dice))),
        dice.nextInt(4) == 0 ? Optional.of(new SiloPolicy("b", policy(dice))) : Optional.empty(),
        dice.nextInt(4) == 0 ? Map.of() : Map.of("tenant", name.substring("tenant_".length())),
        Duration.ofHours(1));
  }

  private static String trust(Random dice) {
    List<String> statements = new ArrayList<>();
    for (int i = 0; i <= dice.nextInt(3); i++) {
      String principal =
          pick(
              dice,
              "111111111111",
              "arn:aws:iam::111111111111:root",
              HOME + pick(dice, NAMES),
              "arn:aws:sts::111111111111:assumed-role/" + pick(dice, NAMES) + "/s");
      statements.add(
          "{\"Effect\":\"%s\",\"Principal\":{\"AWS\":\"%s\"},\"Action\":\"%s\"%s}"
              .formatted(
                  i > 0 && dice.nextInt(3) == 0 ? "Deny" : "Allow",
                  principal,
                  pick(dice, "sts:AssumeRole", "sts:*"),
                  condition(dice)));
    }
    return document(statements);
  }

  private static String policy(Random dice) {
    List<String> statements = new ArrayList<>();
    for (int i = 0; i <= dice.nextInt(3); i++) {
      statements.add(
          "{\"Effect\":\"%s\",\"%s\":\"%s\",\"%s\":\"%s\"%s}"
              .formatted(
                  i > 0 && dice.nextInt(3) == 0 ? "Deny" : "Allow",
                  pick(dice, "Action", "Action", "Action", "NotAction"),
                  pick(dice, "sts:AssumeRole", "sts:*", "s3:*", "*", "iam:PutRolePolicy"),
                  pick(dice, "Resource", "Resource", "NotResource"),
                  pick(
                      dice,
                      "*",
                      HOME + "tenant_*",
                      HOME + "tenant_a*",
                      HOME + "tenant_b",
                      HOME + "tenant_${aws:PrincipalTag/tenant}",
                      HOME + "tenant_${aws:PrincipalTag/x, 'a'}"),
                  condition(dice)));
    }
    return document(statements);
  }

  private static String document(List<String> statements) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  private static String condition(Random dice) {
    if (dice.nextBoolean()) {
      return "";
    }
    String operator =
        pick(
            dice,
            "StringEquals",
            "StringNotEquals",
            "StringLike",
            "StringEqualsIfExists",
            "ForAllValues:StringEquals",
            "ForAnyValue:StringLike",
            "StringNotEqualsIfExists");
    String key =
        pick(
            dice,
            "aws:PrincipalTag/tenant",
            "aws:ResourceTag/tenant",
            "aws:PrincipalArn",
            "sts:ExternalId",
            "aws:SourceIp");
    String value =
        pick(dice, "a", "b", "e1", "10.0.0.1", "${aws:PrincipalTag/tenant}", HOME + "tenant_a");
    return ",\"Condition\":{\"%s\":{\"%s\":\"%s\"}}".formatted(operator, key, value);
  }

  private static String pick(Random dice, String... all) {
    return all[dice.nextInt(all.length)];
  }
}
