/** Login discovery over HTTP, for applications that opt in. */
@NullMarked
package io.leasehold.tenancy.jakarta.discovery;

import org.jspecify.annotations.NullMarked;
