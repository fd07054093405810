/** How the runner on PostgreSQL works inside. Not for users; it changes without notice. */
@NullMarked
package io.leasehold.provisioning.plan.internal;

import org.jspecify.annotations.NullMarked;
