package io.leasehold.tenancy.jakarta;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects the {@code Tenant} in whose scope the code runs; fails if there is none. It is the tenant
 * at the time of the injection, so it is for objects that live no longer than a request; wider
 * beans are refused and use {@code TenantContext}.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface CurrentTenant {}
