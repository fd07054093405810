/**
 * What a tenant may touch on AWS. {@code iam} reads and evaluates policies without AWS; {@code aws}
 * compiles them, vends credentials for them and binds clients to them.
 */
@NullMarked
package io.leasehold.isolation;

import org.jspecify.annotations.NullMarked;
