package io.leasehold.isolation.silo;

import static io.leasehold.isolation.silo.SiloWorld.ACME;
import static io.leasehold.isolation.silo.SiloWorld.GLOBEX;
import static io.leasehold.isolation.silo.SiloWorld.PLATFORM;
import static io.leasehold.isolation.silo.SiloWorld.TABLES;
import static io.leasehold.isolation.silo.SiloWorld.assume;
import static io.leasehold.isolation.silo.SiloWorld.may;
import static io.leasehold.isolation.silo.SiloWorld.policyWith;
import static io.leasehold.isolation.silo.SiloWorld.trustWith;
import static io.leasehold.isolation.silo.SiloWorld.trusts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.tenancy.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Each rule of the inspector is there for a reason: without it a role passes under which an attack
 * succeeds, as the evaluator says.
 */
class SiloGuardSabotageTest {

  private static final AccessRequest FOREIGN_ITEMS =
      AccessRequest.of("x", "dynamodb:GetItem", TABLES + "globex");

  private final SiloRole acme = SiloWorld.role(ACME);

  private static AccessRequest as(SiloRole role, AccessRequest request) {
    return new AccessRequest(
        role.sessionArn("s"), request.action(), request.resource(), request.context());
  }

  /** The role is refused for this rule alone, and goes through without it. */
  private static SiloRole onlyHeldBy(SiloRule rule, SiloRole role) {
    SiloRoleInspector inspector = expecting().build();
    assertThatExceptionOfType(SiloRoleException.class)
        .isThrownBy(() -> inspector.requireSound(Map.of(ACME, role)))
        .satisfies(e -> assertThat(e.findings()).extracting(SiloFinding::rule).containsOnly(rule));
    inspector.without(rule).requireSound(Map.of(ACME, role));
    return role;
  }

  private static SiloRoleInspectorBuilder expecting() {
    return SiloWorld.expecting().trustsProvider("idp.example.com");
  }

  @Test
  @Tag("attack-F01")
  void without_the_rule_on_principals_a_stranger_assumes_the_role() {
    SiloRole open = onlyHeldBy(SiloRule.F01_PRINCIPAL, trustWith(acme, PLATFORM, "*"));

    AccessRequest stranger =
        AccessRequest.of("arn:aws:iam::666666666666:user/mallory", "sts:AssumeRole", open.arn())
            .with("sts:ExternalId", "ext-acme");
    assertThat(trusts(open, stranger)).isTrue();
    assertThat(trusts(acme, stranger)).isFalse();
  }

  @Test
  @Tag("attack-F02")
  void without_the_rule_on_external_ids_a_confused_platform_gets_in_as_another_tenant() {
    SiloRole loose =
        onlyHeldBy(
            SiloRule.F02_EXTERNAL_ID,
            trustWith(
                acme,
                "\"StringEquals\":{\"sts:ExternalId\":\"ext-acme\"}}",
                "\"StringLike\":{\"sts:ExternalId\":\"ext-*\"}}"));

    AccessRequest confused = assume(loose).with("sts:ExternalId", "ext-globex");
    assertThat(trusts(loose, confused)).isTrue();
    assertThat(trusts(acme, confused)).isFalse();
    assertThat(trusts(acme, assume(acme))).as("without any").isFalse();
    assertThat(trusts(acme, assume(acme).with("sts:ExternalId", "ext-acme"))).isTrue();
  }

  @Test
  @Tag("attack-F03")
  @Tag("attack-C08")
  void without_the_rule_on_tags_a_session_is_tagged_as_another_tenants() {
    SiloRole loose =
        onlyHeldBy(
            SiloRule.F03_SESSION_TAGS, trustWith(acme, ",\"aws:RequestTag/tenant\":\"acme\"", ""));

    for (String key : new String[] {"tenant", "Tenant", "TENANT"}) {
      AccessRequest tagged =
          AccessRequest.of(SiloWorld.PLATFORM_SESSION, "sts:TagSession", acme.arn())
              .with("sts:ExternalId", "ext-acme")
              .with("aws:RequestTag/" + key, "globex")
              .with("aws:TagKeys", key);
      assertThat(trusts(acme, tagged)).as(key).isFalse();
      assertThat(trusts(loose, tagged)).as(key).isEqualTo(key.equals("tenant"));
    }
    AccessRequest own =
        AccessRequest.of(SiloWorld.PLATFORM_SESSION, "sts:TagSession", acme.arn())
            .with("sts:ExternalId", "ext-acme")
            .with("aws:RequestTag/tenant", "acme")
            .with("aws:TagKeys", "tenant");
    assertThat(trusts(acme, own)).isTrue();
  }

