package io.leasehold.isolation.iam;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Makes a request and policies around it, the same ones from the same seed. */
final class RandomPolicies {

  private static final String ACCOUNT = "111111111111";
  private static final String OTHER_ACCOUNT = "222222222222";
  private static final List<String> ACCOUNTS = List.of(ACCOUNT, "arn:aws:iam::111111111111:root");
  private static final String USER = "arn:aws:iam::111111111111:user/alice";
  private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/Role/session";
  private static final String ROLE = "arn:aws:iam::111111111111:role/Role";

  private static final Set<String> CONTROLLED =
      Set.of("dynamodb", "s3", "sqs", "secretsmanager", "kms");

  private static final List<Integer> SIZES = List.of(1, 1, 2, 3);
  private static final String ALL =
      "{\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}";

  private static final String KMS = "kms:Decrypt";

  /** An action with the resource it is asked for; the hole takes the owner's account. */
  private static final List<List<String>> CALLS =
      List.of(
          List.of("dynamodb:GetItem", "arn:aws:dynamodb:eu-central-1:%s:table/activity"),
          List.of("dynamodb:PutItem", "arn:aws:dynamodb:eu-central-1:%s:table/acme_notes"),
          List.of("dynamodb:Query", "arn:aws:dynamodb:eu-central-1:%s:table/activity/index/by"),
          List.of("s3:GetObject", "arn:aws:s3:::bucket/acme/notes/1"),
          List.of("s3:PutObject", "arn:aws:s3:::bucket/acme-eu/a:b"),
          List.of("s3:ListBucket", "arn:aws:s3:::bucket"),
          List.of("sqs:SendMessage", "arn:aws:sqs:eu-central-1:%s:app-acme-work"),
          List.of("sns:Publish", "arn:aws:sns:eu-central-1:%s:acme"),
          List.of("lambda:InvokeFunction", "arn:aws:lambda:eu-central-1:%s:function:acme:live"),
          List.of(
              "secretsmanager:GetSecretValue",
              "arn:aws:secretsmanager:eu-central-1:%s:secret:app/acme/db-a1B2c3"),
          List.of(KMS, "arn:aws:kms:eu-central-1:%s:key/acme-1"),
          List.of("sqs:ListQueues", "*"));

  private final Dice dice;
  private final String principal;
  private final String action;
  private final String resource;
  private final RandomConditions conditions;

  private RandomPolicies(
      Dice dice,
      String principal,
      String action,
      String resource,
      Map<String, List<String>> context) {
    this.dice = dice;
    this.principal = principal;
    this.action = action;
    this.resource = resource;
    this.conditions = new RandomConditions(dice, context);
  }

  static RandomAccess from(long seed) {
    Dice dice = new Dice(seed);
    boolean assumed = dice.percent(75);
    List<String> call = dice.oneOf(CALLS);
    String action = call.get(0);
    String owner = !call.get(1).equals("*") && dice.percent(12) ? OTHER_ACCOUNT : ACCOUNT;
    String resource = call.get(1).formatted(owner);
    Map<String, List<String>> context = RandomConditions.context(dice, action);
    context.put("aws:ResourceAccount", List.of(owner));
    RandomPolicies policies =
        new RandomPolicies(dice, assumed ? SESSION : USER, action, resource, context);
    AccessRequest request = new AccessRequest(policies.principal, action, resource, context);
    return dice.percent(50)
        ? policies.small(seed, request, owner)
        : policies.large(seed, request, owner);
  }

  /** Little beside one statement, so that nothing hides what becomes of it. */
  private RandomAccess small(long seed, AccessRequest request, String owner) {
    boolean ofResource = action.equals(KMS) || (!resource.equals("*") && dice.percent(30));
    String policy = policy(ofResource, !ofResource && dice.percent(30), 1);
    String beside = dice.percent(70) ? ALL : policy(false, true, 1);
    return new RandomAccess(
        seed,
        request,
        owner,
        ofResource ? (dice.percent(50) ? List.of(beside) : List.of()) : List.of(policy),
        null,
        null,
        ofResource ? policy : null,
        List.of(),
        resourceControl(25));
  }

  private RandomAccess large(long seed, AccessRequest request, String owner) {
    boolean assumed = principal.equals(SESSION);
    return new RandomAccess(
        seed,
        request,
        owner,
        several(dice.oneOf(List.of(0, 1, 1, 1, 2))),
        dice.percent(25) ? limit() : null,
        assumed && dice.percent(40) ? limit() : null,
        action.equals(KMS) || (!resource.equals("*") && dice.percent(35))
            ? policy(true, false, dice.oneOf(SIZES))
            : null,
        serviceControl(),
        resourceControl(25));
  }

  private List<String> several(int count) {
    List<String> several = new ArrayList<>();
    while (several.size() < count) {
      several.add(policy(false, dice.percent(25), dice.oneOf(SIZES)));
    }
    return several;
  }

  /** A policy that only narrows; half of them allow everything first. */
  private String limit() {
    return policy(false, dice.percent(50), dice.oneOf(SIZES));
  }

  private List<List<String>> serviceControl() {
    List<List<String>> levels = new ArrayList<>();
    if (dice.percent(30)) {
      for (int i = 1 + dice.below(2); i > 0; i--) {
        List<String> level = new ArrayList<>(List.of(limit()));
        if (dice.percent(30)) {
          level.add(limit());
        }
        levels.add(level);
      }
    }
    return levels;
  }

