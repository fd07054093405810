/**
 * The isolation kit: {@link io.leasehold.isolation.testkit.IsolationTck} attacks your blueprint and
 * your code as one tenant against another, in your own build and without AWS.
 */
@NullMarked
package io.leasehold.isolation.testkit;

import org.jspecify.annotations.NullMarked;
