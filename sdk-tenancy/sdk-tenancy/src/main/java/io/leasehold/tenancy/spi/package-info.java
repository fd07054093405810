/** What an application implements: the registry of tenants and the resolvers. */
@NullMarked
package io.leasehold.tenancy.spi;

import org.jspecify.annotations.NullMarked;
