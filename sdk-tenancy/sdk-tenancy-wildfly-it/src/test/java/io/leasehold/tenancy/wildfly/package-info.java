/** The tenancy SDK on WildFly. */
@NullMarked
package io.leasehold.tenancy.wildfly;

import org.jspecify.annotations.NullMarked;
