package io.leasehold.tenancy.jakarta;

import jakarta.enterprise.util.Nonbinding;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs on behalf of the platform itself: its own records, no tenant's rows.
 *
 * <p>A JAX-RS resource with it answers only callers with the platform's own credential, below a
 * platform path (see {@link TenantFilterSettings}); a tenant's token opens none, whatever roles it
 * claims. A method of another CDI bean enters the platform's scope for as long as it runs.
 */
@InterceptorBinding
@TenantGuarded
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PACKAGE})
public @interface PlatformScoped {

  /** Why, in a few words, for the log. Empty: the method's name. */
  @Nonbinding
  String value() default "";
}
