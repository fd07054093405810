package io.leasehold.tenancy.jakarta;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects the tenant in whose scope the code runs, as {@code Tenant} or {@code TenantId}; fails if
 * there is none. {@code Optional<Tenant>} and {@code Optional<TenantId>} are empty then. It is the
 * tenant at the time of the injection, so it is for objects that live no longer than a request;
 * wider beans are refused and use {@code Provider<Tenant>} or {@code TenantContext}.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface CurrentTenant {}
