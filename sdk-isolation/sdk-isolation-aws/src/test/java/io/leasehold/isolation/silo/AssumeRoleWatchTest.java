package io.leasehold.isolation.silo;

import static io.leasehold.isolation.silo.SiloWorld.ACME;
import static io.leasehold.isolation.silo.SiloWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import io.leasehold.isolation.aws.policy.PolicyPlan;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.S3PrefixScope;
import io.leasehold.isolation.silo.AssumeRoleReport.Problem;
import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScope;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.Tier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.auth.StsAssumeRoleCredentialsProvider;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;

@SuppressWarnings("unchecked") // the SDK takes arrays of consumers
class AssumeRoleWatchTest {

  static final AwsPlace PLACE = new AwsPlace("aws", "eu-central-1", "111111111111");
  static final String HOME = "arn:aws:iam::111111111111:role/";
  static final String POOLED = HOME + "LabsTenant";
  private static final String PLANNED = HOME + "LabsPlanned";
  private static final String BILLING = HOME + "Billing";
  private static final PolicyPlan PLAN =
      PolicyPlan.of(
          IsolationBlueprint.builder("labs")
              .region("eu-central-1")
              .account("111111111111")
              .allow(S3PrefixScope.bucket("content"))
              .build());
  static final TenantRoles ROLES =
      TenantRoles.builder()
          .silo(SiloRoleNames.prefixed("tenant_"), PLACE)
          .pooled(POOLED)
          .pooled(PLANNED, PLAN)
          .platform(BILLING)
          .build();

  private final StsWire wire = new StsWire();
  private final StsClient sts = client(AssumeRoleWatch.refusing(ROLES));

  private StsClient client(ExecutionInterceptor watch) {
    return wire.client(watch);
  }

  static void in(TenantId tenant, Runnable work) {
    TenantScopes.run(Tenant.active(tenant, Tier.of("silo")), work);
  }

  private void refused(Problem problem, Runnable call) {
    int before = wire.sent().get();
    assertThatExceptionOfType(AssumeRoleRefusedException.class)
        .isThrownBy(call::run)
        .satisfies(
            e -> {
              assertThat(e.problem()).isEqualTo(problem);
              assertThat(e.code()).isEqualTo("LH-ISO-162");
              assertThat(e.getMessage()).doesNotContain("globex").doesNotContain("arn:");
            });
    assertThat(wire.sent()).as("nothing was sent").hasValue(before);
  }

  private void assume(Consumer<AssumeRoleRequest.Builder> more) {
    sts.assumeRole(
        r -> {
          r.roleSessionName("job-1");
          more.accept(r);
        });
  }

  @Test
  @Tag("row-C35")
  void a_tenants_own_role_goes_through_and_anothers_does_not() {
    in(ACME, () -> assume(r -> r.roleArn(HOME + "tenant_acme")));
    assertThat(wire.sent()).hasValue(1);

    for (String other : List.of("tenant_globex", "tenant_acme-eu", "tenant_acm", "Billing")) {
      in(ACME, () -> refused(Problem.FOREIGN_ROLE, () -> assume(r -> r.roleArn(HOME + other))));
    }
  }

  @Test
  @Tag("row-C35")
  void outside_every_scope_no_tenants_role_is_assumed() {
    refused(Problem.NO_TENANT, () -> assume(r -> r.roleArn(HOME + "tenant_acme")));
    refused(Problem.NO_TENANT, () -> assume(r -> r.roleArn(POOLED).policy("{}")));
    TenantScopes.run(
        new TenantScope.Platform("billing"),
        () -> {
          refused(Problem.NO_TENANT, () -> assume(r -> r.roleArn(HOME + "tenant_acme")));
          assume(r -> r.roleArn(BILLING));
        });
    assume(r -> r.roleArn(BILLING));
    assertThat(wire.sent()).hasValue(2);
  }

  @Test
  @Tag("attack-C13")
  void a_role_that_nobody_named_is_nobodys() {
    for (String role :
        List.of(
            HOME + "x",
            HOME + "tenants/tenant_acme",
            "arn:aws:iam::222222222222:role/tenant_acme",
            "arn:aws-cn:iam::111111111111:role/tenant_acme",
            POOLED + "2")) {
      refused(Problem.UNKNOWN, () -> assume(r -> r.roleArn(role).policy("{}")));
      in(ACME, () -> refused(Problem.UNKNOWN, () -> assume(r -> r.roleArn(role).policy("{}"))));
    }
    in(ACME, () -> refused(Problem.UNKNOWN, () -> sts.getSessionToken()));
    refused(Problem.UNKNOWN, () -> sts.getFederationToken(r -> r.name("somebody")));
  }

  @ParameterizedTest
  @Tag("attack-C01")
  @ValueSource(strings = {"", " ", "\n\t"})
  void a_shared_role_is_not_assumed_without_a_policy(String blank) {
    in(
        ACME,
        () -> {
          refused(Problem.NOT_NARROWED, () -> assume(r -> r.roleArn(POOLED)));
          refused(Problem.NOT_NARROWED, () -> assume(r -> r.roleArn(POOLED).policy(blank)));
          refused(
              Problem.NOT_NARROWED,
              () -> assume(r -> r.roleArn(POOLED).tags(t -> t.key("tenant").value("globex"))));
          assume(r -> r.roleArn(POOLED).policy("{}"));
          assume(r -> r.roleArn(POOLED).policyArns(p -> p.arn(HOME)));
          assume(r -> r.roleArn(POOLED).tags(t -> t.key("tenant").value("acme")));
        });
    assertThat(wire.sent()).hasValue(3);
  }

