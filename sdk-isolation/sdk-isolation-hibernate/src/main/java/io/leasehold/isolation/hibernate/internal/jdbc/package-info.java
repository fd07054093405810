/**
 * What stands in front of JDBC objects, so that no statement runs before it was asked for whom.
 * What is called often is written out; whatever an object can lead to is guarded, too.
 */
@NullMarked
package io.leasehold.isolation.hibernate.internal.jdbc;

import org.jspecify.annotations.NullMarked;
