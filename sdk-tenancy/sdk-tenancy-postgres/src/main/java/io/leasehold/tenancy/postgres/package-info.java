/** The registry of tenants and the table of trusted issuers, on PostgreSQL by plain JDBC. */
@NullMarked
package io.leasehold.tenancy.postgres;

import org.jspecify.annotations.NullMarked;
