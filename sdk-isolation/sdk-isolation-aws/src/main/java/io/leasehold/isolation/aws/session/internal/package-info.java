/**
 * How STS is asked for a session: by the platform, over a role between, or with a web identity. Not
 * part of the API: it may change with every version.
 */
@NullMarked
package io.leasehold.isolation.aws.session.internal;

import org.jspecify.annotations.NullMarked;
