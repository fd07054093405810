package io.leasehold.isolation.iam;

import io.leasehold.isolation.iam.Decision.Allowed;
import io.leasehold.isolation.iam.Decision.Denied;
import io.leasehold.isolation.iam.PrincipalPattern.Naming;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Decides requests in the order that the IAM user guide documents: an explicit Deny anywhere wins,
 * also in a resource control policy; every level of service control policies has to allow; a
 * resource policy that names the session or user itself is final, one that names the role is still
 * limited by boundary and session policy; otherwise identity, boundary and session policy all have
 * to allow.
 *
 * <p>Across accounts the resource policy has to allow as well, except for {@code sts}, whose
 * resource policy is the role's trust policy: ask {@link #trusts} for that.
 *
 * <p>A {@code kms} request with a key policy in the stack has to be allowed by it as well, as by
 * the policy of another account's thing.
 *
 * <p>A {@code Principal} of {@code *} names the caller directly: neither boundary nor session
 * policy limits what it grants, as documented for {@code aws:PrincipalArn} beside it. An AWS
 * service has no account and no policies of its own: the resource policy alone decides. Stateless
 * and thread-safe.
 */
public final class IamEvaluator {

  /** Decides one request. */
  public Decision decide(PolicyStack stack, AccessRequest request) {
    Caller caller = Caller.of(request);
    Optional<Denied> denied = explicitDeny(stack, request, caller);
    if (denied.isPresent()) {
      return denied.get();
    }
    for (List<PolicyDocument> level : stack.serviceControl()) {
      if (!allows(level, request)) {
        return implicit("service control policy", level, request);
      }
    }
    Naming naming = naming(stack.resource(), request, caller);
    boolean foreign = caller.isForeignTo(request) && !isOf(request, "sts");
    // A key is nobody's but for its key policy; without one in the stack that side is not asked.
    boolean keyed = isOf(request, "kms") && !stack.resource().isEmpty();
    if ((foreign || keyed) && naming == Naming.NOT) {
      return implicit("resource-based policy", stack.resource(), request);
    }
    if (!foreign && naming == Naming.DIRECTLY) {
      return new Allowed("a resource-based policy names the caller directly");
    }
    boolean granted = !foreign && naming == Naming.ROLE;
    if (!granted && !allows(stack.identity(), request)) {
      return implicit("identity-based policy", stack.identity(), request);
    }
    if (stack.boundary() != null && !allows(List.of(stack.boundary()), request)) {
      return implicit("permissions boundary", List.of(stack.boundary()), request);
    }
    if (stack.session() != null && !allows(List.of(stack.session()), request)) {
      return implicit("session policy", List.of(stack.session()), request);
    }
    return new Allowed(
        (granted ? "a resource-based policy names the caller's role" : "an identity-based policy")
            + " allows it and nothing limits it");
  }

  /**
   * Whether a role's trust policy lets the caller assume it. Only half of the answer: unless the
   * policy names the caller directly in its own account, the caller's own policies have to allow
   * {@code sts:AssumeRole} on the role, too.
   */
  public boolean trusts(PolicyDocument trustPolicy, AccessRequest request) {
    Caller caller = Caller.of(request);
    boolean denied =
        trustPolicy.statements().stream()
            .anyMatch(s -> !s.allow() && hits(s, caller, false) && s.applies(request));
    return !denied && naming(List.of(trustPolicy), request, caller) != Naming.NOT;
  }

  private static Optional<Denied> explicitDeny(
      PolicyStack stack, AccessRequest request, Caller caller) {
    boolean bounded = stack.boundary() != null;
    return Stream.of(
            deny("identity-based policy", stack.identity(), request, caller, bounded),
            deny("permissions boundary", listOf(stack.boundary()), request, caller, bounded),
            deny("session policy", listOf(stack.session()), request, caller, bounded),
            deny("resource-based policy", stack.resource(), request, caller, bounded),
            deny(
                "service control policy",
                stack.serviceControl().stream().flatMap(List::stream).toList(),
                request,
                caller,
                bounded),
            deny("resource control policy", stack.resourceControl(), request, caller, bounded))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static List<PolicyDocument> listOf(@Nullable PolicyDocument policy) {
    return policy == null ? List.of() : List.of(policy);
  }

  private static Optional<Denied> deny(
      String kind,
      List<PolicyDocument> policies,
      AccessRequest request,
      Caller caller,
      boolean bounded) {
    return policies.stream()
        .flatMap(policy -> policy.statements().stream())
        .filter(s -> !s.allow() && hits(s, caller, bounded) && s.applies(request))
        .findFirst()
        .map(s -> new Denied(true, "an explicit deny in a " + kind + ": " + s.label()));
  }

  private static boolean hits(Statement statement, Caller caller, boolean bounded) {
    PrincipalPattern principal = statement.principal();
    return principal == null || principal.denies(caller, bounded);
  }

  private static boolean allows(List<PolicyDocument> policies, AccessRequest request) {
    return policies.stream()
        .flatMap(policy -> policy.statements().stream())
        .anyMatch(s -> s.allow() && s.applies(request));
  }

  private static Naming naming(
      List<PolicyDocument> policies, AccessRequest request, Caller caller) {
    return policies.stream()
        .flatMap(policy -> policy.statements().stream())
        .filter(s -> s.allow() && s.applies(request))
        .map(Statement::principal)
        .flatMap(principal -> Stream.ofNullable(principal))
        .map(principal -> principal.naming(caller))
        .reduce(Naming.NOT, (a, b) -> a.compareTo(b) >= 0 ? a : b);
  }

  private static boolean isOf(AccessRequest request, String service) {
    return request.action().toLowerCase(Locale.ROOT).startsWith(service + ":");
  }

  private static Denied implicit(
      String kind, List<PolicyDocument> policies, AccessRequest request) {
    return new Denied(
        false,
        "no %s allows the %s action: %s"
            .formatted(kind, request.action(), Explanation.closest(policies, request)));
  }
}
