package io.leasehold.isolation.aws.session.internal;

import io.leasehold.isolation.aws.session.WebIdentityException;
import io.leasehold.isolation.aws.session.WebIdentityTokens;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.sts.StsAsyncClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * A token of an identity provider asks; the call is not signed. STS takes tags and source identity
 * from the token alone, so what isolates by tags is looked for there.
 */
public record WebIdentityDoor(StsAsyncClient sts, WebIdentityTokens tokens) implements SessionDoor {

  @Override
  public String name() {
    return "web identity";
  }

  @Override
  public String region() {
    return StsRegion.of(sts);
  }

  @Override
  public void require(SessionTerms terms) {
    if (terms.externalId() != null || terms.sourceIdentity() || !terms.tags().isEmpty()) {
      throw new IllegalArgumentException(
          "with a web identity the token brings tags and source identity, and there is no external"
              + " id: leave them away");
    }
  }

  @Override
  public CompletableFuture<Credentials> open(SessionCall call) {
    return tokens
        .tokenFor(call.tenant())
        .toCompletableFuture()
        .thenCompose(
            token -> {
              requireTags(call, token);
              return sts.assumeRoleWithWebIdentity(call.byWebIdentity(token));
            })
        .thenApply(AssumeRoleWithWebIdentityResponse::credentials);
  }

  private static void requireTags(SessionCall call, String token) {
    Map<String, String> wanted = call.restriction().tags();
    if (wanted.isEmpty()) {
      return;
    }
    Map<String, List<String>> found;
    try {
      found = WebIdentityTags.of(token);
    } catch (IOException unreadable) {
      throw new WebIdentityException(call.tenant(), "cannot be read; it has to be a signed JWT");
    }
    wanted.forEach(
        (key, value) -> {
          if (!List.of(value).equals(found.get(key))) {
            throw new WebIdentityException(
                call.tenant(), "does not carry the session tag " + key + " of that tenant alone");
          }
        });
  }
}
