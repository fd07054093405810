package io.leasehold.isolation.silo;

import io.leasehold.isolation.iam.PolicySyntaxException;
import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.isolation.iam.TrustOutline;
import io.leasehold.tenancy.TenantId;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who may assume a tenant's role, and what they have to show. A Deny is not counted on. */
final class TrustCheck {

  private static final Pattern ACCOUNT =
      Pattern.compile("(\\d{12})|arn:aws[a-z0-9-]*:iam::(\\d{12}):root");

  private final SiloExpectation expected;

  TrustCheck(SiloExpectation expected) {
    this.expected = expected;
  }

  void check(TenantId tenant, SiloRole role, Findings findings) {
    List<TrustOutline> statements;
    try {
      statements = TrustOutline.of(role.trust());
    } catch (PolicySyntaxException e) {
      findings.error(
          SiloRule.F01_PRINCIPAL, "its trust policy cannot be read completely: " + e.getMessage());
      return;
    }
    for (TrustOutline statement : statements) {
      if (statement.statement().allow()) {
        principals(tenant, role, statement, findings);
        tags(tenant, statement, findings);
      }
    }
  }

  private void principals(TenantId tenant, SiloRole role, TrustOutline trust, Findings findings) {
    trust
        .principals()
        .forEach(
            (kind, names) ->
                names.forEach(
                    name -> {
                      switch (kind) {
                        case "AWS" -> aws(tenant, role, trust, name, findings);
                        case "Service" -> known(expected.services(), trust, name, findings);
                        case "Federated" -> {
                          known(expected.providers(), trust, name, findings);
                          new FederationCheck(expected).check(tenant, trust, name, findings);
                        }
                        default -> known(Set.of(), trust, name, findings);
                      }
                    }));
  }

  private static void known(
      Set<String> trusted, TrustOutline trust, String name, Findings findings) {
    if (!trusted.contains(name)) {
      findings.error(
          SiloRule.F01_PRINCIPAL,
          "%s of its trust policy lets in %s, which was not said to be trusted"
              .formatted(trust.label(), name));
    }
  }

  private void aws(
      TenantId tenant, SiloRole role, TrustOutline trust, String name, Findings findings) {
    StatementOutline statement = trust.statement();
    ExternalId wanted = expected.externalId(tenant);
    boolean identified =
        wanted != null && Pinned.to(statement, "sts:ExternalId", Set.of(wanted.value()));
    Matcher account = ACCOUNT.matcher(name);
    if (account.matches()) {
      account(trust, name, identified && isAccountOfTrusted(account), findings);
    } else {
      known(expected.principals(), trust, name, findings);
    }
    boolean foreign = !name.contains(":" + role.account() + ":");
    if (!identified && (wanted != null || foreign)) {
      findings.error(
          SiloRule.F02_EXTERNAL_ID,
          "%s of its trust policy does not ask %s for the tenant's own external id with StringEquals on sts:ExternalId"
              .formatted(trust.label(), name));
    }
  }

  /** The whole account is as good as the callers that the statement pins. */
  private void account(
      TrustOutline trust, String name, boolean heldByExternalId, Findings findings) {
    if (Pinned.callers(trust.statement(), expected.principals())) {
      return;
    }
    String what =
        "%s of its trust policy lets in the whole account %s".formatted(trust.label(), name);
    if (heldByExternalId) {
      findings.warning(
          SiloRule.F01_PRINCIPAL,
          what + ", with the external id; better name the role that assumes it");
    } else {
      findings.error(
          SiloRule.F01_PRINCIPAL,
          what + "; name the role that assumes it, or pin aws:PrincipalArn");
    }
  }

  private boolean isAccountOfTrusted(Matcher account) {
    String id = account.group(1) == null ? account.group(2) : account.group(1);
    return expected.principals().stream().anyMatch(arn -> arn.contains("::" + id + ":"));
  }

  private void tags(TenantId tenant, TrustOutline trust, Findings findings) {
    StatementOutline statement = trust.statement();
    if (!statement.covers("sts:TagSession")) {
      return;
    }
    // A condition key has no case, so this pins a tag "Tenant" as well as "tenant".
    if (!Pinned.to(statement, "aws:RequestTag/" + expected.tagKey(), Set.of(tenant.value()))) {
      findings.error(
          SiloRule.F03_SESSION_TAGS,
          "%s of its trust policy allows sts:TagSession without StringEquals aws:RequestTag/%s \"%s\""
              .formatted(trust.label(), expected.tagKey(), tenant));
    }
    if (!Pinned.within(statement, "aws:TagKeys", expected.tagKeys())) {
      findings.error(
          SiloRule.F03_SESSION_TAGS,
          "%s of its trust policy allows session tags of any key; add ForAllValues:StringEquals aws:TagKeys %s"
              .formatted(trust.label(), expected.tagKeys()));
    }
  }
}
