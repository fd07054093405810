package io.leasehold.localaws;

import static io.leasehold.localaws.SiloRoles.ACME;
import static io.leasehold.localaws.SiloRoles.BLUEPRINT;
import static io.leasehold.localaws.SiloRoles.GLOBEX;
import static io.leasehold.localaws.SiloRoles.NAMES;
import static io.leasehold.localaws.SiloRoles.reads;
import static io.leasehold.localaws.SiloRoles.session;
import static io.leasehold.localaws.SiloRoles.trust;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.policy.RolePolicySource;
import io.leasehold.isolation.explain.AccessDeniedExplainer;
import io.leasehold.isolation.explain.DenialCause;
import io.leasehold.isolation.explain.ExplainedDenial;
import io.leasehold.isolation.silo.AssumeRoleRefusedException;
import io.leasehold.isolation.silo.AssumeRoleWatch;
import io.leasehold.isolation.silo.IamRoleReader;
import io.leasehold.isolation.silo.RoleGraph;
import io.leasehold.isolation.silo.SiloFinding;
import io.leasehold.isolation.silo.SiloRole;
import io.leasehold.isolation.silo.SiloRule;
import io.leasehold.isolation.silo.TenantRoles;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Roles of tenants as IAM and STS of the simulator take them: sound ones hold, others do not. */
@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class SiloRoleTest {

  private LocalAws aws;
  private Clients platform;
  private IamRoleReader reader;

  @BeforeEach
  void start() {
    aws = LocalAws.builder().start();
    platform = Clients.management(aws);
    reader = new IamRoleReader(platform.iam());
    SiloRoles.boundary(platform);
    SiloRoles.onboard(platform, ACME);
    SiloRoles.onboard(platform, GLOBEX);
  }

  @AfterEach
  void stop() {
    aws.close();
  }

  private SiloRole role(TenantId tenant) {
    return reader.read(NAMES.name(tenant)).orElseThrow();
  }

  private List<SiloRule> rules(TenantId tenant) {
    return SiloRoles.expecting().build().inspect(tenant, role(tenant)).stream()
        .map(SiloFinding::rule)
        .distinct()
        .toList();
  }

  private static AwsServiceException denied(ThrowingCallable call) {
    AwsServiceException[] seen = new AwsServiceException[1];
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(call)
        .satisfies(
            e -> {
              assertThat(e.awsErrorDetails().errorCode()).startsWith("AccessDenied");
              seen[0] = e;
            });
    return seen[0];
  }

  @Test
  void a_role_is_read_as_it_was_made() {
    SiloRole acme = role(ACME);

    assertThat(acme.arn()).isEqualTo(SiloRoles.arn(ACME));
    assertThat(acme.trust()).isEqualTo(trust(ACME));
    assertThat(acme.tags()).containsExactly(Map.entry("tenant", "acme"));
    assertThat(acme.longestSession()).hasHours(1);
    assertThat(acme.boundary().orElseThrow().name()).isEqualTo(SiloRoles.BOUNDARY);
    assertThat(acme.policies())
        .singleElement()
        .satisfies(p -> assertThat(p.name()).isEqualTo("own"));
    assertThat(reader.read("nobody")).isEmpty();
    assertThat(reader.readAll("/tenants/")).hasSize(2).contains(acme);
    assertThat(reader.readAll("/others/")).isEmpty();
    SiloRoles.expecting().build().requireSound(Map.of(ACME, acme, GLOBEX, role(GLOBEX)));
  }

  @Test
  void attached_policies_are_read_as_well() {
    platform
        .iam()
        .attachRolePolicy(
            r ->
                r.roleName(NAMES.name(ACME))
                    .policyArn("arn:aws:iam::aws:policy/AdministratorAccess"));

    assertThat(role(ACME).policies()).hasSize(2);
    assertThat(rules(ACME)).containsExactly(SiloRule.F05_PERMISSIONS);
  }

  @Test
  void the_reader_serves_those_who_look_before_they_rely_on_a_role() {
    RolePolicySource source = reader;

    assertThat(source.role(SiloRoles.arn(ACME)).orElseThrow().trust()).isEqualTo(trust(ACME));
    assertThat(source.role(SiloRoles.arn(ACME).replace("/tenants/", "/"))).isEmpty();
    assertThat(source.role(SiloRoles.arn(ACME).replace("1111", "2222"))).isEmpty();
    assertThat(source.managedPolicy(SiloRoles.BOUNDARY).orElseThrow()).contains("dynamodb:*");
    assertThat(source.managedPolicy(SiloRoles.BOUNDARY + "x")).isEmpty();
  }

  @Test
  @Tag("row-C35")
  void a_tenants_role_reads_its_own_table_and_no_other() {
    Clients acme = session(platform, ACME, "ext-acme");
    assertThat(reads(acme, ACME)).isTrue();

    AwsServiceException denied = denied(() -> reads(acme, GLOBEX));
    ExplainedDenial why =
        AccessDeniedExplainer.of(BLUEPRINT)
            .explain(ACME, denied.awsErrorDetails().errorMessage(), Map.of());
    assertThat(why.cause()).isEqualTo(DenialCause.OTHER_RESOURCE);
    assertThat(why.forOperator()).contains("orders_globex").contains("(table orders_{T})");
    assertThat(why.forTenant()).contains("orders_acme").doesNotContain("globex");
  }

  @Test
  @Tag("attack-F01")
  @Tag("attack-F02")
  void whoever_lacks_the_external_id_or_is_somebody_else_does_not_get_in() {
    denied(() -> session(platform, ACME, null));
    denied(() -> session(platform, ACME, "ext-globex"));
    Roles.create(platform, "other");
    Clients other = platform.assume(Roles.arn(aws, "other"), "other-1");
    denied(() -> session(other, ACME, "ext-acme"));

    SiloRoles.trust(
        platform,
        ACME,
        trust(ACME)
            .replace("ext-acme", "ext-*")
            .replace("StringEquals\":{\"sts", "StringLike\":{\"sts"));
    assertThat(rules(ACME)).contains(SiloRule.F02_EXTERNAL_ID);
    assertThat(reads(session(platform, ACME, "ext-globex"), ACME)).as("loose").isTrue();

    SiloRoles.trust(platform, ACME, trust(ACME).replace(SiloRoles.PLATFORM, "*"));
    assertThat(rules(ACME)).containsExactly(SiloRule.F01_PRINCIPAL);
    assertThat(reads(session(other, ACME, "ext-acme"), ACME)).as("open to all").isTrue();
  }

  @Test
  @Tag("attack-F03")
  @Tag("attack-C08")
  @Tag("attack-F09")
  void a_tag_of_another_case_makes_a_session_anothers_unless_the_trust_policy_pins_it() {
    String byTag =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"dynamodb:GetItem\",\"Resource\":\"arn:aws:dynamodb:eu-central-1:111122223333:table/orders_${aws:PrincipalTag/tenant}\"}}";
    SiloRoles.allow(platform, ACME, byTag);
    assertThat(reads(session(platform, ACME, "ext-acme"), ACME)).as("by the role's tag").isTrue();
    denied(() -> tagged("Tenant", "globex"));
    denied(() -> tagged("tenant", "globex"));

    SiloRoles.trust(
        platform,
        ACME,
        trust(ACME)
            .replace(",\"aws:RequestTag/tenant\":\"acme\"", "")
            .replace(
                "\"ForAllValues:StringEquals\":{\"aws:TagKeys\":[\"tenant\"]}",
                "\"Bool\":{\"aws:SecureTransport\":\"true\"}"));
    assertThat(rules(ACME)).contains(SiloRule.F03_SESSION_TAGS);
    assertThat(reads(tagged("Tenant", "globex"), GLOBEX)).as("tagged as another's").isTrue();
  }

  private Clients tagged(String key, String value) {
    return platform.with(
        platform
            .sts()
            .assumeRole(
                r ->
                    r.roleArn(SiloRoles.arn(ACME))
                        .roleSessionName("t-acme")
                        .externalId("ext-acme")
                        .tags(t -> t.key(key).value(value)))
            .credentials());
  }

  @Test
  @Tag("attack-F05")
  @Tag("attack-F06")
  @Tag("attack-C10")
  void a_prefix_reads_the_neighbours_table_and_a_boundary_that_is_gone_bounds_nothing() {
    TenantId neighbour = TenantId.of("acme-eu");
    SiloRoles.onboard(platform, neighbour);
    Clients acme = session(platform, ACME, "ext-acme");
    denied(() -> reads(acme, neighbour));
    denied(() -> acme.s3().listBuckets());

    SiloRoles.allow(
        platform,
        ACME,
        role(ACME).policies().get(0).json().replace("orders_acme\"", "orders_acme*\""));
    assertThat(rules(ACME)).containsExactly(SiloRule.F05_PERMISSIONS);
    assertThat(reads(acme, neighbour)).as("by a prefix").isTrue();

    SiloRoles.allow(
        platform,
        ACME,
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");
    denied(() -> acme.s3().listBuckets());
    platform.iam().deleteRolePermissionsBoundary(r -> r.roleName(NAMES.name(ACME)));
    assertThat(rules(ACME)).contains(SiloRule.F06_BOUNDARY);
    assertThat(acme.s3().listBuckets().buckets()).as("unbounded").isEmpty();
  }

  @Test
  @Tag("attack-F07")
  void a_session_lasts_no_longer_than_the_role_says() {
    assertThatExceptionOfType(AwsServiceException.class)
        .isThrownBy(() -> lasting(43_200))
        .withMessageContaining("MaxSessionDuration");

    platform.iam().updateRole(r -> r.roleName(NAMES.name(ACME)).maxSessionDuration(43_200));
    assertThat(rules(ACME)).containsExactly(SiloRule.F07_SESSION_DURATION);
    lasting(43_200);
  }

  private void lasting(int seconds) {
    platform
        .sts()
        .assumeRole(
            r ->
                r.roleArn(SiloRoles.arn(ACME))
                    .roleSessionName("t-acme")
                    .externalId("ext-acme")
                    .durationSeconds(seconds));
  }

  @Test
  @Tag("attack-F08")
  @Tag("attack-C06")
  void where_the_graph_shows_a_way_it_can_be_walked_and_else_it_cannot() {
    Clients acme = session(platform, ACME, "ext-acme");
    denied(() -> session(acme, GLOBEX, "ext-globex"));
    assertThat(graph().crossings()).isEmpty();

    SiloRoles.trust(platform, GLOBEX, trust(GLOBEX).replace(SiloRoles.PLATFORM, "111122223333"));
    denied(() -> session(acme, GLOBEX, "ext-globex"));
    assertThat(graph().crossings()).as("trusted, and not permitted").isEmpty();

    SiloRoles.allow(
        platform,
        ACME,
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"arn:aws:iam::111122223333:role/tenants/tenant_*\"}}");
    assertThat(graph().crossings()).hasSize(1);
    assertThat(reads(session(acme, GLOBEX, "ext-globex"), GLOBEX)).isTrue();
  }

  private RoleGraph graph() {
    return RoleGraph.builder().tenant(ACME, role(ACME)).tenant(GLOBEX, role(GLOBEX)).build();
  }

  /** The guard off, a job in acme's scope gets globex's role and reads its table. */
  @Test
  @Tag("row-C35")
  @Tag("attack-F04")
  void without_the_watch_code_in_one_tenants_scope_reads_anothers_table() {
    StsClient watched =
        platform
            .configured(StsClient.builder())
            .overrideConfiguration(
                o ->
                    o.addExecutionInterceptor(
                        AssumeRoleWatch.refusing(
                            TenantRoles.builder().silo(NAMES, BLUEPRINT.place()).build())))
            .build();

    TenantScopes.run(
        Tenant.active(ACME, Tier.of("silo")),
        () -> {
          assertThatExceptionOfType(AssumeRoleRefusedException.class)
              .isThrownBy(() -> confused(watched));
          assertThat(reads(platform.with(confused(platform.sts())), GLOBEX)).isTrue();
        });
  }

  private static Credentials confused(StsClient sts) {
    return sts.assumeRole(
            r -> r.roleArn(SiloRoles.arn(GLOBEX)).roleSessionName("job-1").externalId("ext-globex"))
        .credentials();
  }

  @Test
  @Tag("attack-C06")
  @Tag("attack-C07")
  void the_session_of_a_shared_role_assumes_nothing_even_if_the_role_might() {
    Roles.create(platform, "shared");
    String own =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"dynamodb:GetItem\",\"Resource\":\"arn:aws:dynamodb:eu-central-1:111122223333:table/orders_acme\"}}";
    Roles.create(
        platform.iam(),
        "named",
        trust(GLOBEX).replace(SiloRoles.PLATFORM, Roles.arn(aws, "shared")));
    Clients narrowed =
        platform.with(
            platform
                .sts()
                .assumeRole(
                    r -> r.roleArn(Roles.arn(aws, "shared")).roleSessionName("t-acme").policy(own))
                .credentials());

    denied(() -> narrowed.assume(Roles.arn(aws, "shared"), "again"));
    denied(() -> assumeNamed(narrowed));
    denied(() -> narrowed.iam().createRole(r -> r.roleName("x").assumeRolePolicyDocument(own)));
    assumeNamed(platform.assume(Roles.arn(aws, "shared"), "whole"));
  }

  private void assumeNamed(Clients caller) {
    caller
        .sts()
        .assumeRole(
            r ->
                r.roleArn(Roles.arn(aws, "named"))
                    .roleSessionName("job-1")
                    .externalId("ext-globex"));
  }
}
