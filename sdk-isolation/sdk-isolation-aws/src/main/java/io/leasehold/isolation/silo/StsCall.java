package io.leasehold.isolation.silo;

import io.leasehold.isolation.aws.policy.SessionPolicy;
import io.leasehold.isolation.aws.policy.SessionRestriction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;
import software.amazon.awssdk.services.sts.model.StsRequest;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * A call of STS that gives out credentials, whichever operation it is.
 *
 * @param role empty if the operation has none
 * @param names what it calls the session and its source
 * @param tags whose keys have no case
 */
record StsCall(
    String operation,
    String role,
    List<String> names,
    Optional<String> policy,
    List<String> managedPolicies,
    Map<String, String> tags) {

  private static final Set<String> HARMLESS =
      Set.of("GetCallerIdentity", "DecodeAuthorizationMessage", "GetAccessKeyInfo");

  /** The call, unless it is of another service or gives out nothing. */
  static Optional<StsCall> of(SdkRequest request) {
    if (!(request instanceof StsRequest)) {
      return Optional.empty();
    }
    String operation = request.getClass().getSimpleName().replaceAll("Request$", "");
    if (HARMLESS.contains(operation)) {
      return Optional.empty();
    }
    List<String> names = new ArrayList<>();
    text(request, "RoleSessionName").ifPresent(names::add);
    text(request, "SourceIdentity").ifPresent(names::add);
    Map<String, String> tags = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    list(request, "Tags", Tag.class).forEach(tag -> tags.put(tag.key(), tag.value()));
    return Optional.of(
        new StsCall(
            operation,
            text(request, "RoleArn").orElse(""),
            names,
            text(request, "Policy").filter(policy -> !policy.isBlank()),
            list(request, "PolicyArns", PolicyDescriptorType.class).stream()
                .map(PolicyDescriptorType::arn)
                .toList(),
            tags));
  }

  /** Whether it narrows the role in exactly this way; more tags do no harm. */
  boolean carries(SessionRestriction wanted) {
    return policy.equals(wanted.policy().map(SessionPolicy::json))
        && managedPolicies.equals(wanted.managedPolicies())
        && wanted.tags().entrySet().stream()
            .allMatch(tag -> tag.getValue().equals(tags.get(tag.getKey())));
  }

  private static Optional<String> text(SdkRequest request, String field) {
    return request.getValueForField(field, String.class);
  }

  private static <T> List<T> list(SdkRequest request, String field, Class<T> type) {
    return request.getValueForField(field, List.class).stream()
        .flatMap(raw -> ((List<?>) raw).stream())
        .map(type::cast)
        .toList();
  }
}
