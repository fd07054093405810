/**
 * Measures what isolation costs: proving, compiling, vending, calling. {@link
 * io.leasehold.isolation.bench.Bench} runs it.
 */
@NullMarked
package io.leasehold.isolation.bench;

import org.jspecify.annotations.NullMarked;
