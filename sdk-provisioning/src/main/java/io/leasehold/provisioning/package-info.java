/**
 * What the tenant gets: durable plans ({@code plan}), the pool of AWS accounts and its leases
 * ({@code account}), and the credentials of a leased account ({@code access}).
 *
 * <p>{@link io.leasehold.provisioning.ProvisioningSchema} creates the tables; {@link
 * io.leasehold.provisioning.ProvisioningException} is the root of the errors.
 */
@NullMarked
package io.leasehold.provisioning;

import org.jspecify.annotations.NullMarked;
