/** Tenants, issuers and labs from a file, for the first start of an installation. */
@NullMarked
package io.leasehold.labs.bootstrap;

import org.jspecify.annotations.NullMarked;
