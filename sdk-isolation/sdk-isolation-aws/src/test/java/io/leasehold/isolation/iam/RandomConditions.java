package io.leasehold.isolation.iam;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes contexts, and Condition blocks that have a fair chance to fit them. */
final class RandomConditions {

  /** What an operator compares: which keys carry it, which values there are, and a bad one. */
  private record Kind(
      List<String> keys, List<String> inRequests, List<String> inPolicies, String unreadable) {}

  private static final List<String> TEXTS =
      List.of(
          "acme", "acme-eu", "ACME", "a*e", "a?me", "acme/x:y", "$", "${aws:username}", "", "b");
  private static final List<String> ARNS =
      List.of(
          "arn:aws:s3:::bucket",
          "arn:aws:sns:eu-central-1:111111111111:acme",
          "arn:aws:sns:eu-central-1:111111111111:acme:sub",
          "arn:aws:iam::222222222222:role/path/acme");

  private static final Kind TEXT =
      new Kind(
          List.of("aws:PrincipalTag/tenant", "aws:SourceIdentity", "aws:TagKeys", "aws:CalledVia"),
          TEXTS,
          TEXTS,
          "acme");
  private static final Kind ARN =
      new Kind(List.of("aws:SourceArn", "aws:SourceOrgPaths"), ARNS, ARNS, "not-an-arn");
  private static final Kind NUMBER =
      new Kind(
          List.of("aws:MultiFactorAuthAge", "aws:ResourceOrgPaths"),
          List.of("10", "10.0", "9", "11", "-4.5", "0"),
          List.of("10", "10.00", "9", "-5", "-4.5", "0"),
          "ten");
  private static final Kind DATE =
      new Kind(
          List.of("aws:CurrentTime", "aws:PrincipalOrgPaths"),
          List.of("2026-01-01T00:00:00Z", "2025-12-31T23:59:59Z", "2026-06-30"),
          List.of(
              "2026-01-01T00:00:00Z",
              "2026-01-01",
              "2026-01-01T01:00:00+01:00",
              "2025-12-31T23:59:59Z",
              "2026-01-01T00:00:00.500Z"),
          "yesterday");
  private static final Kind EPOCH =
      new Kind(
          List.of("aws:EpochTime"),
          List.of("1767225600", "1767225599", "1767225601"),
          List.of("1767225600", "1767225599"),
          "never");
  private static final Kind BOOL =
      new Kind(
          List.of("aws:SecureTransport", "aws:PrincipalServiceNamesList"),
          List.of("true", "false"),
          List.of("true", "false"),
          "maybe");
  private static final Kind BINARY =
      new Kind(
          List.of("aws:PrincipalTag/blob"),
          List.of("YWNtZQ==", "YWNtZS1ldQ=="),
          List.of("YWNtZQ==", "YWNtZS1ldQ=="),
          "%%");
  private static final Kind ADDRESS =
      new Kind(
          List.of("aws:SourceIp", "aws:VpceOrgPaths"),
          List.of("10.0.0.1", "10.0.1.1", "192.168.1.1", "2001:db8::1"),
          List.of("10.0.0.0/24", "10.0.0.1/32", "0.0.0.0/1", "2001:db8::/32", "::/0"),
          "somewhere");
  private static final List<Kind> KINDS =
      List.of(TEXT, ARN, NUMBER, DATE, EPOCH, BOOL, BINARY, ADDRESS);

  /** Keys that may have several values, in lower case; the orgPaths keys stand for other types. */
  static final Set<String> LISTS =
      Set.of(
          "aws:tagkeys",
          "aws:calledvia",
          "aws:sourceorgpaths",
          "aws:resourceorgpaths",
          "aws:principalorgpaths",
          "aws:vpceorgpaths",
          "aws:principalservicenameslist",
          "dynamodb:leadingkeys");

  /** Every operator without set prefix and suffix, Null aside. */
  static final Map<String, Kind> OPERATORS = operators();

  private static Map<String, Kind> operators() {
    Map<String, Kind> all = new LinkedHashMap<>();
    for (String name :
        List.of(
            "StringEquals",
            "StringNotEquals",
            "StringEqualsIgnoreCase",
            "StringNotEqualsIgnoreCase",
            "StringLike",
            "StringNotLike")) {
      all.put(name, TEXT);
    }
    for (String name : List.of("ArnEquals", "ArnNotEquals", "ArnLike", "ArnNotLike")) {
      all.put(name, ARN);
    }
    for (String order :
        List.of(
            "Equals",
            "NotEquals",
            "LessThan",
            "LessThanEquals",
            "GreaterThan",
            "GreaterThanEquals")) {
      all.put("Numeric" + order, NUMBER);
      all.put("Date" + order, DATE);
    }
    all.put("Bool", BOOL);
    all.put("BinaryEquals", BINARY);
    all.put("IpAddress", ADDRESS);
    all.put("NotIpAddress", ADDRESS);
    return all;
  }

  private final Dice dice;
  private final Map<String, List<String>> context;

  RandomConditions(Dice dice, Map<String, List<String>> context) {
    this.dice = dice;
    this.context = context;
  }

