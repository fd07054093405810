package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.revocation.Revocation;
import io.leasehold.isolation.aws.revocation.RevocationDocument;
import io.leasehold.isolation.aws.revocation.RevocationPolicies;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.sts.StsAsyncClient;

/** The vendor against an STS that enforces what it is told, with real clients and signatures. */
@Timeout(120)
class TenantVendingTest {

  private static final TenantId ACME = TenantId.of("acme");
  private static final TenantId GLOBEX = TenantId.of("globex");
  private static final String BUCKET = "tenants-files";
  private static final String TRUST =
      """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
       "Principal":{"AWS":"arn:aws:iam::111122223333:root"},
       "Action":["sts:AssumeRole","sts:TagSession","sts:SetSourceIdentity"]}]}
      """;

  private static LocalAws aws;
  private static Clients platform;
  private static StsAsyncClient sts;

  @BeforeAll
  static void start() {
    aws = LocalAws.builder().start();
    platform = Clients.management(aws);
    sts = platform.configured(StsAsyncClient.builder()).build();
    platform.s3().createBucket(r -> r.bucket(BUCKET));
    role("tenants");
    role("between");
  }

  @AfterAll
  static void stop() {
    sts.close();
    aws.close();
  }

  private static void role(String name) {
    Roles.create(platform.iam(), name, TRUST);
    platform
        .iam()
        .attachRolePolicy(
            r -> r.roleName(name).policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));
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

  private static Clients as(TenantCredentials credentials) {
    return platform.with(credentials.forAwsSdk());
  }

  private static void put(TenantCredentials who, String key) {
    as(who).s3().putObject(r -> r.bucket(BUCKET).key(key), RequestBody.fromString("x"));
  }

  private static void assertDenied(TenantCredentials who, String key) {
    assertThatThrownBy(() -> put(who, key))
        .isInstanceOf(S3Exception.class)
        .extracting(e -> ((S3Exception) e).statusCode())
        .isEqualTo(403);
  }

  @Test
  @Tag("row-K12")
  @Tag("row-K17")
  void throughARoleBetweenEachTenantReachesItsOwn() {
    TenantCredentialVendor chained =
        vendor("tenants")
            .through(Roles.arn(aws, "between"))
            .tenantTag("tenant")
            .sourceIdentity()
            .build();
    TenantCredentials acme = vend(chained, ACME);

    put(acme, "acme/file");
    assertDenied(acme, "globex/file");
    assertThat(as(acme).sts().getCallerIdentity().arn()).endsWith("assumed-role/tenants/t-acme");
  }

  @Test
  @Tag("attack-C06")
  @Tag("attack-C14")
  void aSourceIdentityStaysAndNoTenantsSessionAssumesAnything() {
    Clients first =
        platform.with(
            platform
                .sts()
                .assumeRole(
                    r ->
                        r.roleArn(Roles.arn(aws, "tenants"))
                            .roleSessionName("t-acme")
                            .sourceIdentity("t-acme"))
                .credentials());

    assertThatThrownBy(
            () ->
                first
                    .sts()
                    .assumeRole(
                        r ->
                            r.roleArn(Roles.arn(aws, "between"))
                                .roleSessionName("t-globex")
                                .sourceIdentity("t-globex")))
        .hasMessageContaining("source identity");
    assertThat(
            first
                .sts()
                .assumeRole(r -> r.roleArn(Roles.arn(aws, "between")).roleSessionName("s1"))
                .sourceIdentity())
        .isEqualTo("t-acme");
    TenantCredentials acme = vend(vendor("tenants").build(), ACME);
    assertThatThrownBy(() -> as(acme).assume(Roles.arn(aws, "between"), "s1"))
        .hasMessageContaining("sts:AssumeRole");
  }

  @Test
  void aRoleThatDoesNotLetSessionsBeTaggedGivesATypedRefusal() {
    Roles.create(
        platform.iam(),
        "untagged",
        """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
         "Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}
        """);

    assertThatThrownBy(() -> vend(vendor("untagged").tenantTag("tenant").build(), ACME))
        .cause()
        .isInstanceOf(CredentialVendingException.class)
        .extracting(e -> ((CredentialVendingException) e).reason())
        .isEqualTo(CredentialVendingException.Reason.REFUSED);
    assertThat(vend(vendor("untagged").build(), ACME).tenant()).isEqualTo(ACME);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  @Tag("attack-E13")
  void aRevocationOnTheRoleStopsWhatWasHandedOutAndNobodyElse(boolean byTag) {
    String role = byTag ? "by-tag" : "by-name";
    role(role);
    String roleId = platform.iam().getRole(r -> r.roleName(role)).role().roleId();
    TenantCredentialVendorBuilder builder = vendor(role);
    TenantRevocation revocation = TenantRevocation.local();
    TenantCredentialVendor vendor =
        (byTag ? builder.tenantTag("tenant") : builder).revocation(revocation).build();
    TenantCredentials acme = vend(vendor, ACME);
    TenantCredentials globex = vend(vendor, GLOBEX);
    put(acme, "acme/before");

    Duration longest = Duration.ofHours(1);
    revocation.revoke(
        ACME,
        all ->
            byTag
                ? RevocationDocument.byTag("tenant", all, Instant.now(), longest)
                : RevocationDocument.byName(roleId, all, Instant.now(), longest),
        onRole(role));

    assertDenied(acme, "acme/after");
    put(globex, "globex/after");
    assertThatThrownBy(() -> vend(vendor, ACME)).hasMessageContaining("revoked");

    // Sessions issued after that instant are none of those; the document is told an earlier one.
    Revocation past =
        new Revocation(ACME, 1, Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(60));
    onRole(role).put(RevocationDocument.byTag("tenant", List.of(past), Instant.now(), longest));
    put(vend(vendor(role).tenantTag("tenant").build(), ACME), "acme/later");

    onRole(role).put(RevocationDocument.byTag("tenant", List.of(), Instant.now(), longest));
    put(acme, "acme/again");
  }

  /** What an operator would write: two calls of IAM. */
  private static RevocationPolicies onRole(String role) {
    String name = "LeaseholdRevocations";
    return document ->
        document
            .json()
            .ifPresentOrElse(
                json ->
                    platform
                        .iam()
                        .putRolePolicy(r -> r.roleName(role).policyName(name).policyDocument(json)),
                () -> platform.iam().deleteRolePolicy(r -> r.roleName(role).policyName(name)));
  }

  @Test
  @Tag("attack-E17")
  void aThrottlingStsIsAskedAgainLaterAndThenVends() {
    TenantCredentialVendor vendor = vendor("tenants").build();
    aws.faults().throttle("sts", "AssumeRole", 50);

    assertThatThrownBy(() -> vend(vendor, ACME)).hasMessageContaining("throttles");
    aws.faults().clear();

    assertThat(vend(vendor, ACME).tenant()).isEqualTo(ACME);
    assertThat(vendor.limiter().throttles()).isEqualTo(1);
  }
}