  @Test
  @Tag("attack-C01")
  void with_a_plan_a_shared_role_is_narrowed_as_the_plan_says() {
    String own = PolicyCompiler.compile(PLAN.blueprint(), ACME).json();
    in(
        ACME,
        () -> {
          assume(r -> r.roleArn(PLANNED).policy(own));
          for (String other :
              List.of(
                  SiloWorld.ALL,
                  PolicyCompiler.compile(PLAN.blueprint(), GLOBEX).json(),
                  own + " ")) {
            refused(Problem.NOT_NARROWED, () -> assume(r -> r.roleArn(PLANNED).policy(other)));
          }
          refused(
              Problem.NOT_NARROWED,
              () -> assume(r -> r.roleArn(PLANNED).policy(own).policyArns(p -> p.arn("x"))));
        });
    assertThat(wire.sent()).hasValue(1);
  }

  @ParameterizedTest
  @Tag("attack-C08")
  @CsvSource({"tenant", "Tenant", "TENANT"})
  void a_session_is_not_tagged_as_anothers_in_any_case(String key) {
    in(
        ACME,
        () -> {
          for (String role : List.of(HOME + "tenant_acme", POOLED)) {
            refused(
                Problem.FOREIGN_TAG,
                () ->
                    assume(
                        r -> r.roleArn(role).policy("{}").tags(t -> t.key(key).value("globex"))));
          }
          assume(
              r ->
                  r.roleArn(HOME + "tenant_acme")
                      .tags(t -> t.key(key).value("acme"), t -> t.key("x").value("globex")));
        });
    assertThat(wire.sent()).hasValue(1);
  }

  @Test
  @Tag("attack-C14")
  void a_session_is_not_named_after_another_tenant() {
    in(
        ACME,
        () -> {
          Consumer<AssumeRoleRequest.Builder> own = r -> r.roleArn(HOME + "tenant_acme");
          refused(
              Problem.FOREIGN_NAME,
              () -> assume(r -> own.andThen(b -> b.roleSessionName("t-globex")).accept(r)));
          refused(
              Problem.FOREIGN_NAME,
              () -> assume(r -> own.andThen(b -> b.sourceIdentity("t-globex")).accept(r)));
          refused(
              Problem.FOREIGN_NAME, // without the hyphen, for which the longest ids leave no room
              () ->
                  assume(r -> own.andThen(b -> b.roleSessionName("t" + "g".repeat(63))).accept(r)));
          assume(r -> own.andThen(b -> b.roleSessionName("t-acme")).accept(r));
        });
    assertThat(wire.sent()).hasValue(1);
  }

  @Test
  @Tag("attack-E05")
  void the_sdks_own_provider_on_a_thread_of_its_own_is_stopped() {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (StsAssumeRoleCredentialsProvider provider =
        StsAssumeRoleCredentialsProvider.builder()
            .stsClient(sts)
            .refreshRequest(r -> r.roleArn(HOME + "tenant_acme").roleSessionName("x"))
            .build()) {
      in(
          ACME,
          () ->
              assertThat(other.submit(provider::resolveCredentials))
                  .failsWithin(Duration.ofSeconds(10))
                  .withThrowableOfType(ExecutionException.class)
                  .withCauseInstanceOf(AssumeRoleRefusedException.class));
      assertThat(wire.sent()).hasValue(0);
      in(ACME, () -> assertThat(provider.resolveCredentials().accessKeyId()).isEqualTo("ASIA"));
    } finally {
      other.shutdownNow();
    }
  }

  @Test
  void what_gives_out_nothing_passes() {
    assertThatCode(() -> sts.getCallerIdentity()).doesNotThrowAnyException();
    assertThat(wire.sent()).hasValue(1);
  }

  @Test
  void a_watch_that_only_reports_lets_the_call_through_and_tells() {
    List<AssumeRoleReport> told = new ArrayList<>();
    StsClient reporting =
        client(
            AssumeRoleWatch.reporting(
                ROLES,
                report -> {
                  told.add(report);
                  throw new IllegalStateException("a listener of no use");
                }));

    in(
        ACME,
        () ->
            reporting.assumeRole(r -> r.roleArn(HOME + "tenant_globex").roleSessionName("job-1")));
    reporting.assumeRole(r -> r.roleArn(HOME + "tenant_acme").roleSessionName("job-1"));

    assertThat(wire.sent()).hasValue(2);
    assertThat(told)
        .extracting(AssumeRoleReport::problem)
        .containsExactly(Problem.FOREIGN_ROLE, Problem.NO_TENANT);
    assertThat(told.get(0).role()).endsWith("tenant_globex");
    assertThat(told.get(0).tenant()).contains(ACME);
    assertThat(told.get(0).operation()).isEqualTo("AssumeRole");
  }

  @Test
  void every_client_is_watched_and_none_gives_out_anything_before_a_watch_is_there() {
    StsClient anybodys = client(new InstalledAssumeRoleWatch());
    in(
        ACME,
        () -> {
          refused(
              Problem.UNKNOWN,
              () ->
                  anybodys.assumeRole(
                      r -> r.roleArn(HOME + "tenant_acme").roleSessionName("job-1")));
          InstalledAssumeRoleWatch.install(AssumeRoleWatch.refusing(ROLES));
          anybodys.assumeRole(r -> r.roleArn(HOME + "tenant_acme").roleSessionName("job-1"));
        });
    assertThat(wire.sent()).hasValue(1);
  }
}
