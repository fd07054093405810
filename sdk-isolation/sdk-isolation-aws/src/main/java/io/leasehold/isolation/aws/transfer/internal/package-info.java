/**
 * How an upload is cut into parts and put together again. Not part of the API: it may change with
 * every version.
 */
@NullMarked
package io.leasehold.isolation.aws.transfer.internal;

import org.jspecify.annotations.NullMarked;
