package io.leasehold.isolation.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method of an {@link IsolationTck} that makes your code work on somebody's data. It takes
 * a {@link TenantAws}, by which calls reach what stands in for AWS, and the {@code TenantId} of
 * whose data it is. It is called for a tenant on its own data, where all it does has to be allowed,
 * and for a tenant on another's, where nothing of the other's may be reached.
 *
 * <pre>{@code
 * @TenantCode("reads a note")
 * void readsANote(TenantAws aws, TenantId owner) {
 *   new Notes(aws.client(DynamoDbClient.builder())).read(owner, "n1");
 * }
 * }</pre>
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface TenantCode {

  /** What it does, as tests are to be called. */
  String value();
}
