package io.leasehold.isolation.testkit;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyBudgetException;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.aws.policy.PolicyDelivery;
import io.leasehold.isolation.aws.policy.PolicyPlan;
import io.leasehold.isolation.aws.vending.TenantCredentialVendor;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.testkit.http.EnforcedSession;
import io.leasehold.isolation.testkit.http.IamEnforcement;
import io.leasehold.isolation.testkit.http.IamEnforcingHttpClient;
import io.leasehold.isolation.testkit.http.OfflineAnswers;
import io.leasehold.tenancy.TenantId;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.Region;

/**
 * What stands in for AWS while a tenant's code runs: it decides each request by the blueprint, and
 * answers it if it is allowed. Thread-safe.
 */
public final class TenantAws {

  private final TenantId tenant;
  private final IsolationBlueprint blueprint;
  private final IamEnforcement enforcement;
  private final OfflineAnswers answers;
  private final AwsCredentialsProvider credentials;
  private final boolean open;

  private TenantAws(
      TenantId tenant,
      IsolationBlueprint blueprint,
      IamEnforcement enforcement,
      OfflineAnswers answers,
      AwsCredentialsProvider credentials,
      boolean open) {
    this.tenant = tenant;
    this.blueprint = blueprint;
    this.enforcement = enforcement;
    this.answers = answers;
    this.credentials = credentials;
    this.open = open;
  }

  static TenantAws of(
      TenantId tenant,
      IsolationBlueprint blueprint,
      IamEnforcement enforcement,
      OfflineAnswers answers) {
    AwsSessionCredentials keys = OfflineSts.newKeys();
    enforcement.admit(
        EnforcedSession.of(
            "arn:%s:sts::%s:assumed-role/isolation-tck/%s"
                .formatted(
                    blueprint.place().partition(), blueprint.place().account(), "t-" + tenant),
            keys,
            PolicyStack.builder()
                .identity(Intruder.EVERYTHING)
                .session(PolicyCompiler.template(blueprint).of(tenant))
                .build()));
    return new TenantAws(
        tenant, blueprint, enforcement, answers, StaticCredentialsProvider.create(keys), true);
  }

  /** The same for somebody to whom nobody gives credentials. */
  static TenantAws shutOut(
      TenantId tenant,
      IsolationBlueprint blueprint,
      IamEnforcement enforcement,
      OfflineAnswers answers) {
    return new TenantAws(
        tenant,
        blueprint,
        enforcement,
        answers,
        () -> {
          throw new IllegalStateException("tenant " + tenant + " is shut out");
        },
        false);
  }

  /** Whose code runs. */
  public TenantId tenant() {
    return tenant;
  }

  /** The Region of the blueprint. */
  public Region region() {
    return Region.of(blueprint.place().region());
  }

  /** The tenant's credentials. */
  public AwsCredentialsProvider credentials() {
    return credentials;
  }

  /** Takes requests in the place of AWS; for a client that your code builds itself. */
  public SdkHttpClient httpClient() {
    return IamEnforcingHttpClient.answering(enforcement, answers);
  }

  /** A client of the tenant, from a builder without Region, credentials and HTTP client. */
  public <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return builder
        .region(region())
        .credentialsProvider(credentials)
        .httpClient(httpClient())
        .build();
  }

  /**
   * A vendor that vends to any tenant, as in production but for STS, which is stood in for. For
   * code that works with {@code TenantClients}. Refuses a blueprint that is not proved.
   */
  public TenantCredentialVendor vendor() {
    return TenantCredentialVendor.builder()
        .sts(new OfflineSts(enforcement, region(), open))
        .role(
            "arn:%s:iam::%s:role/isolation-tck"
                .formatted(blueprint.place().partition(), blueprint.place().account()))
        .plan(plan())
        .build();
  }

  // Sessions are narrowed by inline policies here; all ways to deliver a policy allow the same.
  private PolicyPlan plan() {
    try {
      return PolicyPlan.of(blueprint, PolicyDelivery.INLINE);
    } catch (PolicyBudgetException tooLong) {
      return PolicyPlan.of(blueprint, PolicyDelivery.SPLIT_BY_SERVICE);
    }
  }
}
