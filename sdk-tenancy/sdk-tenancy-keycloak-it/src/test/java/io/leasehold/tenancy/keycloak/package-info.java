/** Tokens of a real Keycloak, mapped to tenants. */
@NullMarked
package io.leasehold.tenancy.keycloak;

import org.jspecify.annotations.NullMarked;
