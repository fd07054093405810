package io.leasehold.isolation.iam;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every combination of what each kind of policy may say about one request of a session. What comes
 * out is computed here as sets, the way the IAM user guide draws them, not step by step.
 */
final class EvaluationMatrix {

  private static final String SESSION = "arn:aws:sts::111111111111:assumed-role/Role/session";
  private static final List<Says> SAYS = List.of(Says.values());

  /** What a policy says about the request. */
  enum Says {
    NO_POLICY,
    ALLOW,
    SILENT,
    DENY
  }

  /** Whom the policy of the thing allows, or that it denies. */
  enum Resource {
    NO_POLICY(null),
    SILENT("arn:aws:iam::111111111111:user/bob"),
    ACCOUNT("111111111111"),
    ROLE("arn:aws:iam::111111111111:role/Role"),
    SESSION(EvaluationMatrix.SESSION),
    EVERYBODY("*"),
    DENY(null);

    private final @Nullable String allowed;

    Resource(@Nullable String allowed) {
      this.allowed = allowed;
    }

    @Nullable String policy() {
      return this == NO_POLICY
          ? null
          : statement(
              this == DENY ? "Deny" : "Allow",
              "\"Principal\":{\"AWS\":\"" + (this == DENY ? "*" : allowed) + "\"},",
              "s3:*");
    }
  }

  /** One combination. */
  record Combination(
      boolean foreign,
      Says identity,
      Says boundary,
      Says session,
      Resource resource,
      Says serviceControl,
      boolean resourceControlDenies) {

    boolean allowed() {
      List<Says> all = List.of(identity, boundary, session, serviceControl);
      if (all.contains(Says.DENY) || resource == Resource.DENY || resourceControlDenies) {
        return false;
      }
      boolean organization = serviceControl != Says.SILENT;
      boolean limits = boundary != Says.SILENT && session != Says.SILENT;
      boolean byIdentity = identity == Says.ALLOW && limits;
      boolean named = resource.compareTo(Resource.ACCOUNT) >= 0;
      boolean byRole = resource == Resource.ROLE && limits;
      boolean bySession = resource == Resource.SESSION || resource == Resource.EVERYBODY;
      return organization && (foreign ? byIdentity && named : byIdentity || byRole || bySession);
    }

    RandomAccess access() {
      String owner = foreign ? "222222222222" : "111111111111";
      return new RandomAccess(
          hashCode(),
          AccessRequest.of(SESSION, "s3:GetObject", "arn:aws:s3:::bucket/key")
              .with("aws:ResourceAccount", owner),
          owner,
          identity == Says.NO_POLICY ? List.of() : List.of(policy(identity)),
          boundary == Says.NO_POLICY ? null : policy(boundary),
          session == Says.NO_POLICY ? null : policy(session),
          resource.policy(),
          serviceControl == Says.NO_POLICY ? List.of() : List.of(List.of(policy(serviceControl))),
          resourceControlDenies
              ? List.of(statement("Deny", "\"Principal\":\"*\",", "s3:GetObject"))
              : List.of());
    }
  }

  private EvaluationMatrix() {}

  static List<Combination> all() {
    List<Combination> all = new ArrayList<>();
    for (boolean foreign : List.of(false, true)) {
      for (Says identity : SAYS) {
        for (Says boundary : SAYS) {
          for (Says session : SAYS) {
            for (Resource resource : Resource.values()) {
              for (Says control : SAYS) {
                for (boolean denies : List.of(false, true)) {
                  all.add(
                      new Combination(
                          foreign, identity, boundary, session, resource, control, denies));
                }
              }
            }
          }
        }
      }
    }
    return all;
  }

  private static String policy(Says says) {
    String all = "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}";
    return switch (says) {
      case ALLOW -> statement("Allow", "", "s3:GetObject");
      case SILENT -> statement("Allow", "", "sqs:SendMessage");
      case DENY ->
          "{\"Version\":\"2012-10-17\",\"Statement\":["
              + all
              + ",{\"Effect\":\"Deny\",\"Action\":\"s3:GetObject\",\"Resource\":\"*\"}]}";
      case NO_POLICY -> throw new IllegalArgumentException("there is none");
    };
  }

  private static String statement(String effect, String principal, String action) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"%s\",%s\"Action\":\"%s\",\"Resource\":\"*\"}}"
        .formatted(effect, principal, action);
  }
}
