/**
 * One session of a tenant at STS, as applications see it: what is asked for, the credentials that
 * come, and why none come. The vendor in {@code vending} keeps and renews them.
 */
@NullMarked
package io.leasehold.isolation.aws.session;

import org.jspecify.annotations.NullMarked;
