/**
 * API keys: what a program presents instead of a token. A key is shown once, when it is made; only
 * its digest is kept.
 *
 * <ul>
 *   <li>{@link io.leasehold.tenancy.apikey.ApiKey} makes and reads keys.
 *   <li>{@link io.leasehold.tenancy.apikey.ApiKeyVerifier} tells whose a presented key is.
 * </ul>
 */
@NullMarked
package io.leasehold.tenancy.apikey;

import org.jspecify.annotations.NullMarked;
