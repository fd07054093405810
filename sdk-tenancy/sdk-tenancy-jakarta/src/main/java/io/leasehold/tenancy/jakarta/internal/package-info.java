/** Not for use outside this library; changes without notice. */
@NullMarked
package io.leasehold.tenancy.jakarta.internal;

import org.jspecify.annotations.NullMarked;
