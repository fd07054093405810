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
 * Looks across tenants, for a reason that is written down before it may: the interceptor enters the
 * cross-tenant scope through the application's audited door and leaves it when the method returns.
 *
 * <p>Only a caller with the platform's own credential and one of the roles gets in; no tenant's
 * token ever does.
 */
@InterceptorBinding
@TenantGuarded
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CrossTenant {

  /** Why, in words that an auditor understands; goes to the audit log. */
  @Nonbinding
  String reason();

  /** The roles of which the caller needs one; at least one, there is no access for everybody. */
  @Nonbinding
  String[] roles();

  /** For how long at most one call may look, in seconds. */
  @Nonbinding
  int seconds() default 60;
}
