package io.leasehold.tenancy.jakarta;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Binds the interceptor that enforces {@link TenantRequired}, {@link TenantOptional}, {@link
 * PlatformScoped} and {@link CrossTenant}. Those four carry it; application code has no use for it.
 *
 * <p>One binding for all four, so that a method is checked once, by the annotation nearest to it,
 * however many its class and package have.
 */
@InterceptorBinding
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface TenantGuarded {

  /** For extensions that bind the interceptor to what has none of the four annotations. */
  final class Literal extends AnnotationLiteral<TenantGuarded> implements TenantGuarded {

    /** The only one. */
    public static final Literal INSTANCE = new Literal();

    private static final long serialVersionUID = 1L;

    private Literal() {}
  }
}
