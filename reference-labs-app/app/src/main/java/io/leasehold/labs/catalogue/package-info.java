/** What a tenant offers to its learners. */
@NullMarked
package io.leasehold.labs.catalogue;

import org.jspecify.annotations.NullMarked;
