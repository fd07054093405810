package io.leasehold.isolation.silo;

import io.leasehold.isolation.iam.StatementOutline;
import io.leasehold.isolation.iam.TrustOutline;
import io.leasehold.tenancy.TenantId;
import java.util.Set;

/** What the token of a provider of identities has to say. */
final class FederationCheck {

  private static final String OIDC = ":oidc-provider/";
  private static final String SAML = ":saml-provider/";

  private final SiloExpectation expected;

  FederationCheck(SiloExpectation expected) {
    this.expected = expected;
  }

  void check(TenantId tenant, TrustOutline trust, String provider, Findings findings) {
    StatementOutline statement = trust.statement();
    String prefix = prefix(provider);
    if (!Pinned.toLiterals(statement, prefix + ":aud")) {
      findings.error(
          SiloRule.F10_FEDERATION,
          "%s of its trust policy takes tokens of %s for anybody; pin %s:aud with StringEquals"
              .formatted(trust.label(), provider, prefix));
    }
    boolean named =
        expected.subjects() == null
            ? Pinned.toLiterals(statement, prefix + ":sub")
            : Pinned.to(statement, prefix + ":sub", Set.of(expected.subjects().apply(tenant)));
    if (!named) {
      findings.error(
          SiloRule.F10_FEDERATION,
          "%s of its trust policy takes tokens of %s about others than the tenant's own subject; pin %s:sub with StringEquals"
              .formatted(trust.label(), provider, prefix));
    }
  }

  /** What comes before the colon in the condition keys of the provider. */
  private static String prefix(String provider) {
    if (provider.contains(SAML)) {
      return "SAML";
    }
    int oidc = provider.indexOf(OIDC);
    return oidc < 0 ? provider : provider.substring(oidc + OIDC.length());
  }
}
