/**
 * Measures the request path next to the peers'. {@link io.leasehold.tenancy.bench.Bench} runs it.
 */
@NullMarked
package io.leasehold.tenancy.bench;

import org.jspecify.annotations.NullMarked;
