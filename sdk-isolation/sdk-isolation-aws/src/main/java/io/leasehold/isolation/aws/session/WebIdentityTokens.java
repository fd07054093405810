package io.leasehold.isolation.aws.session;

import io.leasehold.tenancy.TenantId;
import java.util.concurrent.CompletionStage;

/**
 * Where the tokens come from with which a role is assumed by AssumeRoleWithWebIdentity: an OpenID
 * Connect provider that the account trusts.
 *
 * <p>Implementations are thread-safe and do not block.
 */
@FunctionalInterface
public interface WebIdentityTokens {

  /**
   * A token that is valid now.
   *
   * @param tenant for whose session it is; where session tags isolate, the token names this tenant
   *     in its claim {@code https://aws.amazon.com/tags}
   */
  CompletionStage<String> tokenFor(TenantId tenant);
}
