/**
 * Who hands out the credentials of tenants: the vendor with its cache, the limits under which it
 * calls STS, and the revocations that it obeys. All of it is about when a session is opened, kept
 * or thrown away; how one is opened lies in {@code session}.
 */
@NullMarked
package io.leasehold.isolation.aws.vending;

import org.jspecify.annotations.NullMarked;
