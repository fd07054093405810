/** Beans of an application whose package says that all of it needs a tenant. */
@NullMarked
@TenantRequired
package io.leasehold.tenancy.jakarta.guarded;

import io.leasehold.tenancy.jakarta.TenantRequired;
import org.jspecify.annotations.NullMarked;
