/**
 * Why AWS said no. {@link io.leasehold.isolation.explain.AccessDeniedExplainer} reads AWS's
 * message, evaluates the request here, and says which statement and which condition stood in the
 * way, in one text for operators and one for the tenant.
 */
@NullMarked
package io.leasehold.isolation.explain;

import org.jspecify.annotations.NullMarked;
