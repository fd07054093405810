package io.leasehold.isolation.silo;

import io.leasehold.isolation.iam.AccessRequest;
import io.leasehold.isolation.iam.IamEvaluator;
import io.leasehold.isolation.iam.PolicyDocument;
import io.leasehold.isolation.iam.PolicyStack;
import io.leasehold.isolation.iam.TrustOutline;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A role of the graph, its policies read once. */
final class RoleReading {

  // By any of these a role may give itself, or one that it makes, whatever it wants.
  private static final List<String> ESCALATING =
      List.of(
          "iam:PutRolePolicy",
          "iam:AttachRolePolicy",
          "iam:CreatePolicyVersion",
          "iam:SetDefaultPolicyVersion",
          "iam:CreateRole",
          "iam:CreateUser",
          "iam:PutUserPolicy",
          "iam:AttachUserPolicy",
          "iam:CreateAccessKey",
          "iam:CreateLoginProfile",
          "iam:UpdateLoginProfile",
          "iam:AddUserToGroup",
          "iam:PutGroupPolicy",
          "iam:AttachGroupPolicy");
  // By any of these it gets rid of its boundary, or gets hold of somebody who has none.
  private static final List<String> UNBOUNDING =
      Stream.concat(
              ESCALATING.stream(),
              Stream.of("iam:DeleteRolePermissionsBoundary", "iam:PutRolePermissionsBoundary"))
          .toList();
  // By any of these it gets rid of what its own policies deny it.
  private static final List<String> SHEDDING =
      List.of("iam:DeleteRolePolicy", "iam:DetachRolePolicy");
  private static final PolicyDocument ANYTHING =
      PolicyDocument.parse(
          "{\"Version\":\"2012-10-17\",\"Statement\":"
              + "{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}");

  private final SiloRole role;
  private final List<TrustOutline> trust;
  private final List<List<TrustOutline>> policies;
  private final @Nullable List<TrustOutline> boundary;
  private final boolean escalates;
  private final Known known;

  RoleReading(SiloRole role) {
    this.role = role;
    this.trust = TrustOutline.of(role.trust());
    List<List<TrustOutline>> all =
        role.policies().stream().map(p -> TrustOutline.of(p.json())).toList();
    boolean sheds = SHEDDING.stream().anyMatch(a -> all.stream().anyMatch(one -> mentions(one, a)));
    this.policies = sheds ? all.stream().map(RoleReading::allowing).toList() : all;
    List<TrustOutline> limit = role.boundary().map(b -> TrustOutline.of(b.json())).orElse(null);
    boolean limited =
        limit != null && UNBOUNDING.stream().noneMatch(a -> mentions(a) && mentions(limit, a));
    this.boundary = limited ? limit : null;
    this.escalates = ESCALATING.stream().anyMatch(this::mentions);
    boolean taggable =
        trust.stream()
            .anyMatch(t -> t.statement().allow() && t.statement().covers("sts:TagSession"));
    this.known = Known.ofSession(role, !taggable);
  }

  SiloRole role() {
    return role;
  }

  /** Whether some Allow is about the action, on whatever thing. */
  boolean mentions(String action) {
    return policies.stream().anyMatch(policy -> mentions(policy, action));
  }

  private static boolean mentions(List<TrustOutline> policy, String action) {
    return policy.stream()
        .anyMatch(one -> one.statement().allow() && one.statement().covers(action));
  }

  private static List<TrustOutline> allowing(List<TrustOutline> policy) {
    return policy.stream().filter(one -> one.statement().allow()).toList();
  }

  /** Whether it may do nothing at all about roles but what others let it. */
  boolean isPlain(List<String> actions) {
    return !escalates && actions.stream().noneMatch(this::mentions);
  }

  /** The services that may assume it. */
  Set<String> services() {
    return trust.stream()
        .filter(one -> one.statement().allow())
        .flatMap(one -> one.principals().getOrDefault("Service", List.of()).stream())
        .collect(Collectors.toSet());
  }

  /** The users, roles and accounts that it names. */
  Set<String> named() {
    return trust.stream()
        .filter(one -> one.statement().allow())
        .flatMap(one -> one.principals().getOrDefault("AWS", List.of()).stream())
        .collect(Collectors.toSet());
  }

  /** Whether one of its sessions might assume the other role. */
  boolean mayAssume(RoleReading other) {
    Known facts = known.onTagged(other.role);
    Optional<PolicyDocument> trusting =
        new WidestReading(facts).trust(other.trust, role, session());
    AccessRequest request = request("sts:AssumeRole", other.role.arn(), facts);
    if (trusting.isEmpty() || !new IamEvaluator().trusts(trusting.get(), request)) {
      return false;
    }
    boolean home = other.role.account().equals(role.account());
    return may(request, facts, home ? trusting.get() : null);
  }

  /** Whether one of its sessions might hand the other role to a service that takes it. */
  boolean mayPass(RoleReading other) {
    return other.services().stream()
        .anyMatch(
            service ->
                may("iam:PassRole", other.role.arn(), known.with("iam:PassedToService", service)));
  }

  /** Whether one of its sessions might do this. */
  boolean may(String action, String resource) {
    return may(action, resource, known);
  }

  private boolean may(String action, String resource, Known facts) {
    return may(request(action, resource, facts), facts, null);
  }

  private boolean may(AccessRequest request, Known facts, @Nullable PolicyDocument resource) {
    WidestReading widest = new WidestReading(facts);
    List<PolicyDocument> identity = new ArrayList<>();
    policies.forEach(policy -> widest.permissions(policy).ifPresent(identity::add));
    PolicyStack.Builder stack = PolicyStack.builder();
    if (escalates) {
      stack.identity(ANYTHING);
    } else {
      identity.forEach(stack::identity);
    }
    if (boundary != null) {
      Optional<PolicyDocument> limit = widest.permissions(boundary);
      if (limit.isEmpty()) {
        return false;
      }
      stack.boundary(limit.get());
    }
    if (resource != null) {
      stack.resource(resource);
    }
    return new IamEvaluator().decide(stack.build(), request).allowed();
  }

  private String session() {
    return role.sessionArn("any");
  }

  private AccessRequest request(String action, String resource, Known facts) {
    Map<String, List<String>> context = facts.context();
    return new AccessRequest(session(), action, resource, context);
  }
}
