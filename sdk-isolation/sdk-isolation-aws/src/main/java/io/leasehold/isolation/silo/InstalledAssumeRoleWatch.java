package io.leasehold.isolation.silo;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * The watch for every STS client of the process, those included that a library or a profile makes
 * for itself. Put its name into the resource {@code
 * software/amazon/awssdk/services/sts/execution.interceptors}, and {@link #install} a watch at
 * start-up: until then no STS client gives out anything. Thread-safe.
 */
public final class InstalledAssumeRoleWatch implements ExecutionInterceptor {

  private static final AtomicReference<@Nullable AssumeRoleWatch> INSTALLED =
      new AtomicReference<>();

  /** For the SDK, which makes one for each client. */
  public InstalledAssumeRoleWatch() {}

  /** Sets the watch of all clients, in place of an earlier one. */
  public static void install(AssumeRoleWatch watch) {
    INSTALLED.set(Objects.requireNonNull(watch, "watch"));
  }

  private static AssumeRoleWatch installed() {
    AssumeRoleWatch watch = INSTALLED.get();
    return watch == null ? AssumeRoleWatch.refusing(TenantRoles.builder().build()) : watch;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    installed().beforeExecution(context, attributes);
  }

  @Override
  public void beforeMarshalling(Context.BeforeMarshalling context, ExecutionAttributes attributes) {
    installed().beforeMarshalling(context, attributes);
  }
}