  @Test
  @Tag("attack-F03")
  @Tag("attack-C08")
  void without_pinned_tag_keys_a_session_gets_tags_that_other_policies_believe() {
    SiloRole loose =
        onlyHeldBy(
            SiloRule.F03_SESSION_TAGS,
            trustWith(acme, "ForAllValues:StringEquals", "ForAnyValue:StringEquals"));

    AccessRequest tagged =
        AccessRequest.of(SiloWorld.PLATFORM_SESSION, "sts:TagSession", acme.arn())
            .with("sts:ExternalId", "ext-acme")
            .with("aws:RequestTag/tenant", "acme")
            .with("aws:RequestTag/admin", "true")
            .with("aws:TagKeys", "tenant", "admin");
    assertThat(trusts(acme, tagged)).isFalse();
    assertThat(trusts(loose, tagged)).isTrue();
  }

  @Test
  @Tag("attack-F04")
  void without_the_rule_on_identity_a_tenant_is_given_the_role_of_another() {
    SiloRole globex = SiloWorld.role(GLOBEX);
    SiloRoleInspector inspector = expecting().build();
    assertThat(inspector.inspect(ACME, globex))
        .extracting(SiloFinding::rule)
        .contains(SiloRule.F04_IDENTITY);

    SiloRole elsewhere =
        onlyHeldBy(
            SiloRule.F04_IDENTITY,
            SiloWorld.called(acme, acme.arn().replace("111111111111", "222222222222")));
    assertThat(may(globex, as(globex, FOREIGN_ITEMS))).isTrue();
    assertThat(elsewhere.account()).isNotEqualTo(acme.account());
  }

  @Test
  @Tag("attack-F05")
  void without_the_rule_on_permissions_a_neighbours_table_is_read() {
    SiloRole wide =
        onlyHeldBy(SiloRule.F05_PERMISSIONS, policyWith(acme, "orders_acme\"", "orders_acme*\""));

    assertThat(may(wide, "dynamodb:GetItem", TABLES + "acme-eu")).isTrue();
    assertThat(may(acme, "dynamodb:GetItem", TABLES + "acme-eu")).isFalse();
    assertThat(may(acme, "dynamodb:GetItem", TABLES + "acme")).isTrue();
  }

  @Test
  @Tag("attack-F05")
  @Tag("attack-C06")
  void without_the_rule_on_permissions_a_tenants_session_assumes_further_roles() {
    SiloRole wide =
        onlyHeldBy(
            SiloRule.F05_PERMISSIONS,
            policyWith(acme, "\"sqs:SendMessage\"", "\"sts:AssumeRole\"").policies().stream()
                .map(
                    p ->
                        SiloWorld.allowing(
                            acme,
                            p.json()
                                .replace(
                                    "\"arn:aws:sqs:eu-central-1:111111111111:jobs_acme\"",
                                    "\"*\"")))
                .findFirst()
                .orElseThrow());

    assertThat(may(wide, "sts:AssumeRole", "arn:aws:iam::111111111111:role/tenant_globex"))
        .isTrue();
    assertThat(may(acme, "sts:AssumeRole", "arn:aws:iam::111111111111:role/tenant_globex"))
        .isFalse();
  }

  @Test
  @Tag("attack-F06")
  @Tag("attack-C10")
  void without_the_rule_on_boundaries_a_role_that_is_widened_later_is_wide() {
    SiloRole bare = onlyHeldBy(SiloRule.F06_BOUNDARY, SiloWorld.bounded(acme, Optional.empty()));
    SiloRole bounded =
        SiloWorld.bounded(
            acme, Optional.of(new SiloPolicy(SiloWorld.BOUNDARY, SiloWorld.policy(ACME))));

    assertThat(may(SiloWorld.allowing(bare, SiloWorld.ALL), as(bare, FOREIGN_ITEMS))).isTrue();
    assertThat(may(SiloWorld.allowing(bounded, SiloWorld.ALL), as(acme, FOREIGN_ITEMS))).isFalse();
  }

  @Test
  @Tag("attack-F07")
  void without_the_rule_on_duration_keys_outlive_the_working_day() {
    SiloRole longLived =
        onlyHeldBy(SiloRule.F07_SESSION_DURATION, SiloWorld.lasting(acme, Duration.ofHours(12)));

    // STS takes whatever the role says; SiloRoleTest of the simulator gets keys for 12 hours.
    assertThat(longLived.longestSession()).hasHours(12);
  }

