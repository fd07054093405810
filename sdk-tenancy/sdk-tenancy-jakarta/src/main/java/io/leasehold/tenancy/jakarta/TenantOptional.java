package io.leasehold.tenancy.jakarta;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs for everybody: for a member in the tenant's scope, for anybody else in the public one. A bad
 * token is refused all the same.
 *
 * <p>It lifts a {@link TenantRequired} of the class or the package, and opens a JAX-RS resource
 * method below a protected path without any setting.
 */
@InterceptorBinding
@TenantGuarded
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PACKAGE})
public @interface TenantOptional {}
