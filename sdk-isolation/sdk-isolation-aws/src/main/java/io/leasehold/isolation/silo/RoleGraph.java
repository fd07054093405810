package io.leasehold.isolation.silo;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.leasehold.isolation.silo.RoleEdge.How;
import io.leasehold.tenancy.TenantId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which role leads to which: by assuming it, passing it to a service, rewriting whom it trusts, or
 * through a deputy that acts under it; and so on from there. What is not known of a request (the
 * caller's address, an external id, a session tag that somebody may set) is taken as whatever opens
 * the way, and a Deny counts only where it is certain to apply, so no way is overlooked for them.
 * Service control policies are not looked at; they can only close ways. Immutable and thread-safe.
 */
public final class RoleGraph {

  private static final List<String> ABOUT_ROLES =
      List.of("sts:AssumeRole", "iam:PassRole", "iam:UpdateAssumeRolePolicy");

  private final Map<String, TenantId> owners;
  private final Map<String, List<RoleEdge>> edges;

  private RoleGraph(Map<String, TenantId> owners, Map<String, List<RoleEdge>> edges) {
    this.owners = owners;
    this.edges = edges;
  }

  /** A builder of a graph without roles. */
  public static Builder builder() {
    return new Builder();
  }

  /** All direct steps. */
  public List<RoleEdge> edges() {
    return edges.values().stream().flatMap(List::stream).toList();
  }

  /** A shortest way from one role to another, if there is one. */
  public Optional<RolePath> path(String fromArn, String toArn) {
    return Optional.ofNullable(paths(fromArn).get(toArn));
  }

  /** A shortest way from each tenant's role to each role of another tenant that it leads to. */
  public List<RolePath> crossings() {
    List<RolePath> crossings = new ArrayList<>();
    owners.forEach(
        (arn, owner) ->
            paths(arn)
                .forEach(
                    (to, path) -> {
                      TenantId other = owners.get(to);
                      if (other != null && !other.equals(owner)) {
                        crossings.add(path);
                      }
                    }));
    return List.copyOf(crossings);
  }

  private Map<String, RolePath> paths(String from) {
    Map<String, RolePath> found = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      String here = open.removeFirst();
      for (RoleEdge edge : edges.getOrDefault(here, List.of())) {
        if (!edge.to().equals(from) && !found.containsKey(edge.to())) {
          List<RoleEdge> steps = new ArrayList<>();
          Optional.ofNullable(found.get(here)).ifPresent(path -> steps.addAll(path.steps()));
          steps.add(edge);
          found.put(edge.to(), new RolePath(steps));
          open.add(edge.to());
        }
      }
    }
    return found;
  }

  /** Collects roles and deputies. Not thread-safe. */
  public static final class Builder {

    private final Map<String, RoleReading> roles = new LinkedHashMap<>();
    private final Map<String, TenantId> owners = new LinkedHashMap<>();
    private final List<Deputy> deputies = new ArrayList<>();

    private Builder() {}

    /**
     * Adds the role of a tenant.
     *
     * @throws io.leasehold.isolation.iam.PolicySyntaxException if a policy cannot be read
     */
    @CanIgnoreReturnValue
    public Builder tenant(TenantId tenant, SiloRole role) {
      owners.put(role.arn(), tenant);
      return shared(role);
    }

    /**
     * Adds a role that is no tenant's: the platform's, or that of a deputy.
     *
     * @throws io.leasehold.isolation.iam.PolicySyntaxException if a policy cannot be read
     */
    @CanIgnoreReturnValue
    public Builder shared(SiloRole role) {
      roles.put(role.arn(), new RoleReading(role));
      return this;
    }

    /** Adds something that acts under a role. */
    @CanIgnoreReturnValue
    public Builder deputy(Deputy deputy) {
      deputies.add(deputy);
      return this;
    }

    /** The graph. */
    public RoleGraph build() {
      Map<String, List<RoleReading>> byNamed = new HashMap<>();
      roles
          .values()
          .forEach(
              role ->
                  role.named()
                      .forEach(
                          name -> byNamed.computeIfAbsent(name, n -> new ArrayList<>()).add(role)));
      Map<String, List<RoleEdge>> edges = new LinkedHashMap<>();
      for (RoleReading from : roles.values()) {
        List<RoleEdge> steps = new ArrayList<>();
        for (RoleReading to : candidates(from, byNamed)) {
          if (!to.role().arn().equals(from.role().arn())) {
            step(from, to).ifPresent(steps::add);
          }
        }
        deputies.stream()
            .filter(deputy -> !deputy.roleArn().equals(from.role().arn()))
            .filter(deputy -> deputy.by().stream().anyMatch(by -> from.may(by, deputy.arn())))
            .forEach(
                deputy ->
                    steps.add(new RoleEdge(from.role().arn(), deputy.roleArn(), How.USES_DEPUTY)));
        edges.put(from.role().arn(), List.copyOf(steps));
      }
      return new RoleGraph(Map.copyOf(owners), edges);
    }

    /** A role that may do nothing about roles only gets where it is named itself. */
    private Collection<RoleReading> candidates(
        RoleReading from, Map<String, List<RoleReading>> byNamed) {
      if (!from.isPlain(ABOUT_ROLES)) {
        return roles.values();
      }
      String sessions = from.role().sessionArn("");
      List<RoleReading> named = new ArrayList<>();
      byNamed.forEach(
          (name, naming) -> {
            if (name.equals("*") || name.equals(from.role().arn()) || name.startsWith(sessions)) {
              named.addAll(naming);
            }
          });
      return new LinkedHashSet<>(named);
    }

    private static Optional<RoleEdge> step(RoleReading from, RoleReading to) {
      How how =
          from.mayAssume(to)
              ? How.ASSUMES
              : from.mayPass(to)
                  ? How.PASSES
                  : from.may("iam:UpdateAssumeRolePolicy", to.role().arn())
                      ? How.REWRITES_TRUST
                      : null;
      return how == null
          ? Optional.empty()
          : Optional.of(new RoleEdge(from.role().arn(), to.role().arn(), how));
    }
  }
}
