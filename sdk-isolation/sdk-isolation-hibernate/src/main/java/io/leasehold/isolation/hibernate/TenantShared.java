package io.leasehold.isolation.hibernate;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of an entity that all tenants share it on purpose: it has no tenant, and its table no row
 * security. It stands on the root of an inheritance hierarchy and counts for the whole of it. An
 * entity that has neither this nor Hibernate's {@code @TenantId} stops the start of its persistence
 * unit.
 *
 * <p>Give the application's role no more than SELECT on such a table, unless tenants may tell each
 * other what they write there.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface TenantShared {}
