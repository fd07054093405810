package io.leasehold.isolation.silo;

import static io.leasehold.isolation.silo.SiloWorld.ACME;
import static io.leasehold.isolation.silo.SiloWorld.BOUNDARY;
import static io.leasehold.isolation.silo.SiloWorld.GLOBEX;
import static io.leasehold.isolation.silo.SiloWorld.PLATFORM;
import static io.leasehold.isolation.silo.SiloWorld.policyWith;
import static io.leasehold.isolation.silo.SiloWorld.trustWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.silo.SiloFinding.Severity;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SiloRoleInspectorTest {

  private static final String EXTERNAL = "{\"StringEquals\":{\"sts:ExternalId\":\"ext-acme\"}}";

  private final SiloRoleInspector inspector = SiloWorld.expecting().build();
  private final SiloRole acme = SiloWorld.role(ACME);

  private void isFound(SiloRule rule, SiloRole role) {
    assertThat(inspector.inspect(ACME, role))
        .as(role.toString())
        .anySatisfy(
            finding -> {
              assertThat(finding.rule()).isEqualTo(rule);
              assertThat(finding.isError()).isTrue();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"acme", "acme-eu", "a", "0", "aws", "sts", "table", "index", "content", "x-0-x"})
  void a_role_as_it_should_be_is_sound_whatever_its_tenant_is_called(String id) {
    TenantId tenant = TenantId.of(id);
    SiloRole role = SiloWorld.role(tenant);

    assertThat(inspector.inspect(tenant, role)).isEmpty();
    inspector.requireSound(Map.of(tenant, role, GLOBEX, SiloWorld.role(GLOBEX)));
  }

  @ParameterizedTest
  @Tag("attack-F01")
  @ValueSource(
      strings = {
        "*",
        "999999999998",
        "arn:aws:iam::111111111111:root",
        "arn:aws:iam::999999999999:role/Platform2",
        "arn:aws:iam::999999999999:user/Platform",
        "arn:aws:sts::999999999999:assumed-role/Platform/app",
        "arn:aws:iam::111111111111:role/tenant_globex",
      })
  void whoever_was_not_named_is_not_to_assume_it(String principal) {
    isFound(SiloRule.F01_PRINCIPAL, trustWith(acme, PLATFORM, principal));
    isFound(
        SiloRule.F01_PRINCIPAL,
        trustWith(acme, "\"" + PLATFORM + "\"", "[\"%s\",\"%s\"]".formatted(PLATFORM, principal)));
  }

  @Test
  @Tag("attack-F01")
  void an_account_is_let_in_only_with_the_external_id_or_for_pinned_callers() {
    SiloRole account = trustWith(acme, PLATFORM, "arn:aws:iam::999999999999:root");
    assertThat(inspector.inspect(ACME, account))
        .hasSize(2)
        .allMatch(f -> f.rule() == SiloRule.F01_PRINCIPAL && f.severity() == Severity.WARNING);

    isFound(SiloRule.F01_PRINCIPAL, trustWith(account, ",\n \"Condition\":" + EXTERNAL, ""));

    SiloRole home = trustWith(acme, PLATFORM, "111111111111");
    isFound(SiloRule.F01_PRINCIPAL, home);
    String pinned = "\"aws:PrincipalArn\":\"" + PLATFORM + "\",\"sts:ExternalId\":\"ext-acme\"";
    assertThat(inspector.inspect(ACME, trustWith(home, "\"sts:ExternalId\":\"ext-acme\"", pinned)))
        .isEmpty();
  }

  @ParameterizedTest
  @Tag("attack-F01")
  @Tag("attack-C12")
  @ValueSource(strings = {"lambda.amazonaws.com", "states.amazonaws.com", "bedrock.amazonaws.com"})
  void a_service_that_was_not_named_is_not_to_assume_it(String service) {
    SiloRole deputy =
        trustWith(acme, "{\"AWS\":\"" + PLATFORM + "\"}", "{\"Service\":\"" + service + "\"}");

    isFound(SiloRule.F01_PRINCIPAL, deputy);
    assertThat(
            SiloWorld.expecting().trustsService(service).build().inspect(ACME, deputy).stream()
                .filter(f -> f.rule() == SiloRule.F01_PRINCIPAL))
        .isEmpty();
  }

  @Test
  void what_cannot_be_read_is_no_trust() {
    isFound(SiloRule.F01_PRINCIPAL, SiloWorld.trusting(acme, "{}"));
    isFound(
        SiloRule.F01_PRINCIPAL,
        trustWith(acme, "\"Principal\":{\"AWS\":", "\"NotPrincipal\":{\"AWS\":"));
    isFound(SiloRule.F05_PERMISSIONS, SiloWorld.allowing(acme, "no policy"));
    isFound(SiloRule.F05_PERMISSIONS, policyWith(acme, "orders_acme", "orders_{T}"));
  }

  @ParameterizedTest
  @Tag("attack-F02")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"StringEquals\":{\"sts:ExternalId\":\"ext-globex\"}}",
        "{\"StringEquals\":{\"sts:ExternalId\":[\"ext-acme\",\"ext-globex\"]}}",
        "{\"StringLike\":{\"sts:ExternalId\":\"ext-*\"}}",
        "{\"StringLike\":{\"sts:ExternalId\":\"ext-acme\"}}",
        "{\"StringEqualsIfExists\":{\"sts:ExternalId\":\"ext-acme\"}}",
        "{\"StringEqualsIgnoreCase\":{\"sts:ExternalId\":\"ext-acme\"}}",
        "{\"StringNotEquals\":{\"sts:ExternalId\":\"ext-globex\"}}",
        "{\"ForAllValues:StringEquals\":{\"sts:ExternalId\":\"ext-acme\"}}",
        "{\"Null\":{\"sts:ExternalId\":\"false\"}}",
        "{\"StringEquals\":{\"aws:PrincipalAccount\":\"999999999999\"}}",
      })
  void the_external_id_has_to_be_the_tenants_own(String condition) {
    isFound(SiloRule.F02_EXTERNAL_ID, trustWith(acme, EXTERNAL, condition));
  }

  @Test
  @Tag("attack-F02")
  void two_tenants_with_one_external_id_are_found() {
    SiloRoleInspector careless =
        SiloWorld.expecting().externalIds(tenant -> new ExternalId("ext-acme")).build();
    SiloRole globex = trustWith(SiloWorld.role(GLOBEX), "ext-globex", "ext-acme");

    assertThat(careless.inspect(roles(acme, globex)))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.rule()).isEqualTo(SiloRule.F02_EXTERNAL_ID);
              assertThat(finding.detail()).contains("acme").contains("globex");
            });
  }

  @Test
  @Tag("attack-F02")
  void an_external_id_has_2_to_1224_characters() {
    for (String value : List.of("", "x", "x".repeat(1225), "a b", "a*", "${x}", "café")) {
      assertThatExceptionOfType(IllegalArgumentException.class)
          .isThrownBy(() -> new ExternalId(value))
          .withMessageContaining("2 to 1,224");
    }
    assertThat(new ExternalId("x".repeat(1224)).value()).hasSize(1224);
    assertThat(new ExternalId("a1").value()).isEqualTo("a1");
  }

  @Test
  @Tag("attack-F02")
  void without_external_ids_no_other_account_is_let_in() {
    SiloRoleInspector none =
        SiloRoleInspector.builder(SiloRoleNames.prefixed("tenant_"), SiloWorld.blueprint())
            .trusts(PLATFORM)
            .trusts("arn:aws:iam::111111111111:role/Home")
            .boundary(BOUNDARY)
            .build();
    assertThat(none.inspect(ACME, acme))
        .extracting(SiloFinding::rule)
        .containsOnly(SiloRule.F02_EXTERNAL_ID);
    assertThat(none.inspect(ACME, trustWith(acme, PLATFORM, "arn:aws:iam::111111111111:role/Home")))
        .isEmpty();
  }

  @ParameterizedTest
  @Tag("attack-F03")
  @Tag("attack-C08")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        ",\"aws:RequestTag/tenant\":\"acme\" | ``",
        "\"aws:RequestTag/tenant\":\"acme\" | \"aws:RequestTag/tenant\":[\"acme\",\"globex\"]",
        "\"aws:RequestTag/tenant\":\"acme\" | \"aws:RequestTag/tenants\":\"acme\"",
        "\"aws:RequestTag/tenant\":\"acme\" | \"aws:RequestTag/tenant\":\"globex\"",
        "\"aws:RequestTag/tenant\":\"acme\" | \"aws:RequestTag/tenant\":\"${aws:username}\"",
        "[\"tenant\"] | [\"tenant\",\"admin\"]",
        "[\"tenant\"] | [\"Tenant\"]",
        "ForAllValues:StringEquals | ForAnyValue:StringEquals",
        "ForAllValues:StringEquals | ForAllValues:StringLike",
        "\"Action\":\"sts:AssumeRole\" | \"Action\":[\"sts:AssumeRole\",\"sts:TagSession\"]",
        "\"Action\":\"sts:AssumeRole\" | \"Action\":\"sts:*\"",
        "\"Action\":\"sts:AssumeRole\" | \"Action\":\"*\"",
        "\"Action\":\"sts:AssumeRole\" | \"NotAction\":\"iam:PassRole\"",
      })
  void a_session_can_only_be_tagged_as_the_tenants(String part, String instead) {
    isFound(SiloRule.F03_SESSION_TAGS, trustWith(acme, part, instead));
  }

  @Test
  @Tag("attack-C08")
  void the_pinned_tag_is_the_same_key_in_any_case() {
    assertThat(
            inspector.inspect(
                ACME, trustWith(acme, "aws:RequestTag/tenant", "AWS:requestTag/TENANT")))
        .isEmpty();
  }

  @Test
  @Tag("attack-F04")
  void the_role_of_another_is_not_taken_for_the_tenants() {
    SiloRole globex = SiloWorld.role(GLOBEX);
    isFound(SiloRule.F04_IDENTITY, globex);
    isFound(SiloRule.F04_IDENTITY, SiloWorld.called(acme, acme.arn() + "-eu"));
    isFound(SiloRule.F04_IDENTITY, SiloWorld.called(acme, acme.arn().replace("role/", "role/x/")));
    assertThat(inspector.inspect(roles(acme, SiloWorld.called(globex, acme.arn()))))
        .hasSizeGreaterThan(1)
        .anySatisfy(f -> assertThat(f.detail()).contains("it is the role of acme and of globex"));
  }

  @Test
  @Tag("attack-C13")
  void the_role_of_that_name_in_another_account_or_partition_is_another_role() {
    isFound(
        SiloRule.F04_IDENTITY,
        SiloWorld.called(acme, acme.arn().replace("111111111111", "222222222222")));
    isFound(
        SiloRule.F04_IDENTITY,
        SiloWorld.called(acme, acme.arn().replace("arn:aws:", "arn:aws-cn:")));
  }

  @ParameterizedTest
  @Tag("attack-F05")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "orders_acme\"        | orders_acme*\"",
        "orders_acme\"        | orders_*\"",
        "orders_acme\"        | orders_globex\"",
        "orders_acme/index/*  | orders_ac*",
        "content/acme/*       | content/acme*",
        "content/acme/*       | content/*",
        "content/acme/*       | other-bucket/acme/*",
        "\"s3:prefix\":\"acme/*\" | \"s3:prefix\":\"acme*\"",
        "StringLike           | StringLikeIfExists",
        "jobs_acme            | jobs_acme-*",
        "jobs_acme            | *",
        "\"sqs:SendMessage\"  | \"sts:AssumeRole\"",
        "\"sqs:SendMessage\"  | \"iam:PassRole\"",
        "\"sqs:SendMessage\"  | \"*\"",
        "\"Resource\":\"arn:aws:sqs | \"NotResource\":\"arn:aws:sqs",
        "eu-central-1:111111111111:jobs | *:*:jobs",
        "eu-central-1:111111111111:jobs | eu-central-1:222222222222:jobs",
        "jobs_acme            | jobs_${aws:PrincipalTag/tenant}",
      })
  void what_reaches_further_than_the_tenants_own_is_found(String part, String instead) {
    isFound(SiloRule.F05_PERMISSIONS, policyWith(acme, part, instead));
  }

  @Test
  @Tag("attack-F05")
  void a_leak_comes_with_a_tenant_whose_data_is_reached() {
    assertThat(inspector.inspect(ACME, policyWith(acme, "orders_acme\"", "orders_acme*\"")))
        .singleElement()
        .satisfies(
            f ->
                assertThat(f.detail())
                    .containsPattern("table/orders_acme[a-z0-9-]+ .*tenant called"));
  }

  @Test
  @Tag("attack-F05")
  @Tag("attack-F06")
  void a_boundary_that_isolates_makes_a_wide_policy_a_warning() {
    SiloRole wide =
        SiloWorld.bounded(
            SiloWorld.allowing(acme, SiloWorld.ALL),
            Optional.of(new SiloPolicy(BOUNDARY, SiloWorld.policy(ACME))));

    assertThat(inspector.inspect(ACME, wide))
        .singleElement()
        .satisfies(
            f -> {
              assertThat(f.rule()).isEqualTo(SiloRule.F05_PERMISSIONS);
              assertThat(f.severity()).isEqualTo(Severity.WARNING);
            });
    isFound(
        SiloRule.F05_PERMISSIONS,
        SiloWorld.bounded(wide, Optional.of(new SiloPolicy(BOUNDARY, SiloWorld.policy(GLOBEX)))));
  }

  @Test
  @Tag("attack-F06")
  @Tag("attack-C10")
  void a_missing_or_foreign_boundary_is_found() {
    isFound(SiloRule.F06_BOUNDARY, SiloWorld.bounded(acme, Optional.empty()));
    isFound(
        SiloRule.F06_BOUNDARY,
        SiloWorld.bounded(
            acme,
            Optional.of(
                new SiloPolicy(BOUNDARY.replace("111111111111", "222222222222"), SiloWorld.ALL))));
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                SiloRoleInspector.builder(SiloRoleNames.prefixed("tenant_"), SiloWorld.blueprint())
                    .build())
        .withMessageContaining("withoutBoundary");
  }

  @Test
  @Tag("attack-F07")
  void sessions_that_last_too_long_are_found() {
    isFound(SiloRule.F07_SESSION_DURATION, SiloWorld.lasting(acme, Duration.ofMinutes(61)));
    assertThat(
            SiloWorld.expecting()
                .longestSession(Duration.ofHours(2))
                .build()
                .inspect(ACME, SiloWorld.lasting(acme, Duration.ofHours(2))))
        .isEmpty();
  }

  @Test
  @Tag("attack-F09")
  void the_tag_names_the_tenant() {
    isFound(SiloRule.F09_TAG, SiloWorld.tagged(acme, Map.of()));
    isFound(SiloRule.F09_TAG, SiloWorld.tagged(acme, Map.of("tenant", "globex")));
    isFound(SiloRule.F09_TAG, SiloWorld.tagged(acme, Map.of("tenant", "Acme")));
    assertThat(inspector.inspect(ACME, SiloWorld.tagged(acme, Map.of("Tenant", "acme", "x", "y"))))
        .isEmpty();
  }

  @Test
  @Tag("attack-F04")
  void who_acts_for_one_tenant_may_assume_that_ones_role_only() {
    String policy =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"%s\":\"%s\"}}";
    for (String resource :
        List.of(
            "*", "arn:aws:iam::111111111111:role/tenant_*", acme.arn() + "*", acme.arn() + "-eu")) {
      assertThat(
              inspector.inspectCaller(
                  ACME, SiloWorld.allowing(acme, policy.formatted("Resource", resource))))
          .as(resource)
          .extracting(SiloFinding::rule)
          .containsExactly(SiloRule.F04_IDENTITY);
    }
    assertThat(
            inspector.inspectCaller(
                ACME, SiloWorld.allowing(acme, policy.formatted("NotResource", acme.arn()))))
        .hasSize(1);
    assertThat(
            inspector.inspectCaller(
                ACME, SiloWorld.allowing(acme, policy.formatted("Resource", acme.arn()))))
        .isEmpty();
  }

  @Test
  void what_is_not_sound_is_refused_with_its_findings() {
    assertThatExceptionOfType(SiloRoleException.class)
        .isThrownBy(
            () -> inspector.requireSound(Map.of(ACME, SiloWorld.bounded(acme, Optional.empty()))))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo("LH-ISO-160");
              assertThat(e.findings()).hasSize(1);
            })
        .withMessageContaining("F06")
        .withMessageContaining(acme.arn());
  }

  private static Map<TenantId, SiloRole> roles(SiloRole first, SiloRole second) {
    Map<TenantId, SiloRole> roles = new LinkedHashMap<>();
    roles.put(ACME, first);
    roles.put(GLOBEX, second);
    return roles;
  }
}
