/**
 * Roles of which each belongs to one tenant. {@link io.leasehold.isolation.silo.SiloRoleInspector}
 * reads them before they are used, {@link io.leasehold.isolation.silo.RoleGraph} looks for a way
 * from one tenant's role to another's, and {@link io.leasehold.isolation.silo.AssumeRoleWatch}
 * stands between the application and STS.
 */
@NullMarked
package io.leasehold.isolation.silo;

import org.jspecify.annotations.NullMarked;
