package io.leasehold.tenancy.bench;

import io.smallrye.jwt.auth.principal.DefaultJWTParser;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTParser;
import java.util.Set;

/** SmallRye JWT with its key at hand: it knows one issuer, and no resolver of issuers. */
final class SmallRye implements Contender {

  private final JWTParser parser;

  SmallRye(Idp idp) {
    JWTAuthContextInfo settings = new JWTAuthContextInfo(idp.publicKey(), Idp.ISSUER);
    settings.setExpectedAudience(Set.of(Idp.AUDIENCE));
    this.parser = new DefaultJWTParser(settings);
  }

  @Override
  public Object accept(String token) throws Exception {
    return parser.parse(token);
  }
}
