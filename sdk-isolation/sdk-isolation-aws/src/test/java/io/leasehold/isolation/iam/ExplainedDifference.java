package io.leasehold.isolation.iam;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the reference decides otherwise, reduced to one case each. The sources are in {@code
 * docs/isolation/differential.md} under the same names.
 */
enum ExplainedDifference {
  SESSION_NAMED_PAST_ITS_SESSION_POLICY(true) {
    @Override
    RandomAccess access() {
      String direct = resourcePolicy("\"Allow\",\"Principal\":{\"AWS\":\"" + SESSION + "\"}");
      return access(List.of(), policy("\"Action\":\"sns:Publish\""), direct, Map.of());
    }
  },
  NOT_PRINCIPAL_NAMES_THE_ACCOUNT_ONLY(false) {
    @Override
    RandomAccess access() {
      String deny = resourcePolicy("\"Deny\",\"NotPrincipal\":{\"AWS\":\"111111111111\"}");
      return access(List.of(policy(GET)), null, deny, Map.of());
    }
  },
  ESCAPE_IN_STRING_EQUALS(true) {
    @Override
    RandomAccess access() {
      return under(
          "\"StringEquals\":{\"aws:SourceIdentity\":\"a${*}\"}", "aws:SourceIdentity", "a*");
    }
  },
  EPOCH_SECONDS_AND_CALENDAR_DATES(true) {
    @Override
    RandomAccess access() {
      return under(
          "\"DateEquals\":{\"aws:CurrentTime\":\"1767225600\"}",
          "aws:CurrentTime",
          "2026-01-01T00:00:00Z");
    }
  },
  EVERY_IPV4_ADDRESS(true) {
    @Override
    RandomAccess access() {
      return under("\"IpAddress\":{\"aws:SourceIp\":\"0.0.0.0/0\"}", "aws:SourceIp", "10.0.0.1");
    }
  },
  ADDRESS_WITHOUT_PREFIX_OF_THE_OTHER_FAMILY(true) {
    @Override
    RandomAccess access() {
      return under(
          "\"NotIpAddress\":{\"aws:SourceIp\":\"10.0.0.1\"}", "aws:SourceIp", "2001:db8::1");
    }
  },
  VARIABLE_BEFORE_VERSION_2012(false) {
    @Override
    RandomAccess access() {
      String old =
          policy(
                  GET
                      + ",\"Condition\":{\"StringEquals\":{\"aws:SourceIdentity\":"
                      + "\"${aws:PrincipalTag/tenant}\"}}")
              .replace("2012", "2008");
      return access(
          List.of(old),
          null,
          null,
          Map.of("aws:SourceIdentity", List.of("a"), "aws:PrincipalTag/tenant", List.of("a")));
    }
  },
  NULL_OF_AN_EMPTY_LIST(false) {
    @Override
    RandomAccess access() {
      return under("\"Null\":{\"aws:TagKeys\":\"false\"}", Map.of("aws:TagKeys", List.of()));
    }
  },
  VARIABLE_IN_A_RESOURCE_WITHOUT_TYPE(true) {
    @Override
    RandomAccess access() {
      return new RandomAccess(
          0,
          AccessRequest.of(SESSION, "sqs:SendMessage", "arn:aws:sqs:eu-west-1:111111111111:app-a")
              .with("aws:PrincipalTag/tenant", "a"),
          "111111111111",
          List.of(
              "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\","
                  + "\"Action\":\"sqs:SendMessage\",\"Resource\":"
                  + "\"arn:aws:sqs:eu-west-1:111111111111:app-${aws:PrincipalTag/tenant}\"}}"),
          null,
          null,
          null,
          List.of(),
          List.of());
    }
  };

  private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/Role/session";
  private static final String GET = "\"Action\":\"s3:GetObject\"";

  private final boolean allowed;

  ExplainedDifference(boolean allowed) {
    this.allowed = allowed;
  }

  abstract RandomAccess access();

  /** What we say; the reference says the opposite. */
  boolean allowed() {
    return allowed;
  }

  RandomAccess under(String condition, String key, String value) {
    return under(condition, Map.of(key, List.of(value)));
  }

  RandomAccess under(String condition, Map<String, List<String>> context) {
    String policy = policy(GET + ",\"Condition\":{" + condition + "}");
    return access(List.of(policy), null, null, context);
  }

  RandomAccess access(
      List<String> identity,
      @Nullable String session,
      @Nullable String resource,
      Map<String, List<String>> context) {
    return new RandomAccess(
        0,
        new AccessRequest(SESSION, "s3:GetObject", "arn:aws:s3:::bucket/key", context),
        "111111111111",
        identity,
        null,
        session,
        resource,
        List.of(),
        List.of());
  }

  private static String policy(String rest) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Resource\":\"*\","
        + rest
        + "}}";
  }

  private static String resourcePolicy(String effectAndPrincipal) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":"
        + effectAndPrincipal
        + ","
        + GET
        + ",\"Resource\":\"*\"}}";
  }
}
