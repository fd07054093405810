/**
 * The ports of the account pool. Each method may be called again after a crash, with the same
 * arguments, and then finishes what it began. An exception means "try again later", unless it is a
 * {@link io.leasehold.provisioning.account.spi.PermanentAccountException}.
 */
@NullMarked
package io.leasehold.provisioning.account.spi;

import org.jspecify.annotations.NullMarked;