  /** Some of the keys, with values that mostly are of their type. */
  static Map<String, List<String>> context(Dice dice, String action) {
    Map<String, List<String>> context = new TreeMap<>();
    for (Kind kind : KINDS) {
      for (String key : kind.keys()) {
        if (dice.percent(80)) {
          context.put(key, values(dice, kind, key));
        }
      }
    }
    if (action.startsWith("dynamodb:") && dice.percent(80)) {
      context.put("dynamodb:LeadingKeys", values(dice, TEXT, "dynamodb:LeadingKeys"));
    }
    if (action.equals("s3:ListBucket") && dice.percent(80)) {
      context.put("s3:prefix", values(dice, TEXT, "s3:prefix"));
    }
    return context;
  }

  private static List<String> values(Dice dice, Kind kind, String key) {
    int size = isList(key) ? dice.oneOf(List.of(1, 1, 2, 3)) : 1;
    List<String> values = new ArrayList<>();
    while (values.size() < size) {
      values.add(dice.percent(3) ? kind.unreadable() : dice.oneOf(kind.inRequests()));
    }
    if (values.stream().allMatch(String::isEmpty)) {
      values.set(0, "acme");
    }
    return values;
  }

  private static boolean isList(String key) {
    return LISTS.contains(key.toLowerCase(Locale.ROOT));
  }

  /** A Condition block of one to three tests. */
  Map<String, Object> block(boolean variables) {
    Map<String, Map<String, Object>> block = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    for (int i = dice.oneOf(List.of(1, 1, 1, 2, 3)); i > 0; i--) {
      String operator = dice.oneOf(List.copyOf(OPERATORS.keySet()));
      Kind kind = OPERATORS.get(operator);
      if (kind.equals(DATE) && dice.percent(30)) {
        kind = EPOCH;
      }
      List<String> keys = new ArrayList<>(kind.keys());
      if (kind.equals(TEXT)) {
        context.keySet().stream().filter(key -> !key.startsWith("aws:")).forEach(keys::add);
      }
      String key = dice.oneOf(keys);
      String name = "Null";
      Object wanted = List.of(dice.percent(50) ? "true" : "false");
      if (dice.percent(94)) {
        boolean plain = dice.percent(isList(key) ? 7 : 95);
        String prefix = plain ? "" : dice.oneOf(List.of("ForAllValues:", "ForAnyValue:"));
        name = prefix + operator + (dice.percent(20) ? "IfExists" : "");
        wanted = wanted(operator, kind, key, variables);
      }
      if (taken.add(name + key)) {
        block.computeIfAbsent(name, n -> new LinkedHashMap<>()).put(anyCase(key), wanted);
      }
    }
    return new LinkedHashMap<>(block);
  }

  private String anyCase(String key) {
    return dice.percent(10) ? key.toUpperCase(Locale.ROOT) : key;
  }

  private Object wanted(String operator, Kind kind, String key, boolean variables) {
    List<Object> wanted = new ArrayList<>();
    for (int i = dice.oneOf(List.of(1, 1, 2, 3)); i > 0; i--) {
      wanted.add(value(operator, kind, key, variables));
    }
    return wanted.size() == 1 && dice.percent(50) ? wanted.get(0) : wanted;
  }

  private Object value(String operator, Kind kind, String key, boolean variables) {
    if (kind.equals(TEXT)) {
      return text(key, operator.endsWith("Like"), variables);
    }
    if (kind.equals(ARN)) {
      return arn(variables);
    }
    String value = dice.oneOf(kind.inPolicies());
    boolean bare = (kind.equals(BOOL) || kind.equals(NUMBER)) && dice.percent(30);
    return bare ? new JsonText.Raw(value) : value;
  }

  private String text(String key, boolean wildcards, boolean variables) {
    if (variables && dice.percent(15)) {
      return variable() + dice.oneOf(List.of("", "", "/x:y", "-eu", "*"));
    }
    List<String> given = context.getOrDefault(key, List.of());
    String text = !given.isEmpty() && dice.percent(60) ? dice.oneOf(given) : dice.oneOf(TEXTS);
    if (text.contains("${")) {
      return variables && wildcards ? escaped(text) : "acme";
    }
    if (variables && wildcards && dice.percent(40)) {
      return escaped(text);
    }
    return wildcards && dice.percent(60) ? dice.blurred(text) : text;
  }

  private static String escaped(String text) {
    return text.replaceAll("[*?$]", "\\${$0}");
  }

  /** A variable that mostly has a value. */
  String variable() {
    return dice.oneOf(
        List.of(
            dice.percent(50) ? "${aws:TagKeys}" : "${aws:CurrentTime}",
            "${aws:PrincipalTag/tenant}",
            "${aws:SourceIdentity}",
            "${AWS:sourceidentity}",
            "${aws:PrincipalTag/absent}",
            "${aws:PrincipalTag/absent, 'acme'}",
            "${aws:SourceIdentity, 'b'}"));
  }

  private String arn(boolean variables) {
    String[] parts = dice.oneOf(ARNS).split(":", 6);
    for (int i = 1; i < parts.length; i++) {
      if (dice.percent(20)) {
        parts[i] = dice.percent(50) ? "*" : dice.blurred(parts[i]);
      }
    }
    if (variables && dice.percent(15)) {
      parts[5] = parts[5].replace("acme", variable());
    }
    return String.join(":", parts);
  }
}
