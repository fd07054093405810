/** Not for use outside this library; may change in any version. */
@NullMarked
package io.leasehold.isolation.hibernate.internal;

import org.jspecify.annotations.NullMarked;
