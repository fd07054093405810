/**
 * The isolation kit for rows: {@link io.leasehold.isolation.testkit.data.DataIsolationTck} runs
 * your repositories, queries and routes as one tenant against the rows of another, in your own
 * build and on a real database.
 */
@NullMarked
package io.leasehold.isolation.testkit.data;

import org.jspecify.annotations.NullMarked;
