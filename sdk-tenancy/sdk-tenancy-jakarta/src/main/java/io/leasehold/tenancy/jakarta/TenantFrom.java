package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a path parameter of the resource names the tenant too, so that it has to agree with the
 * other signals: {@code @Path("/tenants/{tenant}/labs") @TenantFrom("tenant")}. It can only
 * contradict; it never chooses.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface TenantFrom {

  /** The name of the path parameter. */
  String value();

  /** What the parameter holds. */
  Kind kind() default Kind.SLUG;
}
