/**
 * How requests are bound to a tenant, and which clients and surroundings are refused because the
 * binding would be lost. Not part of the API: it may change with every version.
 */
@NullMarked
package io.leasehold.isolation.aws.guard.internal;

import org.jspecify.annotations.NullMarked;
