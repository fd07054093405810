package io.leasehold.tenancy.telemetry;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Keeps tenants out of baggage. Baggage goes to most hosts that a service calls, third parties
 * included, and comes from anybody who can send a header; nothing protects its content. So members
 * that name a tenant are taken out before others are sent, and are never taken in.
 *
 * <p>It wraps the propagator that does the work. Between services of one's own, the tenant travels
 * in the signed header or envelope of {@code io.leasehold.tenancy.propagation}. Immutable and
 * thread-safe.
 */
public final class TenantBaggageGuard implements TextMapPropagator {

  /** What {@link #around(TextMapPropagator)} takes out, in any case of letters. */
  public static final Set<String> NAMES =
      Set.of(
          TenantLogContext.KEY,
          "tenant",
          "tenant.id",
          "tenant.name",
          "tenant_id",
          "tenant-id",
          "tenantid",
          "x-tenant",
          "x-tenant-id");

  private final TextMapPropagator guarded;
  private final Set<String> names;

  /** With other names, none of them for instance, in tests. */
  TenantBaggageGuard(TextMapPropagator guarded, Set<String> names) {
    this.guarded = guarded;
    this.names = Set.copyOf(names);
  }

  /** A guard around the propagator that takes out {@link #NAMES}. */
  public static TenantBaggageGuard around(TextMapPropagator propagator) {
    return new TenantBaggageGuard(propagator, NAMES);
  }

  /** A guard that takes out other names as well. */
  public TenantBaggageGuard alsoWithout(String... moreNames) {
    Set<String> all = new TreeSet<>(names);
    for (String name : moreNames) {
      all.add(name.toLowerCase(Locale.ROOT));
    }
    return new TenantBaggageGuard(guarded, all);
  }

  @Override
  public Collection<String> fields() {
    return guarded.fields();
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    guarded.inject(without(context), carrier, setter);
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    return without(guarded.extract(context, carrier, getter));
  }

  private Context without(Context context) {
    Baggage baggage = Baggage.fromContext(context);
    if (baggage.asMap().keySet().stream().noneMatch(this::isForbidden)) {
      return context;
    }
    BaggageBuilder rest = baggage.toBuilder();
    baggage.asMap().keySet().stream().filter(this::isForbidden).forEach(rest::remove);
    return context.with(rest.build());
  }

  private boolean isForbidden(String name) {
    return names.contains(name.toLowerCase(Locale.ROOT));
  }

  @Override
  public String toString() {
    return "TenantBaggageGuard[" + guarded + "]";
  }
}
