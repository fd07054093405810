package io.leasehold.isolation.silo;

import static io.leasehold.isolation.silo.SiloWorld.ACME;
import static io.leasehold.isolation.silo.SiloWorld.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.silo.RoleEdge.How;
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

@Tag("attack-F08")
class RoleGraphTest {

  private static final String HOME = "arn:aws:iam::111111111111:";
  private static final String NOTHING = allow("s3:ListAllMyBuckets", "*");

  static String allow(String action, String resource) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"%s\",\"Resource\":\"%s\"}]}"
        .formatted(action, resource);
  }

  static String trust(String kind, String principal) {
    return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":{\"%s\":\"%s\"},\"Action\":\"sts:AssumeRole\"}]}"
        .formatted(kind, principal);
  }

  static SiloRole role(String name, String trust, String policy) {
    return new SiloRole(
        HOME + "role/" + name,
        trust,
        List.of(new SiloPolicy("p", policy)),
        Optional.empty(),
        Map.of("tenant", name.replace("tenant_", "")),
        Duration.ofHours(1));
  }

  private static RoleGraph graph(SiloRole acme, SiloRole globex, SiloRole... shared) {
    RoleGraph.Builder graph = RoleGraph.builder().tenant(ACME, acme).tenant(GLOBEX, globex);
    for (SiloRole role : shared) {
      graph.shared(role);
    }
    return graph.build();
  }

  private static final SiloRole GLOBEX_AT_HOME =
      role("tenant_globex", trust("AWS", HOME + "root"), NOTHING);

  @Test
  void roles_as_they_should_be_lead_nowhere() {
    RoleGraph graph = graph(SiloWorld.role(ACME), SiloWorld.role(GLOBEX));

    assertThat(graph.edges()).isEmpty();
    assertThat(graph.crossings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "arn:aws:iam::111111111111:role/tenant_*", "arn:aws:iam::*:role/*globex"})
  @Tag("attack-C06")
  void a_wildcard_leads_to_every_role_that_trusts_the_account(String resource) {
    SiloRole acme = role("tenant_acme", trust("AWS", "*"), allow("sts:Assume*", resource));

    assertThat(graph(acme, GLOBEX_AT_HOME).crossings())
        .filteredOn(path -> path.from().equals(acme.arn()))
        .singleElement()
        .satisfies(
            path ->
                assertThat(path.steps())
                    .containsExactly(new RoleEdge(acme.arn(), GLOBEX_AT_HOME.arn(), How.ASSUMES)));
  }

  @Test
  @Tag("attack-F04")
  void a_prefix_leads_to_the_neighbour_whose_name_goes_on() {
    SiloRole acme =
        role(
            "tenant_acme",
            trust("AWS", SiloWorld.PLATFORM),
            allow("sts:AssumeRole", HOME + "role/tenant_acme*"));
    SiloRole neighbour = role("tenant_acme-eu", trust("AWS", HOME + "root"), NOTHING);
    RoleGraph graph =
        RoleGraph.builder()
            .tenant(ACME, acme)
            .tenant(TenantId.of("acme-eu"), neighbour)
            .tenant(GLOBEX, GLOBEX_AT_HOME)
            .build();

    assertThat(graph.crossings()).extracting(RolePath::to).containsExactly(neighbour.arn());
  }

  @ParameterizedTest
  @CsvSource({
    "arn:aws:iam::111111111111:role/tenant_acme,               true",
    "arn:aws:sts::111111111111:assumed-role/tenant_acme/job-1, true",
    "*,                                                        true",
    "arn:aws:iam::111111111111:root,                           false",
    "111111111111,                                             false",
    "arn:aws:iam::222222222222:role/tenant_acme,               false",
    "arn:aws:sts::111111111111:assumed-role/tenant_acm/e,      false",
  })
  @Tag("attack-C13")
  void whoever_is_named_itself_needs_no_permission_of_its_own(String principal, boolean leads) {
    SiloRole acme = role("tenant_acme", trust("AWS", SiloWorld.PLATFORM), NOTHING);
    SiloRole globex = role("tenant_globex", trust("AWS", principal), NOTHING);

    assertThat(graph(acme, globex).path(acme.arn(), globex.arn()).isPresent()).isEqualTo(leads);
  }

  @Test
  @Tag("attack-C13")
  void between_accounts_both_have_to_agree() {
    SiloRole globex =
        SiloWorld.called(
            role("tenant_globex", trust("AWS", "arn:aws:iam::222222222222:root"), NOTHING),
            "arn:aws:iam::222222222222:role/tenant_globex");
    SiloRole acme =
        role("tenant_acme", trust("AWS", SiloWorld.PLATFORM), allow("sts:AssumeRole", "*"));
    assertThat(graph(acme, globex).edges()).as("it trusts another account").isEmpty();

    SiloRole trusting = SiloWorld.trusting(globex, trust("AWS", acme.arn()));
    assertThat(graph(acme, trusting).crossings()).hasSize(1);
    assertThat(graph(SiloWorld.allowing(acme, NOTHING), trusting).crossings())
        .as("named, but without a permission of its own")
        .isEmpty();
  }

  @Test
  void a_way_goes_on_through_roles_that_are_no_tenants() {
    SiloRole platform = role("platform", trust("AWS", HOME + "root"), allow("sts:AssumeRole", "*"));
    SiloRole helper =
        role("helper", trust("AWS", HOME + "root"), allow("sts:AssumeRole", platform.arn()));
    SiloRole acme =
        role(
            "tenant_acme", trust("AWS", SiloWorld.PLATFORM), allow("sts:AssumeRole", helper.arn()));

    assertThat(graph(acme, GLOBEX_AT_HOME, helper, platform).crossings())
        .singleElement()
        .hasToString(
            "%s ASSUMES %s, ASSUMES %s, ASSUMES %s"
                .formatted(acme.arn(), helper.arn(), platform.arn(), GLOBEX_AT_HOME.arn()));
    assertThat(graph(acme, GLOBEX_AT_HOME, helper).crossings()).isEmpty();
  }

  @Test
  @Tag("attack-C07")
  void a_role_that_may_be_passed_to_a_service_is_reached() {
    SiloRole globex = role("tenant_globex", trust("Service", "lambda.amazonaws.com"), NOTHING);
    SiloRole acme =
        role("tenant_acme", trust("AWS", SiloWorld.PLATFORM), allow("iam:PassRole", "*"));

    assertThat(graph(acme, globex).crossings().get(0).steps().get(0).how()).isEqualTo(How.PASSES);
    assertThat(graph(acme, GLOBEX_AT_HOME).edges()).as("it trusts no service").isEmpty();

    String toEcs =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"iam:PassRole\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"iam:PassedToService\":\"ecs-tasks.amazonaws.com\"}}}}";
    assertThat(graph(SiloWorld.allowing(acme, toEcs), globex).edges()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:CreateRole", "iam:*", "*"})
  @Tag("attack-C07")
  void who_may_give_itself_rights_has_them_unless_a_boundary_holds(String action) {
    SiloRole acme =
        role("tenant_acme", trust("AWS", SiloWorld.PLATFORM), allow(action, HOME + "role/x"));

    assertThat(graph(acme, GLOBEX_AT_HOME).crossings()).hasSize(1);
    SiloRole bounded =
        SiloWorld.bounded(acme, Optional.of(new SiloPolicy("b", SiloWorld.policy(ACME))));
    assertThat(graph(bounded, GLOBEX_AT_HOME).crossings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iam:DeleteRolePermissionsBoundary",
        "iam:PutRolePermissionsBoundary",
        "iam:CreatePolicyVersion",
        "iam:CreateRole"
      })
  @Tag("attack-C07")
  void a_boundary_that_lets_itself_be_taken_away_does_not_hold(String action) {
    String both =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"%s\",\"sts:AssumeRole\"],\"Resource\":\"*\"}]}"
            .formatted(action);
    SiloRole acme = role("tenant_acme", trust("AWS", SiloWorld.PLATFORM), both);

    SiloRole open = SiloWorld.bounded(acme, Optional.of(new SiloPolicy("b", allow(action, "*"))));
    SiloRole closed =
        SiloWorld.bounded(acme, Optional.of(new SiloPolicy("b", SiloWorld.policy(ACME))));

    assertThat(graph(open, GLOBEX_AT_HOME).crossings()).hasSize(1);
    assertThat(graph(closed, GLOBEX_AT_HOME).crossings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"iam:DeleteRolePolicy", "iam:DetachRolePolicy"})
  @Tag("attack-C07")
  void a_denial_that_a_role_can_take_from_itself_does_not_hold(String action) {
    String denying =
        "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":[\"%s\",\"sts:AssumeRole\"],\"Resource\":\"*\"},{\"Effect\":\"Deny\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"%s\"}]}";
    String globex = GLOBEX_AT_HOME.arn();
    String platform = trust("AWS", SiloWorld.PLATFORM);

    assertThat(
            graph(role("tenant_acme", platform, denying.formatted(action, globex)), GLOBEX_AT_HOME)
                .crossings())
        .hasSize(1);
    assertThat(
            graph(
                    role("tenant_acme", platform, denying.formatted("iam:GetRole", globex)),
                    GLOBEX_AT_HOME)
                .crossings())
        .isEmpty();
  }

  @Test
  @Tag("attack-C07")
  void who_may_rewrite_whom_another_trusts_reaches_it() {
    SiloRole acme =
        role(
            "tenant_acme",
            trust("AWS", SiloWorld.PLATFORM),
            allow("iam:UpdateAssumeRolePolicy", "*"));
    SiloRole globex = role("tenant_globex", trust("AWS", SiloWorld.PLATFORM), NOTHING);

    assertThat(graph(acme, globex).crossings().get(0).steps().get(0).how())
        .isEqualTo(How.REWRITES_TRUST);
  }

  @ParameterizedTest
  @Tag("attack-C12")
  @CsvSource({
    "FUNCTION, lambda:InvokeFunction",
    "FUNCTION, lambda:UpdateFunctionCode",
    "MACHINE, states:StartExecution",
    "SCHEDULE, scheduler:UpdateSchedule",
    "PIPE, pipes:UpdatePipe",
    "AGENT, bedrock:InvokeAgent",
  })
  void who_may_tell_a_deputy_what_to_do_reaches_its_role(String kind, String action) {
    String arn = "arn:aws:x:eu-central-1:111111111111:thing";
    SiloRole worker = role("worker", trust("Service", "lambda.amazonaws.com"), allow("*", "*"));
    Deputy deputy =
        switch (kind) {
          case "FUNCTION" -> Deputy.function(arn, worker.arn());
          case "MACHINE" -> Deputy.stateMachine(arn, worker.arn());
          case "SCHEDULE" -> Deputy.schedule(arn, worker.arn());
          case "PIPE" -> Deputy.pipe(arn, worker.arn());
          default -> Deputy.agent(arn, worker.arn());
        };
    SiloRole acme = role("tenant_acme", trust("AWS", SiloWorld.PLATFORM), allow(action, arn));

    for (boolean mine : new boolean[] {true, false}) {
      SiloRole caller = mine ? acme : SiloWorld.allowing(acme, allow(action, arn + "-of-another"));
      RoleGraph graph =
          RoleGraph.builder()
              .tenant(ACME, caller)
              .tenant(GLOBEX, GLOBEX_AT_HOME)
              .shared(worker)
              .deputy(deputy)
              .build();
      assertThat(graph.crossings()).hasSize(mine ? 1 : 0);
      if (mine) {
        assertThat(graph.crossings().get(0).steps())
            .extracting(RoleEdge::how)
            .containsExactly(How.USES_DEPUTY, How.ASSUMES);
      }
    }
  }

  @Test
  @Tag("attack-C08")
  void a_role_by_tag_reaches_its_own_unless_its_sessions_can_be_tagged() {
    String byTag =
        "{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\",\"Condition\":{\"StringEquals\":{\"aws:ResourceTag/tenant\":\"${aws:PrincipalTag/tenant}\"}}}}";
    SiloRole acme = role("tenant_acme", trust("AWS", SiloWorld.PLATFORM), byTag);
    assertThat(graph(acme, GLOBEX_AT_HOME).edges()).isEmpty();

    SiloRole taggable = SiloWorld.trusting(acme, acme.trust().replace("sts:AssumeRole", "sts:*"));
    assertThat(graph(taggable, GLOBEX_AT_HOME).crossings()).hasSize(1);
  }

  @Test
  void a_deny_counts_only_where_it_is_certain() {
    String open = "{\"Effect\":\"Allow\",\"Action\":\"sts:AssumeRole\",\"Resource\":\"*\"}";
    String policy = "{\"Version\":\"2012-10-17\",\"Statement\":[" + open + ",%s]}";
    String always =
        "{\"Effect\":\"Deny\",\"Action\":\"sts:*\",\"NotResource\":\"arn:aws:iam::111111111111:role/tenant_acme\"}";
    String sometimes =
        always.replace(
            "\"NotResource\"",
            "\"Condition\":{\"StringEquals\":{\"aws:SourceVpc\":\"vpc-1\"}},\"NotResource\"");
    SiloRole acme = role("tenant_acme", trust("AWS", SiloWorld.PLATFORM), policy.formatted(always));

    assertThat(graph(acme, GLOBEX_AT_HOME).crossings()).isEmpty();
    assertThat(
            graph(SiloWorld.allowing(acme, policy.formatted(sometimes)), GLOBEX_AT_HOME)
                .crossings())
        .hasSize(1);
  }

  @Test
  void an_external_id_closes_no_way() {
    SiloRole acme =
        role("tenant_acme", trust("AWS", SiloWorld.PLATFORM), allow("sts:AssumeRole", "*"));
    SiloRole globex =
        SiloWorld.trusting(
            GLOBEX_AT_HOME,
            GLOBEX_AT_HOME
                .trust()
                .replace(
                    "\"sts:AssumeRole\"}",
                    "\"sts:AssumeRole\",\"Condition\":{\"StringEquals\":{\"sts:ExternalId\":\"e1\"}}}"));

    assertThat(graph(acme, globex).crossings()).hasSize(1);
  }

  @Test
  void the_inspector_finds_a_way_that_leads_through_another_role() {
    Map<TenantId, SiloRole> roles = new LinkedHashMap<>();
    roles.put(ACME, SiloWorld.role(ACME));
    roles.put(GLOBEX, SiloWorld.role(GLOBEX));
    SiloRole worker =
        role("worker", trust("AWS", SiloWorld.role(ACME).arn()), allow("sts:AssumeRole", "*"));
    SiloRoleInspector inspector = SiloWorld.expecting().build();

    assertThat(inspector.inspect(roles, List.of(worker), List.of())).isEmpty();
    roles.put(
        GLOBEX, SiloWorld.trustWith(SiloWorld.role(GLOBEX), SiloWorld.PLATFORM, worker.arn()));
    assertThat(inspector.inspect(roles, List.of(worker), List.of()))
        .filteredOn(finding -> finding.rule() == SiloRule.F08_REACH)
        .singleElement()
        .satisfies(f -> assertThat(f.detail()).contains("worker").contains("tenant_globex"));
    assertThat(inspector.without(SiloRule.F08_REACH).inspect(roles, List.of(worker), List.of()))
        .noneMatch(finding -> finding.rule() == SiloRule.F08_REACH);
  }

  @Test
  void what_cannot_be_read_is_a_finding() {
    Map<TenantId, SiloRole> roles = Map.of(ACME, SiloWorld.allowing(SiloWorld.role(ACME), "{"));

    assertThat(SiloWorld.expecting().build().inspect(roles))
        .extracting(SiloFinding::rule)
        .contains(SiloRule.F05_PERMISSIONS, SiloRule.F08_REACH);
  }

  /** The guard off: the way that the graph would have shown is really open. */
  @Test
  void where_the_graph_shows_a_step_the_evaluator_lets_it_be_taken() {
    SiloRole acme =
        role(
            "tenant_acme",
            trust("AWS", SiloWorld.PLATFORM),
            allow("sts:AssumeRole", HOME + "role/tenant_*"));
    var request = AccessRequest.of(acme.sessionArn("s"), "sts:AssumeRole", GLOBEX_AT_HOME.arn());

    assertThat(graph(acme, GLOBEX_AT_HOME).crossings()).hasSize(1);
    assertThat(SiloWorld.may(acme, request)).isTrue();
    assertThat(new IamEvaluator().trusts(PolicyDocument.parse(GLOBEX_AT_HOME.trust()), request))
        .isTrue();
  }
}