  /** Denials for everybody, of services that have such policies. */
  private List<String> resourceControl(int chance) {
    List<String> policies = new ArrayList<>();
    if (CONTROLLED.contains(service()) && dice.percent(chance)) {
      for (int i = dice.oneOf(SIZES); i > 0; i--) {
        Map<String, Object> statement = new LinkedHashMap<>();
        statement.put("Effect", "Deny");
        statement.put("Principal", "*");
        statement.put("Action", dice.percent(70) ? action : service() + ":*");
        boolean not = dice.percent(15);
        statement.put(not ? "NotResource" : "Resource", resources(not, true));
        if (dice.percent(85)) {
          statement.put("Condition", conditions.block(true));
        }
        policies.add(JsonText.of(Map.of("Version", "2012-10-17", "Statement", statement)));
      }
    }
    return policies;
  }

  private String service() {
    return action.substring(0, action.indexOf(':'));
  }

  private String policy(boolean ofResource, boolean allowsAll, int size) {
    String version = dice.oneOf(List.of("2012", "2012", "2012", "2012", "2012", "2008", ""));
    List<Object> statements = new ArrayList<>();
    if (allowsAll) {
      statements.add(Map.of("Effect", "Allow", "Action", "*", "Resource", "*"));
    }
    for (int i = size; i > 0; i--) {
      statements.add(statement(ofResource, version.equals("2012")));
    }
    Map<String, Object> policy = new LinkedHashMap<>();
    if (!version.isEmpty()) {
      policy.put("Version", version.equals("2012") ? "2012-10-17" : "2008-10-17");
    }
    policy.put("Statement", statements.size() == 1 ? statements.get(0) : statements);
    return JsonText.of(policy);
  }

  private Map<String, Object> statement(boolean ofResource, boolean variables) {
    Map<String, Object> statement = new LinkedHashMap<>();
    boolean allow = dice.percent(78);
    statement.put("Effect", allow ? "Allow" : "Deny");
    if (ofResource) {
      boolean not = !allow && dice.percent(30);
      statement.put(not ? "NotPrincipal" : "Principal", principals(not));
    }
    boolean notAction = dice.percent(12);
    statement.put(notAction ? "NotAction" : "Action", actions(notAction));
    boolean notResource = dice.percent(12);
    statement.put(notResource ? "NotResource" : "Resource", resources(notResource, variables));
    if (dice.percent(60)) {
      statement.put("Condition", conditions.block(variables));
    }
    return statement;
  }

  private Object principals(boolean not) {
    if (!not && dice.percent(15)) {
      return dice.percent(50) ? "*" : Map.of("AWS", "*");
    }
    List<String> others =
        List.of(
            OTHER_ACCOUNT,
            "arn:aws:iam::111111111111:user/bob",
            "arn:aws:sts::111111111111:assumed-role/Role/other");
    List<String> names = new ArrayList<>(List.of(dice.oneOf(others)));
    if (not && dice.percent(60)) {
      names.addAll(List.of(dice.oneOf(ACCOUNTS), ROLE, principal));
    } else if (!not) {
      names.add(dice.percent(25) ? dice.oneOf(ACCOUNTS) : dice.oneOf(List.of(principal, ROLE)));
      names.add(dice.oneOf(List.of(ACCOUNT, ROLE, principal)));
    }
    return Map.of("AWS", names);
  }

  private Object actions(boolean not) {
    String service = service();
    String name = action.substring(service.length() + 1);
    List<String> actions = new ArrayList<>();
    for (int i = 1 + dice.below(2); i > 0; i--) {
      actions.add(
          switch (dice.below(not ? 4 : 7)) {
            case 0 -> "ses:SendEmail";
            case 1 -> service + ":*" + name.substring(1 + dice.below(name.length() - 1));
            case 2 -> service + ":DeleteNothing";
            case 3 -> service + ":" + dice.blurred(name);
            case 4 -> "*";
            case 5 -> service + ":*";
            default -> dice.percent(50) ? action : action.toUpperCase(Locale.ROOT);
          });
    }
    return actions.size() == 1 ? actions.get(0) : actions;
  }

  private Object resources(boolean not, boolean variables) {
    List<String> resources = new ArrayList<>();
    for (int i = 1 + dice.below(2); i > 0; i--) {
      resources.add(
          not || dice.percent(70) ? pattern(variables) : dice.percent(70) ? "*" : resource);
    }
    return resources.size() == 1 ? resources.get(0) : resources;
  }

  /** The request's resource or another one, with wildcards and variables where they may be. */
  private String pattern(boolean variables) {
    String base = resource.equals("*") || dice.percent(25) ? another() : resource;
    String[] parts = base.split(":", 6);
    if (dice.percent(10)) {
      parts[3] = dice.blurred(parts[3]);
    }
    if (dice.percent(10)) {
      parts[4] = dice.blurred(parts[4]);
    }
    boolean typed = parts[5].matches(".+[/:].+");
    if (dice.percent(25) && variables && typed) {
      parts[5] = parts[5].replace("acme", conditions.variable());
    }
    if (!parts[5].contains("${") && dice.percent(60)) {
      boolean bucket = parts[2].equals("s3") && (parts[3] + parts[4]).isEmpty();
      int type = bucket ? 0 : parts[5].split("[/:]", 2)[0].length() + 1;
      int from = type < parts[5].length() && dice.percent(90) ? type : 0;
      parts[5] = parts[5].substring(0, from) + dice.blurred(parts[5].substring(from));
    }
    return String.join(":", parts);
  }

  private String another() {
    return dice.oneOf(CALLS.subList(0, CALLS.size() - 1)).get(1).formatted(ACCOUNT);
  }
}
