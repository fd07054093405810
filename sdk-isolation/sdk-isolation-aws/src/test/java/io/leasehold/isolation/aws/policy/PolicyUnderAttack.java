package io.leasehold.isolation.aws.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.fixture.Samples;
import io.leasehold.isolation.aws.scope.AwsPlace;
import io.leasehold.isolation.aws.scope.TenantResourceScope;
import io.leasehold.isolation.catalogue.ActionCatalogue;
import io.leasehold.isolation.catalogue.Finding;
import io.leasehold.isolation.catalogue.TemplateCheck;
import io.leasehold.isolation.proof.IsolationProver;
import io.leasehold.isolation.proof.PolicyTemplate;
import io.leasehold.isolation.proof.Proof;
import io.leasehold.tenancy.TenantId;
import java.util.List;

/** What scopes of this library compile to, whole or with a part of it broken. */
public final class PolicyUnderAttack {

  /** Region and account of everything, as in an ARN. */
  public static final String HERE = "eu-central-1:111111111111:";

  private final IsolationBlueprint blueprint;
  private final String template;

  private PolicyUnderAttack(IsolationBlueprint blueprint, String template) {
    this.blueprint = blueprint;
    this.template = template;
  }

  public static PolicyUnderAttack of(TenantResourceScope... scopes) {
    IsolationBlueprint blueprint =
        new IsolationBlueprint(
            "labs", new AwsPlace("aws", "eu-central-1", "111111111111"), List.of(scopes));
    return new PolicyUnderAttack(blueprint, PolicyCompiler.template(blueprint).json());
  }

  /** The same with that part, which has to be there, replaced. */
  public PolicyUnderAttack with(String replacement, String part) {
    assertThat(template).contains(part);
    return new PolicyUnderAttack(blueprint, template.replace(part, replacement));
  }

  /** The same with every list of actions replaced. */
  public PolicyUnderAttack withActions(String actions) {
    String broken =
        template.replaceAll("\"Action\":(?:\\[[^\\]]*]|\"[^\"]*\")", "\"Action\":" + actions);
    assertThat(broken).isNotEqualTo(template);
    return new PolicyUnderAttack(blueprint, broken);
  }

  /** Somebody with the credentials of the tenant acme. */
  public Actor acme() {
    return tenant(Samples.ACME);
  }

  /** Somebody with the credentials of the tenant globex. */
  public Actor globex() {
    return tenant(Samples.GLOBEX);
  }

  /** Somebody with the credentials of that tenant. */
  public Actor tenant(TenantId tenant) {
    return Actor.under(tenant, new PolicyTemplate(template).json(tenant));
  }

  /** Whether no credentials would be vended on this policy. */
  public boolean isRefused() {
    PolicyTemplate read = new PolicyTemplate(template);
    return !(IsolationProver.prove(read, blueprint.ownerships()) instanceof Proof.Isolated)
        || TemplateCheck.of(ActionCatalogue.bundled(), read).stream().anyMatch(Finding::isError);
  }
}
