package io.leasehold.tenancy.telemetry;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.metrics.ObservableLongCounter;
import io.opentelemetry.api.metrics.ObservableLongMeasurement;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts for the tenant of the scope, within the slots of its {@link TenantMeter}. Thread-safe. */
public final class TenantCounter implements AutoCloseable {

  private final TenantSlots slots;
  private final Map<TenantId, Series> own = new ConcurrentHashMap<>();
  private final LongAdder other = new LongAdder();
  private final LongAdder none = new LongAdder();
  private final ObservableLongCounter instrument;

  TenantCounter(Meter meter, String name, String description, TenantSlots slots) {
    this.slots = slots;
    // Observed, not counted by the SDK: it would keep a series for ever once it saw it.
    this.instrument =
        meter.counterBuilder(name).setDescription(description).buildWithCallback(this::export);
  }

  /** Counts one. */
  public void increment() {
    add(1);
  }

  /**
   * Counts several.
   *
   * @throws IllegalArgumentException if the amount is negative
   */
  public void add(long amount) {
    if (amount < 0) {
      throw new IllegalArgumentException("a counter does not go down; the amount is " + amount);
    }
    Optional<Tenant> tenant = TenantContext.current();
    if (tenant.isEmpty()) {
      none.add(amount);
    } else if (!toItsOwnSeries(tenant.get().id(), amount)) {
      other.add(amount);
    }
  }

  /** Stops exporting. */
  @Override
  public void close() {
    instrument.close();
  }

  private boolean toItsOwnSeries(TenantId id, long amount) {
    return slots.holdsAfter(id, amount)
        && own.computeIfAbsent(id, tenant -> new Series()).add(amount);
  }

  private void export(ObservableLongMeasurement measurement) {
    // One look, so that slots that change hands meanwhile add nobody to this export.
    Map<TenantId, ?> holders = slots.holders();
    own.forEach(
        (id, series) -> {
          if (holders.containsKey(id)) {
            measurement.record(series.export(), labelled(id.value()));
          } else {
            own.remove(id);
            other.add(series.close());
          }
        });
    if (other.sum() > 0) {
      measurement.record(other.sum(), labelled(TenantAttribute.OTHER));
    }
    if (none.sum() > 0) {
      measurement.record(none.sum(), labelled(TenantAttribute.NONE));
    }
  }

  private static Attributes labelled(String value) {
    return Attributes.of(TenantAttribute.TENANT, value);
  }

  /** The count of one tenant; closed for good when it loses its slot. */
  private static final class Series {

    private long count;
    private long exported;
    private boolean closed;

    synchronized boolean add(long amount) {
      if (!closed) {
        count += amount;
      }
      return !closed;
    }

    synchronized long export() {
      exported = count;
      return count;
    }

    /** What nobody was told yet. */
    synchronized long close() {
      closed = true;
      return count - exported;
    }
  }
}
