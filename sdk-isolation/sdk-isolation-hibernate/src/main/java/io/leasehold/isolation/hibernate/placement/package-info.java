/**
 * Where a tenant's rows are: in tables that all tenants share, in a schema of its own, or in a
 * database of its own. The mapping is the same everywhere, row security included; only the place
 * differs, so a tenant moves by copying its rows.
 */
@NullMarked
package io.leasehold.isolation.hibernate.placement;

import org.jspecify.annotations.NullMarked;
