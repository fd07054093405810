package io.leasehold.tenancy.jakarta;

import io.leasehold.tenancy.resolution.TenantCandidate.Kind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a part of the request to this resource names the tenant too, so that it has to agree
 * with the other signals: {@code @Path("/tenants/{tenant}/labs") @TenantFrom("tenant")}. It can
 * only contradict; it never chooses. Each value has to agree where there are several, and what a
 * method, its class and their interfaces say comes together.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@Repeatable(TenantFrom.All.class)
public @interface TenantFrom {

  /** Parts of a request. */
  enum Part {
    /** A path parameter. */
    PATH,
    /** A query parameter. */
    QUERY,
    /** A header. */
    HEADER
  }

  /** The name of the parameter or header. */
  String value();

  /** Where it is. */
  Part in() default Part.PATH;

  /** What it holds. */
  Kind kind() default Kind.SLUG;

  /** Whether a request without it is fine; otherwise it is refused. */
  boolean optional() default false;

  /** Several on one resource. */
  @Documented
  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.METHOD, ElementType.TYPE})
  @interface All {
    /** All of them have to agree. */
    TenantFrom[] value();
  }
}
