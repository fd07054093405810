package io.leasehold.isolation.iam;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a policy.
 *
 * @param label how explanations call it
 * @param principal null in identity-like policies
 * @param resource null in trust policies, whose resource is the role itself
 */
record Statement(
    String label,
    boolean allow,
    @Nullable PrincipalPattern principal,
    ActionPattern action,
    @Nullable ResourcePattern resource,
    List<Condition> conditions) {

  Fit fitsAction(AccessRequest request) {
    return Fit.of(action.matches(request.action()));
  }

  Fit fitsResource(AccessRequest request) {
    return resource == null ? Fit.YES : resource.fit(request);
  }

  Fit fitsConditions(AccessRequest request) {
    return conditions.stream().map(c -> c.fit(request)).reduce(Fit.YES, Fit::and);
  }

  /** Whether the statement takes effect; who asks is a matter of the caller. */
  boolean applies(AccessRequest request) {
    Fit fit = fitsAction(request).and(fitsResource(request)).and(fitsConditions(request));
    return fit == Fit.YES || (fit == Fit.UNCLEAR && !allow);
  }
}
