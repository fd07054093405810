/** AWS: the platform's own clients, and the shared clients that only act for a tenant. */
@NullMarked
package io.leasehold.labs.cloud;

import org.jspecify.annotations.NullMarked;
