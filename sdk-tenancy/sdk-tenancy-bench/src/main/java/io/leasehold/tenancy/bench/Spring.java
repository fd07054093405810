package io.leasehold.tenancy.bench;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtIssuerAuthenticationManagerResolver;

/** Spring Security's resolver for several issuers, with the checks that we make as well. */
final class Spring implements Contender {

  private final JwtIssuerAuthenticationManagerResolver resolver;
  // The resolver does not look into it.
  private final HttpServletRequest request =
      (HttpServletRequest)
          Proxy.newProxyInstance(
              Spring.class.getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, arguments) -> null);

  Spring(Idp idp) {
    NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(idp.jwksUri().toString()).build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            JwtValidators.createDefaultWithIssuer(Idp.ISSUER),
            new JwtClaimValidator<List<String>>(
                "aud", audience -> audience != null && audience.contains(Idp.AUDIENCE))));
    JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder);
    Map<String, AuthenticationManager> table = Map.of(Idp.ISSUER, provider::authenticate);
    this.resolver = new JwtIssuerAuthenticationManagerResolver(table::get);
  }

  @Override
  public Object accept(String token) {
    return resolver.resolve(request).authenticate(new BearerTokenAuthenticationToken(token));
  }
}
