/**
 * The facades behind {@code TenantClients}: what a call of a client or a presigner does before it
 * goes on. Not part of the API: it may change with every version.
 */
@NullMarked
package io.leasehold.isolation.aws.client.internal;

import org.jspecify.annotations.NullMarked;
