package io.leasehold.isolation.testkit.http;

import io.leasehold.isolation.aws.policy.SessionPolicy;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Who speaks with an access key, and the policies that limit it. Immutable and thread-safe; its
 * {@code toString} shows no secret.
 */
public final class EnforcedSession {

  private static final Pattern SESSION =
      Pattern.compile("arn:(aws[a-z-]*):sts::(\\d{12}):assumed-role/([^/]+)/([^/]+)");
  private static final PolicyDocument EVERYTHING =
      PolicyDocument.parse(
          """
          {"Version":"2012-10-17",
           "Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""");

  private final String arn;
  private final AwsSessionCredentials credentials;
  private final PolicyStack policies;
  private final Map<String, String> tags;
  private final Instant issuedAt = Instant.now();
  private final PolicyReach reach;
  private final String partition;
  private final String account;
  private final String role;
  private final String name;

  private EnforcedSession(
      String arn,
      AwsSessionCredentials credentials,
      PolicyStack policies,
      Map<String, String> tags) {
    Matcher matcher = SESSION.matcher(Objects.requireNonNull(arn, "arn"));
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "a session reads arn:aws:sts::111122223333:assumed-role/role/session, not " + arn);
    }
    this.arn = arn;
    this.credentials = Objects.requireNonNull(credentials, "credentials");
    this.policies = Objects.requireNonNull(policies, "policies");
    this.tags = Map.copyOf(tags);
    this.reach = new PolicyReach(policies);
    this.partition = matcher.group(1);
    this.account = matcher.group(2);
    this.role = matcher.group(3);
    this.name = matcher.group(4);
  }

  /**
   * A session with all of its policies.
   *
   * @param arn such as {@code arn:aws:sts::111122223333:assumed-role/app/acme}
   * @param credentials what it signs with; only the secret in here lets a request pass
   * @throws IllegalArgumentException if the ARN is not that of a role's session
   */
  public static EnforcedSession of(
      String arn, AwsSessionCredentials credentials, PolicyStack policies) {
    return new EnforcedSession(arn, credentials, policies, Map.of());
  }

  /**
   * A session of a role that may do everything, limited by nothing but its session policy: what
   * this session cannot do, no mistake in the role's own policies makes possible.
   *
   * @throws IllegalArgumentException if the ARN is not that of a role's session
   */
  public static EnforcedSession limitedBy(
      SessionPolicy policy, String arn, AwsSessionCredentials credentials) {
    return of(
        arn,
        credentials,
        PolicyStack.builder()
            .identity(EVERYTHING)
            .session(PolicyDocument.parse(policy.json()))
            .build());
  }

  /** The same session with those session tags, {@code aws:PrincipalTag} in policies. */
  public EnforcedSession tagged(Map<String, String> sessionTags) {
    return new EnforcedSession(arn, credentials, policies, sessionTags);
  }

  /** Who it is. */
  public String arn() {
    return arn;
  }

  /** What its requests name. */
  public String accessKeyId() {
    return credentials.accessKeyId();
  }

  AwsSessionCredentials credentials() {
    return credentials;
  }

  PolicyStack policies() {
    return policies;
  }

  PolicyReach reach() {
    return reach;
  }

  String partition() {
    return partition;
  }

  String account() {
    return account;
  }

  /** The condition keys that tell about the caller. */
  Map<String, List<String>> context() {
    Map<String, List<String>> keys = new HashMap<>();
    keys.put(
        "aws:PrincipalArn", List.of("arn:%s:iam::%s:role/%s".formatted(partition, account, role)));
    keys.put("aws:PrincipalAccount", List.of(account));
    keys.put("aws:PrincipalType", List.of("AssumedRole"));
    keys.put("aws:PrincipalIsAWSService", List.of("false"));
    keys.put("aws:TokenIssueTime", List.of(issuedAt.toString()));
    keys.put("aws:userid", List.of("AROA" + role.toUpperCase(java.util.Locale.ROOT) + ":" + name));
    tags.forEach((key, value) -> keys.put("aws:PrincipalTag/" + key, List.of(value)));
    return keys;
  }

  @Override
  public String toString() {
    return "EnforcedSession[" + arn + ", " + accessKeyId() + "]";
  }
}
