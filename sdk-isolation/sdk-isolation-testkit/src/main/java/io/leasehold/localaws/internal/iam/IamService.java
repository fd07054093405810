package io.leasehold.localaws.internal.iam;

import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.access.Authorizer;
import io.leasehold.localaws.internal.access.Principal;
import io.leasehold.localaws.internal.server.AwsService;
import io.leasehold.localaws.internal.server.QueryService;
import io.leasehold.localaws.internal.wire.Parameters;
import io.leasehold.localaws.internal.wire.Xml;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** AWS Identity and Access Management. */
public final class IamService {

  private final IamWorld world;
  private final Authorizer authorizer;

  private IamService(IamWorld world, Authorizer authorizer) {
    this.world = world;
    this.authorizer = authorizer;
  }

  /** The service over the users, roles and policies of every account. */
  public static AwsService create(IamWorld world, Authorizer authorizer, Clock clock) {
    Map<String, IamOperation> all = new HashMap<>();
    all.putAll(new RoleOperations(clock).operations());
    all.putAll(new UserOperations(world, clock).operations());
    all.putAll(new HolderPolicyOperations(true).operations());
    all.putAll(new HolderPolicyOperations(false).operations());
    all.putAll(new ManagedPolicyOperations(clock).operations());
    IamService service = new IamService(world, authorizer);
    Map<String, QueryService.Operation> operations = new HashMap<>();
    all.forEach(
        (name, operation) ->
            operations.put(name, (call, form) -> service.run(name, operation, call, form)));
    return new QueryService("iam", "https://iam.amazonaws.com/doc/2010-05-08/", operations);
  }

  private Consumer<Xml> run(
      String name, IamOperation operation, Authenticated call, Parameters sent) {
    Parameters form = withOwnName(call.principal(), name, sent);
    IamAccount account = world.account(call.principal().accountId());
    String resource;
    synchronized (account) {
      resource = operation.resource().of(account, form);
    }
    authorizer.require(call, "iam:" + name, resource, context(form));
    synchronized (account) {
      // Written inside the monitor: afterwards somebody else may change what is to be told.
      String fragment = Xml.fragment(operation.action().run(account, form));
      return xml -> xml.raw(fragment);
    }
  }

  // Without a name these are about the user who asks.
  private static Parameters withOwnName(Principal principal, String operation, Parameters form) {
    boolean optional =
        operation.equals("GetUser")
            || operation.endsWith("AccessKey")
            || operation.equals("ListAccessKeys");
    if (optional && !form.has("UserName") && principal instanceof Principal.User user) {
      List<Parameters.Parameter> more = new ArrayList<>(form.all());
      more.add(new Parameters.Parameter("UserName", user.name()));
      return new Parameters(more);
    }
    return form;
  }

  private static Map<String, List<String>> context(Parameters form) {
    Map<String, List<String>> context = new HashMap<>();
    form.find("PermissionsBoundary")
        .ifPresent(arn -> context.put("iam:PermissionsBoundary", List.of(arn)));
    form.find("PolicyArn").ifPresent(arn -> context.put("iam:PolicyARN", List.of(arn)));
    IamInput.tags(form)
        .forEach((key, value) -> context.put("aws:RequestTag/" + key, List.of(value)));
    return context;
  }
}
