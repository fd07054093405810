/** Not API: changes without notice. */
@NullMarked
package io.leasehold.provisioning.internal;

import org.jspecify.annotations.NullMarked;
