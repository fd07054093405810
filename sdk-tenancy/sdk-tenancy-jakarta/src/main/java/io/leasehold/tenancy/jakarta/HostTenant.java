package io.leasehold.tenancy.jakarta;

import jakarta.inject.Qualifier;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Injects the {@code Tenant} at whose host the request arrived, whoever the caller is: for public
 * pages that look like the tenant. It opens nothing; code that needs the tenant's data enters its
 * scope. The same life-time rule as for {@link CurrentTenant}.
 */
@Qualifier
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE})
public @interface HostTenant {}
