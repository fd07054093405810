package io.leasehold.localaws.internal.sts;

import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.access.Authorizer;
import io.leasehold.localaws.internal.access.Principal;
import io.leasehold.localaws.internal.iam.IamWorld;
import io.leasehold.localaws.internal.server.AwsService;
import io.leasehold.localaws.internal.server.QueryService;
import io.leasehold.localaws.internal.wire.Parameters;
import io.leasehold.localaws.internal.wire.Xml;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** AWS Security Token Service. */
public final class StsService {

  private StsService() {}

  /** The service over the sessions it gives out. */
  public static AwsService create(
      IamWorld iam,
      Sessions sessions,
      Authorizer authorizer,
      List<WebIdentityProvider> providers,
      Clock clock) {
    AssumeRole assumeRole = new AssumeRole(iam, sessions, authorizer, clock);
    AssumeRoleWithWebIdentity byToken =
        new AssumeRoleWithWebIdentity(iam, sessions, assumeRole, authorizer, providers, clock);
    return new QueryService(
        "sts",
        "https://sts.amazonaws.com/doc/2011-06-15/",
        Map.of("GetCallerIdentity", StsService::getCallerIdentity, "AssumeRole", assumeRole::run),
        Map.of("AssumeRoleWithWebIdentity", byToken::run));
  }

  // Needs no permission, on AWS as well: even a denied caller may ask who it is.
  private static Consumer<Xml> getCallerIdentity(Authenticated call, Parameters form) {
    Principal caller = call.principal();
    return xml ->
        xml.text("Arn", caller.arn())
            .text("UserId", caller.userId())
            .text("Account", caller.accountId());
  }
}
