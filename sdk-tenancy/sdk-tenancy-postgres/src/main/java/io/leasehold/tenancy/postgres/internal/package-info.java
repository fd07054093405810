/** Not for use outside this library; may change in any version. */
@NullMarked
package io.leasehold.tenancy.postgres.internal;

import org.jspecify.annotations.NullMarked;
