package io.leasehold.isolation.iam;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The policies that apply to one request. Immutable and thread-safe.
 *
 * @param identity policies of the user or role, all of them; none grants nothing
 * @param boundary permissions boundary of the user or role, null without one
 * @param session session policy that was passed when the role was assumed, null without one
 * @param resource policies of the thing that is accessed
 * @param serviceControl service control policies of the caller's account, one list per level from
 *     the root down to the account; empty for an account outside an organization and for its
 *     management account
 * @param resourceControl resource control policies of the thing's account, those of all levels
 *     together, because they only deny: AWS attaches {@code RCPFullAWSAccess} to every level and
 *     lets nobody detach it. Empty for a thing of the management account or outside an
 *     organization, for a service without them, and for a caller that is a service-linked role
 */
public record PolicyStack(
    List<PolicyDocument> identity,
    @Nullable PolicyDocument boundary,
    @Nullable PolicyDocument session,
    List<PolicyDocument> resource,
    List<List<PolicyDocument>> serviceControl,
    List<PolicyDocument> resourceControl) {

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException if a policy names a principal where none belongs, or names
   *     none (or no resource) in a resource policy, or if a resource control policy is more than a
   *     Deny for everybody on named services
   */
  public PolicyStack {
    identity = List.copyOf(identity);
    resource = List.copyOf(resource);
    serviceControl = serviceControl.stream().map(List::copyOf).toList();
    identity.forEach(policy -> policy.requireWithoutPrincipal("an identity policy"));
    serviceControl.forEach(
        level -> level.forEach(p -> p.requireWithoutPrincipal("a service control policy")));
    if (boundary != null) {
      boundary.requireWithoutPrincipal("a permissions boundary");
    }
    if (session != null) {
      session.requireWithoutPrincipal("a session policy");
    }
    resource.forEach(PolicyDocument::requireResourcePolicy);
    resourceControl = List.copyOf(resourceControl);
    resourceControl.forEach(PolicyDocument::requireResourceControl);
  }

  /** A builder of an empty stack, which allows nothing. */
  public static Builder builder() {
    return new Builder();
  }

  /** Collects the policies of a stack. Not thread-safe. */
  public static final class Builder {
    private final List<PolicyDocument> identity = new ArrayList<>();
    private final List<PolicyDocument> resource = new ArrayList<>();
    private final List<List<PolicyDocument>> serviceControl = new ArrayList<>();
    private final List<PolicyDocument> resourceControl = new ArrayList<>();
    private @Nullable PolicyDocument boundary;
    private @Nullable PolicyDocument session;

    private Builder() {}

    /** Adds a policy of the user or role. */
    @CanIgnoreReturnValue
    public Builder identity(PolicyDocument policy) {
      identity.add(policy);
      return this;
    }

    /** Sets the permissions boundary. */
    @CanIgnoreReturnValue
    public Builder boundary(@Nullable PolicyDocument policy) {
      boundary = policy;
      return this;
    }

    /** Sets the session policy. */
    @CanIgnoreReturnValue
    public Builder session(@Nullable PolicyDocument policy) {
      session = policy;
      return this;
    }

    /** Adds a policy of the accessed thing. */
    @CanIgnoreReturnValue
    public Builder resource(PolicyDocument policy) {
      resource.add(policy);
      return this;
    }

    /** Adds one level of service control policies; each level has to allow the request. */
    @CanIgnoreReturnValue
    public Builder serviceControl(List<PolicyDocument> level) {
      serviceControl.add(level);
      return this;
    }

    /** Adds a resource control policy, of whichever level; it can only deny. */
    @CanIgnoreReturnValue
    public Builder resourceControl(PolicyDocument policy) {
      resourceControl.add(policy);
      return this;
    }

    /** The stack. */
    public PolicyStack build() {
      return new PolicyStack(
          identity, boundary, session, resource, serviceControl, resourceControl);
    }
  }
}
