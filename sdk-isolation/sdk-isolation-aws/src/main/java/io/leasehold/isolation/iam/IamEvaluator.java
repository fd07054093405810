package io.leasehold.isolation.iam;

import io.leasehold.isolation.iam.Decision.Allowed;
import io.leasehold.isolation.iam.Decision.Denied;
import io.leasehold.isolation.iam.PrincipalPattern.Naming;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  private static final String IDENTITY = "identity-based policy";
  private static final String BOUNDARY = "permissions boundary";
  private static final String SESSION = "session policy";
  private static final String RESOURCE = "resource-based policy";
  private static final String CONTROL = "service control policy";

  /** Decides one request. */
  public Decision decide(PolicyStack stack, AccessRequest request) {
    Caller caller = Caller.of(request);
    Optional<Denied> denied = explicitDeny(stack, request, caller);
    if (denied.isPresent()) {
      return denied.get();
    }
    for (List<PolicyDocument> level : stack.serviceControl()) {
      if (!allows(level, request)) {
        return implicit(CONTROL, level, request);
      }
    }
    Naming naming = naming(stack.resource(), request, caller);
    boolean foreign = caller.isForeignTo(request) && !isOf(request, "sts");
    if (needsNaming(stack, request, foreign) && naming == Naming.NOT) {
      return implicit(RESOURCE, stack.resource(), request);
    }
    if (!foreign && naming == Naming.DIRECTLY) {
      return new Allowed("a resource-based policy names the caller directly");
    }
    boolean granted = !foreign && naming == Naming.ROLE;
    if (!granted && !allows(stack.identity(), request)) {
      return implicit(IDENTITY, stack.identity(), request);
    }
    if (stack.boundary() != null && !allows(List.of(stack.boundary()), request)) {
      return implicit(BOUNDARY, List.of(stack.boundary()), request);
    }
    if (stack.session() != null && !allows(List.of(stack.session()), request)) {
      return implicit(SESSION, List.of(stack.session()), request);
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

  /**
   * All that stands in the way of a request: every statement that denies it and, of each kind of
   * policy that has to allow it and does not, where the closest statement differs.
   *
   * @return empty if and only if the request is allowed
   */
  public List<Obstacle> obstacles(PolicyStack stack, AccessRequest request) {
    if (decide(stack, request).allowed()) {
      return List.of();
    }
    Caller caller = Caller.of(request);
    List<Obstacle> obstacles = new ArrayList<>();
    kinds(stack)
        .forEach(
            (kind, policies) ->
                denials(policies, request, caller, stack.boundary() != null)
                    .forEach(statement -> obstacles.add(Obstacle.denied(kind, statement))));
    for (List<PolicyDocument> level : stack.serviceControl()) {
      addUnlessAllowed(obstacles, CONTROL, level, request);
    }
    Naming naming = naming(stack.resource(), request, caller);
    boolean foreign = caller.isForeignTo(request) && !isOf(request, "sts");
    if (needsNaming(stack, request, foreign) && naming == Naming.NOT) {
      obstacles.addAll(Obstacle.closest(RESOURCE, stack.resource(), request));
    }
    if (foreign || naming != Naming.DIRECTLY) {
      if (foreign || naming != Naming.ROLE) {
        addUnlessAllowed(obstacles, IDENTITY, stack.identity(), request);
      }
      if (stack.boundary() != null) {
        addUnlessAllowed(obstacles, BOUNDARY, listOf(stack.boundary()), request);
      }
      if (stack.session() != null) {
        addUnlessAllowed(obstacles, SESSION, listOf(stack.session()), request);
      }
    }
    return List.copyOf(obstacles);
  }

  private static void addUnlessAllowed(
      List<Obstacle> obstacles, String kind, List<PolicyDocument> policies, AccessRequest request) {
    if (!allows(policies, request)) {
      obstacles.addAll(Obstacle.closest(kind, policies, request));
    }
  }

  // A key is nobody's but for its key policy; without one in the stack that side is not asked.
  private static boolean needsNaming(PolicyStack stack, AccessRequest request, boolean foreign) {
    return foreign || (isOf(request, "kms") && !stack.resource().isEmpty());
  }

  private static Map<String, List<PolicyDocument>> kinds(PolicyStack stack) {
    Map<String, List<PolicyDocument>> kinds = new LinkedHashMap<>();
    kinds.put(IDENTITY, stack.identity());
    kinds.put(BOUNDARY, listOf(stack.boundary()));
    kinds.put(SESSION, listOf(stack.session()));
    kinds.put(RESOURCE, stack.resource());
    kinds.put(CONTROL, stack.serviceControl().stream().flatMap(List::stream).toList());
    kinds.put("resource control policy", stack.resourceControl());
    return kinds;
  }

  private static Optional<Denied> explicitDeny(
      PolicyStack stack, AccessRequest request, Caller caller) {
    for (var kind : kinds(stack).entrySet()) {
      Optional<Statement> denial =
          denials(kind.getValue(), request, caller, stack.boundary() != null).findFirst();
      if (denial.isPresent()) {
        return Optional.of(
            new Denied(
                true, "an explicit deny in a " + kind.getKey() + ": " + denial.get().label()));
      }
    }
    return Optional.empty();
  }

  private static List<PolicyDocument> listOf(@Nullable PolicyDocument policy) {
    return policy == null ? List.of() : List.of(policy);
  }

  private static Stream<Statement> denials(
      List<PolicyDocument> policies, AccessRequest request, Caller caller, boolean bounded) {
    return policies.stream()
        .flatMap(policy -> policy.statements().stream())
        .filter(s -> !s.allow() && hits(s, caller, bounded) && s.applies(request));
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
            .formatted(kind, request.action(), Explanation.text(policies, request)));
  }
}
