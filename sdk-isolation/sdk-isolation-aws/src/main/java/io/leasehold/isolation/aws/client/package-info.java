/**
 * Shared SDK clients that act for one tenant at each call. Begin with {@link
 * io.leasehold.isolation.aws.client.TenantClients}.
 */
@NullMarked
package io.leasehold.isolation.aws.client;

import org.jspecify.annotations.NullMarked;
