/** Who calls, and whether the policies let them. */
@NullMarked
package io.leasehold.localaws.internal.access;

import org.jspecify.annotations.NullMarked;
