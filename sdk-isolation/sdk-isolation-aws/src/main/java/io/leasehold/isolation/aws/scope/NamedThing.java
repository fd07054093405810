package io.leasehold.isolation.aws.scope;

import io.leasehold.isolation.proof.ForeignRequest;
import io.leasehold.isolation.proof.Ownership;
import java.util.List;
import java.util.Map;

/**
 * The common case: each tenant has a thing of its own, whose name contains the tenant id.
 *
 * @param service the prefix of the actions
 * @param actions what the tenant may do with its own
 * @param others examples of what else the service can do to such things
 * @param arns its ARNs, with the hole for the tenant
 * @param all an ARN pattern that takes in everybody's
 */
record NamedThing(
    String service, List<String> actions, List<String> others, List<String> arns, String all) {

  List<Grant> grants() {
    return List.of(new Grant(actions, arns, Map.of()));
  }

  Ownership ownership() {
    return new Ownership(
        service,
        // Whoever may do anything at all with a thing of that name touches its owner's data.
        arns.stream().map(arn -> new ForeignRequest(actions, arn, Map.of())).toList(),
        new ForeignRequest(others, all, Map.of()));
  }
}
