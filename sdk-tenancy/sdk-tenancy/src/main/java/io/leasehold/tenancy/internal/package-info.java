/** Not for use outside this library; changes without notice. */
@NullMarked
package io.leasehold.tenancy.internal;

import org.jspecify.annotations.NullMarked;