  @Test
  @Tag("attack-F08")
  @Tag("attack-C06")
  void without_the_rule_on_reach_a_way_over_a_helper_ends_in_anothers_table() {
    SiloRole helper =
        RoleGraphTest.role(
            "helper",
            RoleGraphTest.trust("AWS", acme.arn()),
            RoleGraphTest.allow("sts:AssumeRole", "*"));
    SiloRole globex = trustWith(SiloWorld.role(GLOBEX), PLATFORM, helper.arn());
    Map<TenantId, SiloRole> roles = Map.of(ACME, acme, GLOBEX, globex);
    SiloRoleInspector inspector = expecting().trusts(helper.arn()).build();

    assertThat(inspector.inspect(roles, List.of(helper), List.of()))
        .extracting(SiloFinding::rule)
        .containsExactly(SiloRule.F08_REACH);
    assertThat(inspector.without(SiloRule.F08_REACH).inspect(roles, List.of(helper), List.of()))
        .isEmpty();
    assertThat(
            trusts(helper, AccessRequest.of(acme.sessionArn("s"), "sts:AssumeRole", helper.arn())))
        .isTrue();
    AccessRequest second =
        AccessRequest.of(helper.sessionArn("s"), "sts:AssumeRole", globex.arn())
            .with("sts:ExternalId", "ext-globex");
    assertThat(trusts(globex, second)).isTrue();
    assertThat(may(helper, second)).isTrue();
    assertThat(may(globex, as(globex, FOREIGN_ITEMS))).isTrue();
  }

  @Test
  @Tag("attack-C07")
  void without_the_rules_a_tenant_hands_anothers_role_to_a_service() {
    SiloRole passing = SiloWorld.allowing(acme, RoleGraphTest.allow("iam:PassRole", "*"));
    SiloRole globex =
        trustWith(
            SiloWorld.role(GLOBEX),
            "{\"AWS\":\"" + PLATFORM + "\"}",
            "{\"Service\":\"ecs-tasks.amazonaws.com\"}");
    Map<TenantId, SiloRole> roles = Map.of(ACME, passing, GLOBEX, globex);
    SiloRoleInspector inspector = expecting().trustsService("ecs-tasks.amazonaws.com").build();

    assertThat(inspector.inspect(roles))
        .extracting(SiloFinding::rule)
        .containsExactlyInAnyOrder(SiloRule.F05_PERMISSIONS, SiloRule.F08_REACH);
    inspector.without(SiloRule.F05_PERMISSIONS).without(SiloRule.F08_REACH).requireSound(roles);
    assertThat(may(passing, "iam:PassRole", globex.arn())).isTrue();
  }

  @Test
  @Tag("attack-F09")
  void without_the_rule_on_tags_of_roles_a_policy_that_believes_them_lets_in_the_wrong_one() {
    SiloRole mistagged =
        onlyHeldBy(SiloRule.F09_TAG, SiloWorld.tagged(acme, Map.of("tenant", "globex")));
    PolicyDocument byTag =
        PolicyDocument.parse(
            """
            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"AWS":"%s"},
            "Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/${aws:PrincipalTag/tenant}/*"}}
            """
                .formatted(acme.arn()));

    for (SiloRole role : new SiloRole[] {acme, mistagged}) {
      AccessRequest request =
          AccessRequest.of(role.sessionArn("s"), "s3:GetObject", "arn:aws:s3:::reports/globex/1")
              .with("aws:PrincipalTag/tenant", role.tags().get("tenant"));
      assertThat(
              new IamEvaluator()
                  .decide(PolicyStack.builder().resource(byTag).build(), request)
                  .allowed())
          .isEqualTo(role.equals(mistagged));
    }
  }

  @Test
  @Tag("attack-F10")
  void without_the_rule_on_federation_anybody_with_an_account_there_gets_in() {
    String trust =
        """
        {"Version":"2012-10-17","Statement":{"Effect":"Allow",
        "Principal":{"Federated":"idp.example.com"},"Action":"sts:AssumeRoleWithWebIdentity",
        "Condition":{"StringEquals":{"idp.example.com:aud":"app"%s}}}}
        """;
    SiloRole open =
        onlyHeldBy(SiloRule.F10_FEDERATION, SiloWorld.trusting(acme, trust.formatted("")));
    SiloRole sound =
        SiloWorld.trusting(acme, trust.formatted(",\"idp.example.com:sub\":\"acme-service\""));
    expecting().build().requireSound(Map.of(ACME, sound));

    AccessRequest other =
        AccessRequest.of("idp.example.com", "sts:AssumeRoleWithWebIdentity", acme.arn())
            .with("idp.example.com:aud", "app")
            .with("idp.example.com:sub", "mallory");
    assertThat(trusts(open, other)).isTrue();
    assertThat(trusts(sound, other)).isFalse();
  }
}
