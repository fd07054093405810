package io.leasehold.tenancy.jakarta;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs on behalf of a tenant, or not at all. It is the default for every JAX-RS resource below a
 * protected path; written down, it also holds below public and exempt paths, and for the methods of
 * any CDI bean, which then throw {@code TenantRequiredException} outside a tenant's scope.
 *
 * <p>On a method it counts before the class, and there before the package ({@code
 * package-info.java}).
 */
@InterceptorBinding
@TenantGuarded
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PACKAGE})
public @interface TenantRequired {}
