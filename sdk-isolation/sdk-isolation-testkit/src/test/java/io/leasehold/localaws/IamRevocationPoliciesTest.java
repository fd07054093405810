package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.revocation.IamRevocationPolicies;
import io.leasehold.isolation.aws.revocation.Revocation;
import io.leasehold.isolation.aws.revocation.RevocationDocument;
import io.leasehold.isolation.aws.revocation.RevocationPolicyException;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.aws.session.CredentialVendingException;
import io.leasehold.isolation.aws.vending.TenantCredentialVendor;
import io.leasehold.isolation.aws.vending.TenantCredentialVendorBuilder;
import io.leasehold.isolation.aws.vending.TenantCredentials;
import io.leasehold.isolation.aws.vending.TenantRevocation;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** Revocations on real roles: IAM takes them over HTTP, and S3 refuses by them. */
@Timeout(120)
@Tag("attack-E13")
class IamRevocationPoliciesTest {

  private static final TenantId ACME = TenantId.of("acme");
  private static final TenantId GLOBEX = TenantId.of("globex");
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final String BUCKET = "tenants-files";

  private static LocalAws aws;
  private static Clients platform;
  private static IamClient iam;
  private static StsAsyncClient sts;

  @BeforeAll
  static void start() {
    aws = LocalAws.builder().start();
    platform = Clients.management(aws);
    iam = platform.iam();
    sts = platform.configured(StsAsyncClient.builder()).build();
    platform.s3().createBucket(r -> r.bucket(BUCKET));
  }

  @AfterAll
  static void stop() {
    sts.close();
    iam.close();
    aws.close();
  }

  private static TenantCredentialVendorBuilder vendor(String role) {
    return TenantCredentialVendor.builder()
        .sts(sts)
        .role(Roles.arn(aws, role))
        .blueprint(
            IsolationBlueprint.builder("files")
                .region("eu-central-1")
                .account(aws.managementAccountId())
                .allow(S3PrefixScope.bucket(BUCKET))
                .build());
  }

  private static TenantCredentials vend(TenantCredentialVendor vendor, TenantId tenant) {
    return vendor.vend(tenant).toCompletableFuture().join();
  }

  private static void put(TenantCredentials who, String key) {
    platform
        .with(who.forAwsSdk())
        .s3()
        .putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString("x"));
  }

  private static void assertDenied(TenantCredentials who, String key) {
    assertThatThrownBy(() -> put(who, key))
        .isInstanceOf(S3Exception.class)
        .extracting(e -> ((S3Exception) e).statusCode())
        .isEqualTo(403);
  }

  private static RevocationDocument revoked(TenantId tenant) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    Revocation revocation = new Revocation(tenant, 1, now.plusSeconds(5));
    return RevocationDocument.byTag("tenant", List.of(revocation), now, LONGEST);
  }

  private static List<String> policies(String role) {
    return iam.listRolePolicies(r -> r.roleName(role)).policyNames();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oldSessionsAreRefusedAnotherTenantsAreNotAndANewOneWorks(boolean byTag) {
    String role = byTag ? "revoked-by-tag" : "revoked-by-name";
    Roles.create(platform, role);
    String roleId = iam.getRole(r -> r.roleName(role)).role().roleId();
    TenantRevocation revocation = TenantRevocation.local();
    TenantCredentialVendorBuilder builder = vendor(role).revocation(revocation);
    TenantCredentialVendor vendor = (byTag ? builder.tenantTag("tenant") : builder).build();
    TenantCredentials old = vend(vendor, ACME);
    TenantCredentials others = vend(vendor, GLOBEX);
    put(old, "acme/before");

    revocation.revoke(
        ACME,
        all ->
            byTag
                ? RevocationDocument.byTag("tenant", all, Instant.now(), LONGEST)
                : RevocationDocument.byName(roleId, all, Instant.now(), LONGEST),
        IamRevocationPolicies.on(iam, role));

    assertDenied(old, "acme/after");
    put(others, "globex/after");
    assertThatThrownBy(() -> vend(vendor, ACME))
        .cause()
        .extracting(e -> ((CredentialVendingException) e).reason())
        .isEqualTo(CredentialVendingException.Reason.REVOKED);

    // Some six seconds: the document has to tell old sessions from new ones.
    TenantCredentials fresh =
        await()
            .atMost(Duration.ofSeconds(20))
            .ignoreException(CompletionException.class)
            .until(() -> vend(vendor, ACME), credentials -> true);
    put(fresh, "acme/later");
    assertDenied(fresh, "globex/later");
    assertDenied(old, "acme/later");
  }

  @Test
  void whenNothingIsRevokedAnyMoreThePolicyIsDeletedAndNoOtherOne() {
    Roles.create(platform, "cleared");
    String own =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":"*"}}
        """;
    iam.putRolePolicy(r -> r.roleName("cleared").policyName("Own").policyDocument(own));
    IamRevocationPolicies policies = IamRevocationPolicies.on(iam, "cleared").named("Revoked");
    RevocationDocument nothing =
        RevocationDocument.byTag("tenant", List.of(), Instant.now(), LONGEST);

    policies.put(nothing);
    assertThat(policies("cleared")).containsExactly("Own");
    policies.put(revoked(ACME));
    policies.put(revoked(GLOBEX));
    assertThat(policies("cleared")).containsExactlyInAnyOrder("Own", "Revoked");
    policies.put(nothing);

    assertThat(policies("cleared")).containsExactly("Own");
  }

  @Test
  void aRoleThatTakesNoPolicyIsToldAndTheOthersGetTheirs() {
    Roles.create(platform, "last");
    IamRevocationPolicies policies = IamRevocationPolicies.on(iam, "missing", "last");

    assertThatThrownBy(() -> policies.put(revoked(ACME)))
        .isInstanceOf(RevocationPolicyException.class)
        .hasMessageContaining("role missing")
        .hasMessageNotContaining("acme")
        .extracting(e -> ((RevocationPolicyException) e).code())
        .isEqualTo("LH-ISO-127");

    assertThat(policies("last")).containsExactly(IamRevocationPolicies.POLICY_NAME);
  }

  @Test
  void aPlatformThatMayNotPutThePolicyLearnsIt() {
    Roles.create(platform, "guarded");
    Roles.create(
        iam,
        "powerless",
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
         "Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}
        """);
    try (IamClient powerless = platform.assume(Roles.arn(aws, "powerless"), "s1").iam()) {
      assertThatThrownBy(() -> IamRevocationPolicies.on(powerless, "guarded").put(revoked(ACME)))
          .isInstanceOf(RevocationPolicyException.class);
    }
    assertThat(policies("guarded")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "arn:aws:iam::111122223333:role/x", "tenants/x"})
  void aRoleIsNamedWithoutPathAndArn(String role) {
    assertThatThrownBy(() -> IamRevocationPolicies.on(iam, role))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IamRevocationPolicies.on(iam, "r").named(role))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
