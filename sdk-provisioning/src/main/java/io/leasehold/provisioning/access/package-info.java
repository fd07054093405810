/**
 * Temporary access to a leased account: {@link io.leasehold.provisioning.access.AccessBroker} turns
 * an active lease into {@link io.leasehold.provisioning.access.TemporaryAccess}.
 */
@NullMarked
package io.leasehold.provisioning.access;

import org.jspecify.annotations.NullMarked;
