package io.leasehold.tenancy.jakarta.propagation;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects the server's default {@code ManagedExecutorService} or {@code
 * ManagedScheduledExecutorService} so that work runs in the scope of the thread that submitted it:
 *
 * <pre>{@code
 * @Inject @TenantPropagating ManagedExecutorService executor;
 * }</pre>
 *
 * <p>Without the qualifier the executor is the server's own, which clears the scope; work there
 * that needs a tenant fails.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface TenantPropagating {}
