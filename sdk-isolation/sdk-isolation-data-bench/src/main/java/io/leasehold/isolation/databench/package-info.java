/**
 * Measures what the isolation of data costs with Hibernate and PostgreSQL. {@link
 * io.leasehold.isolation.databench.DataBench} runs it.
 */
@NullMarked
package io.leasehold.isolation.databench;

import org.jspecify.annotations.NullMarked;
