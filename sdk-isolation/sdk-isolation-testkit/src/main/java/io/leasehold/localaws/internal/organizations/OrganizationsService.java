package io.leasehold.localaws.internal.organizations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.leasehold.localaws.internal.access.Authenticated;
import io.leasehold.localaws.internal.access.Authorizer;
import io.leasehold.localaws.internal.server.AwsService;
import io.leasehold.localaws.internal.server.JsonService;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

/** AWS Organizations. */
public final class OrganizationsService {

  private final Organization organization;
  private final Authorizer authorizer;
  private final TokenBucket bucket;

  private OrganizationsService(Organization organization, Authorizer authorizer, Clock clock) {
    this.organization = organization;
    this.authorizer = authorizer;
    this.bucket = new TokenBucket(organization.limits().requestsPerSecond(), clock);
  }

  /** The service over an organization. */
  public static AwsService create(Organization organization, Authorizer authorizer, Clock clock) {
    Map<String, OrgOperation> all = new HashMap<>();
    all.putAll(new CreationOperations(organization).operations());
    all.putAll(new AccountOperations(organization).operations());
    all.putAll(new TreeOperations(organization).operations());
    all.putAll(new TagOperations(organization).operations());
    all.putAll(new PolicyOperations(organization).operations());
    OrganizationsService service = new OrganizationsService(organization, authorizer, clock);
    Map<String, JsonService.Operation> operations = new HashMap<>();
    all.forEach(
        (name, operation) ->
            operations.put(name, (call, input) -> service.run(name, operation, call, input)));
    return new JsonService(new JsonService.Dialect("organizations", "1.1", "", false), operations);
  }

  private ObjectNode run(
      String name, OrgOperation operation, Authenticated call, ObjectNode input) {
    for (String resource : operation.resources().apply(input)) {
      authorizer.require(call, "organizations:" + name, resource, Map.of());
    }
    boolean fromManagement =
        call.principal().accountId().equals(organization.managementAccountId());
    if (!fromManagement && !name.equals("DescribeOrganization")) {
      throw OrgErrors.denied();
    }
    if (!bucket.take()) {
      throw OrgErrors.tooManyRequests();
    }
    synchronized (organization) {
      organization.settle();
      return operation.action().apply(input);
    }
  }
}
