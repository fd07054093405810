/**
 * What AWS says of its actions, resource types and condition keys, as data, and the check of policy
 * templates against it.
 *
 * <p>The proof takes a policy at its word; this package asks whether the words mean anything to
 * AWS: a condition on a key that an action does not carry, or an action that no resource narrows,
 * reads like isolation and is none.
 */
@NullMarked
package io.leasehold.isolation.catalogue;

import org.jspecify.annotations.NullMarked;
