/**
 * What stands between a request and the wire when all else failed: no identity of the client's own,
 * and a signature that has to be the tenant's. Together with the exceptions that say what was
 * refused.
 */
@NullMarked
package io.leasehold.isolation.aws.guard;

import org.jspecify.annotations.NullMarked;
