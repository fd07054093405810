package io.leasehold.isolation.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request with the policies that apply to it, as texts, so that two evaluators read the same.
 *
 * @param seed what {@link RandomPolicies} made it from
 */
record RandomAccess(
    long seed,
    AccessRequest request,
    String owner,
    List<String> identity,
    @Nullable String boundary,
    @Nullable String session,
    @Nullable String resource,
    List<List<String>> serviceControl,
    List<String> resourceControl) {

  PolicyStack stack() {
    PolicyStack.Builder stack = PolicyStack.builder();
    identity.forEach(policy -> stack.identity(PolicyDocument.parse(policy)));
    if (boundary != null) {
      stack.boundary(PolicyDocument.parse(boundary));
    }
    if (session != null) {
      stack.session(PolicyDocument.parse(session));
    }
    if (resource != null) {
      stack.resource(PolicyDocument.parse(resource));
    }
    serviceControl.forEach(
        level -> stack.serviceControl(level.stream().map(PolicyDocument::parse).toList()));
    resourceControl.forEach(policy -> stack.resourceControl(PolicyDocument.parse(policy)));
    return stack.build();
  }

  /** The question in the reference's words. */
  String simulation() {
    Map<String, Object> context = new TreeMap<>();
    request
        .context()
        .forEach(
            (key, values) ->
                context.put(key, RandomConditions.LISTS.contains(key) ? values : values.get(0)));
    Map<String, Object> question = new TreeMap<>();
    question.put(
        "request",
        Map.of(
            "principal", request.principalArn(),
            "action", request.action(),
            "resource", Map.of("resource", request.resource(), "accountId", owner),
            "contextVariables", context));
    question.put("identityPolicies", named(identity));
    List<Object> levels = new ArrayList<>();
    for (List<String> level : serviceControl) {
      levels.add(Map.of("orgIdentifier", "level" + levels.size(), "policies", named(level)));
    }
    question.put("serviceControlPolicies", levels);
    question.put(
        "resourceControlPolicies",
        List.of(Map.of("orgIdentifier", "level0", "policies", named(resourceControl))));
    if (boundary != null) {
      question.put("permissionBoundaryPolicies", named(List.of(boundary)));
    }
    if (session != null) {
      question.put("sessionPolicy", new JsonText.Raw(session));
    }
    if (resource != null) {
      question.put("resourcePolicy", new JsonText.Raw(resource));
    }
    return JsonText.of(question);
  }

  private static List<Object> named(List<String> policies) {
    List<Object> named = new ArrayList<>();
    for (String policy : policies) {
      named.add(Map.of("name", "policy" + named.size(), "policy", new JsonText.Raw(policy)));
    }
    return named;
  }
}
