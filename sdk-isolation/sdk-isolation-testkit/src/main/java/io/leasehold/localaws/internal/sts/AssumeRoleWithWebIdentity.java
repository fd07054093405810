package io.leasehold.localaws.internal.sts;

import io.leasehold.localaws.internal.access.AccessKey;
import io.leasehold.localaws.internal.access.Authorizer;
import io.leasehold.localaws.internal.iam.IamWorld;
import io.leasehold.localaws.internal.iam.IamWorld.AssumableRole;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.Parameters;
import io.leasehold.localaws.internal.wire.Xml;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Gives out a session to whoever has a token of a provider that the role trusts; unsigned. */
final class AssumeRoleWithWebIdentity {

  private final IamWorld iam;
  private final Sessions sessions;
  private final AssumeRole assumeRole;
  private final Authorizer authorizer;
  private final List<WebIdentityProvider> providers;
  private final Clock clock;

  AssumeRoleWithWebIdentity(
      IamWorld iam,
      Sessions sessions,
      AssumeRole assumeRole,
      Authorizer authorizer,
      List<WebIdentityProvider> providers,
      Clock clock) {
    this.iam = iam;
    this.sessions = sessions;
    this.assumeRole = assumeRole;
    this.authorizer = authorizer;
    this.providers = List.copyOf(providers);
    this.clock = clock;
  }

  Consumer<Xml> run(Parameters form) {
    String text =
        form.find("WebIdentityToken")
            .orElseThrow(
                () ->
                    AwsException.badRequest(
                        "ValidationError", "'webIdentityToken' must not be null"));
    AssumeRoleInput asked = AssumeRoleInput.parse(form);
    WebIdentityToken token = WebIdentityToken.verify(text, providers, clock.instant());
    AssumeRoleInput input =
        asked.with(token.tags(), token.transitiveKeys(), token.sourceIdentity());
    Optional<AssumableRole> found = iam.role(input.accountId(), input.roleArn());
    Map<String, List<String>> context = new HashMap<>(AssumeRole.context(input));
    String arn = token.provider().arn(input.accountId());
    context.put(token.provider().name() + ":sub", List.of(token.subject()));
    context.put(token.provider().name() + ":aud", List.of(token.audience()));
    context.put("aws:FederatedProvider", List.of(arn));
    require(found, "AssumeRoleWithWebIdentity", input, arn, context);
    if (!input.tags().isEmpty()) {
      require(found, "TagSession", input, arn, context);
    }
    if (input.sourceIdentity().isPresent()) {
      require(found, "SetSourceIdentity", input, arn, context);
    }
    AssumableRole role = found.orElseThrow();
    AssumeRole.requireDuration(input.durationSeconds(), role, false);
    AccessKey key = sessions.open(assumeRole.session(null, input, role, false));
    return xml -> {
      AssumeRole.result(input, key).accept(xml);
      xml.text("SubjectFromWebIdentityToken", token.subject())
          .text("Audience", token.audience())
          .text("Provider", arn);
    };
  }

  private void require(
      Optional<AssumableRole> role,
      String action,
      AssumeRoleInput input,
      String provider,
      Map<String, List<String>> context) {
    boolean trusted =
        role.isPresent()
            && authorizer.trustsProvider(
                role.get().trust(), provider, "sts:" + action, input.roleArn(), context);
    if (!trusted) {
      throw new AwsException(403, "AccessDenied", "Not authorized to perform sts:" + action);
    }
  }
}
