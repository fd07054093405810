package io.leasehold.isolation.silo;

import static io.leasehold.isolation.silo.SiloWorld.PLATFORM;
import static io.leasehold.isolation.silo.SiloWorld.PLATFORM_SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random roles of a tenant, and random requests that should not get through. Whatever the inspector
 * has nothing to say about, the evaluator refuses.
 */
class InspectorOverlooksNothingTest {

  private static final TenantId OWNER = TenantId.of("a-b");
  private static final String[] OTHERS = {"a", "b", "a-b-c", "a-bc", "x-a-b", "globex", "aa-b"};
  private static final SiloRoleInspector INSPECTOR = SiloWorld.expecting().build();

  static Stream<Long> seeds() {
    return IntStream.range(0, Boolean.getBoolean("leasehold.long") ? 5000 : 300)
        .mapToObj(i -> 91_000L + i);
  }

  private static Set<SiloRule> errors(SiloRole role) {
    return INSPECTOR.inspect(OWNER, role).stream()
        .filter(SiloFinding::isError)
        .map(SiloFinding::rule)
        .collect(Collectors.toSet());
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Tag("attack-F01")
  @Tag("attack-F02")
  @Tag("attack-F03")
  void who_gets_in_and_as_whom(long seed) {
    Random dice = new Random(seed);
    SiloRole role = SiloWorld.trusting(SiloWorld.role(OWNER), trust(dice));
    // Of an account with the external id there is a warning.
    Set<SiloRule> errors =
        INSPECTOR.inspect(OWNER, role).stream().map(SiloFinding::rule).collect(Collectors.toSet());
    for (int i = 0; i < 40; i++) {
      AccessRequest request = call(role, dice);
      if (!SiloWorld.trusts(role, request)) {
        continue;
      }
      if (!request.principalArn().equals(PLATFORM_SESSION)) {
        assertThat(errors).as("%s by %s", role.trust(), request).contains(SiloRule.F01_PRINCIPAL);
      } else if (!List.of("ext-a-b").equals(request.context().get("sts:externalid"))) {
        assertThat(errors)
            .as("%s by %s", role.trust(), request)
            .containsAnyOf(SiloRule.F01_PRINCIPAL, SiloRule.F02_EXTERNAL_ID);
      } else if (request.action().equals("sts:TagSession")
          && !List.of("a-b").equals(request.context().get("aws:requesttag/tenant"))) {
        assertThat(errors)
            .as("%s by %s", role.trust(), request)
            .contains(SiloRule.F03_SESSION_TAGS);
      }
    }
  }

  private static AccessRequest call(SiloRole role, Random dice) {
    Map<String, List<String>> context = new HashMap<>();
    String caller =
        pick(
            dice,
            PLATFORM_SESSION,
            PLATFORM_SESSION,
            PLATFORM_SESSION,
            "arn:aws:iam::666666666666:user/mallory",
            "arn:aws:sts::999999999999:assumed-role/Other/s");
    context.put(
        "aws:PrincipalArn",
        List.of(
            caller.equals(PLATFORM_SESSION)
                ? PLATFORM
                : caller.replace(":sts:", ":iam:").replace("assumed-role/Other/s", "role/Other")));
    if (dice.nextInt(4) > 0) {
      context.put(
          "sts:ExternalId", List.of(pick(dice, "ext-a-b", "ext-a-b", "ext-a", "ext-globex")));
    }
    boolean tagging = dice.nextBoolean();
    if (tagging) {
      String key = pick(dice, "tenant", "Tenant", "admin");
      context.put("aws:RequestTag/" + key, List.of(pick(dice, "a-b", "a", "globex")));
      context.put("aws:TagKeys", List.of(key));
    }
    return new AccessRequest(
        caller, tagging ? "sts:TagSession" : "sts:AssumeRole", role.arn(), context);
  }

  private static String trust(Random dice) {
    List<String> statements = new ArrayList<>();
    for (int i = 0; i <= dice.nextInt(3); i++) {
      statements.add(
          "{\"Effect\":\"%s\",\"Principal\":{\"AWS\":\"%s\"},\"Action\":\"%s\"%s}"
              .formatted(
                  i > 0 && dice.nextInt(4) == 0 ? "Deny" : "Allow",
                  pick(
                      dice,
                      PLATFORM,
                      PLATFORM,
                      PLATFORM,
                      "999999999999",
                      "arn:aws:iam::999999999999:root",
                      "666666666666",
                      "*"),
                  pick(dice, "sts:AssumeRole", "sts:AssumeRole", "sts:TagSession", "sts:*"),
                  conditions(dice)));
    }
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  private static String conditions(Random dice) {
    Map<String, Map<String, String>> block = new HashMap<>();
    for (int i = dice.nextInt(5); i > 0; i--) {
      String key =
          pick(
              dice,
              "sts:ExternalId",
              "sts:ExternalId",
              "aws:RequestTag/tenant",
              "aws:TagKeys",
              "aws:PrincipalArn");
      String value =
          switch (key) {
            case "sts:ExternalId" ->
                pick(dice, "\"ext-a-b\"", "\"ext-a-b\"", "\"ext-*\"", "[\"ext-a-b\",\"ext-a\"]");
            case "aws:RequestTag/tenant" -> pick(dice, "\"a-b\"", "\"a-b\"", "\"a*\"");
            case "aws:TagKeys" -> pick(dice, "\"tenant\"", "[\"tenant\",\"admin\"]");
            default -> "\"" + PLATFORM + "\"";
          };
      block
          .computeIfAbsent(
              pick(
                  dice,
                  "StringEquals",
                  "StringEquals",
                  "StringEquals",
                  "StringLike",
                  "StringEqualsIfExists",
                  "StringNotEquals",
                  "ForAllValues:StringEquals",
                  "ForAnyValue:StringEquals"),
              operator -> new HashMap<>())
          .put(key, value);
    }
    return block.isEmpty()
        ? ""
        : block.entrySet().stream()
            .map(
                operator ->
                    operator.getValue().entrySet().stream()
                        .map(key -> "\"" + key.getKey() + "\":" + key.getValue())
                        .collect(Collectors.joining(",", "\"" + operator.getKey() + "\":{", "}")))
            .collect(Collectors.joining(",", ",\"Condition\":{", "}"));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @Tag("attack-F05")
  void what_a_session_touches(long seed) {
    Random dice = new Random(seed);
    SiloRole role = SiloWorld.allowing(SiloWorld.role(OWNER), policy(dice));
    boolean sound = errors(role).isEmpty();
    for (int i = 0; i < 40; i++) {
      String victim = pick(dice, OTHERS);
      String[] touched = touched(victim, dice);
      AccessRequest request =
          AccessRequest.of(role.sessionArn("s"), touched[0], touched[1])
              .with("s3:prefix", pick(dice, "", victim, victim + "/", victim + "/k"));
      if (SiloWorld.may(role, request)) {
        assertThat(sound).as("%s by %s", role.policies().get(0).json(), request).isFalse();
      }
    }
  }

  private static String[] touched(String victim, Random dice) {
    return switch (dice.nextInt(5)) {
      case 0 -> new String[] {"dynamodb:GetItem", SiloWorld.TABLES + victim};
      case 1 -> new String[] {"dynamodb:Query", SiloWorld.TABLES + victim + "/index/i"};
      case 2 -> new String[] {"s3:GetObject", "arn:aws:s3:::content/" + victim + "/k"};
      case 3 -> new String[] {"s3:ListBucket", "arn:aws:s3:::content"};
      default ->
          new String[] {"sqs:SendMessage", "arn:aws:sqs:eu-central-1:111111111111:jobs_" + victim};
    };
  }

  private static String policy(Random dice) {
    List<String> statements = new ArrayList<>();
    for (int i = 0; i <= dice.nextInt(3); i++) {
      String hole =
          pick(dice, "a-b", "a-b", "a-b", "a-b", "a-b*", "a*", "?-b", "*", "*-b", "a-b-?");
      String[] service =
          List.of(
                  new String[] {"dynamodb:GetItem", SiloWorld.TABLES + hole},
                  new String[] {"dynamodb:Query", SiloWorld.TABLES + hole + "/index/*"},
                  new String[] {"s3:GetObject", "arn:aws:s3:::content/" + hole + "/*"},
                  new String[] {"s3:ListBucket", "arn:aws:s3:::content"},
                  new String[] {
                    "sqs:SendMessage", "arn:aws:sqs:eu-central-1:111111111111:jobs_" + hole
                  })
              .get(dice.nextInt(5));
      boolean listing = service[0].equals("s3:ListBucket");
      String condition =
          listing && dice.nextInt(5) > 0
              ? ",\"Condition\":{\"%s\":{\"s3:prefix\":\"%s\"}}"
                  .formatted(
                      pick(dice, "StringLike", "StringLike", "StringEquals", "StringLikeIfExists"),
                      pick(dice, hole + "/*", "a-b/*", "a-b/", "a-b*"))
              : "";
      statements.add(
          "{\"Effect\":\"%s\",\"Action\":\"%s\",\"%s\":\"%s\"%s}"
              .formatted(
                  i > 0 && dice.nextInt(6) == 0 ? "Deny" : "Allow",
                  dice.nextInt(8) == 0 ? pick(dice, "*", "s3:*", "sqs:*") : service[0],
                  dice.nextInt(12) == 0 ? "NotResource" : "Resource",
                  service[1],
                  condition));
    }
    return "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}";
  }

  private static String pick(Random dice, String... all) {
    return all[dice.nextInt(all.length)];
  }
}
