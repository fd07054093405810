/**
 * A pool of AWS accounts that are leased, cleaned and leased again.
 *
 * <ul>
 *   <li>{@link io.leasehold.provisioning.account.AccountPool} answers a {@link
 *       io.leasehold.provisioning.account.LeaseRequest} with a {@link
 *       io.leasehold.provisioning.account.Lease}, at once or in its turn.
 *   <li>An account carries an {@link io.leasehold.provisioning.account.Epoch}: whoever speaks for
 *       an older lease is not heard.
 *   <li>{@code spi} holds the ports to the cloud, {@code aws} their implementations for AWS.
 * </ul>
 */
@NullMarked
package io.leasehold.provisioning.account;

import org.jspecify.annotations.NullMarked;
