/**
 * Bearer tokens of several issuers, verified with a closed issuer table.
 *
 * <ul>
 *   <li>{@link io.leasehold.tenancy.token.TokenVerifier} turns a compact JWT into a {@link
 *       io.leasehold.tenancy.token.TokenVerification}: verified, rejected, or not to be known now.
 *   <li>{@link io.leasehold.tenancy.token.TrustedIssuer} is one row of the table, {@code
 *       spi.TrustedIssuers} the table.
 * </ul>
 */
@NullMarked
package io.leasehold.tenancy.token;

import org.jspecify.annotations.NullMarked;
