package io.leasehold.tenancy.telemetry;

import io.opentelemetry.api.metrics.Meter;
import java.time.Duration;
import java.util.Objects;

/**
 * Makes counters that tell tenants apart without a time series for each. Thread-safe; make one for
 * the whole application, so that all its counters share the slots.
 *
 * <p>The rules, whatever the number of tenants:
 *
 * <ul>
 *   <li>A counter exports at most {@code slots} tenants by name, everybody else together as {@link
 *       TenantAttribute#OTHER}, and work outside every tenant as {@link TenantAttribute#NONE}.
 *   <li>The first tenants get the free slots. Every {@link #WINDOW}, a tenant without a slot that
 *       was more than twice as busy as the least busy holder takes its slot; at most a tenth of the
 *       slots, and at least one, change hands in a window. A crowd of quiet tenants moves nobody.
 *   <li>No event is lost: what a tenant did since the last export moves to {@code _other} with it.
 *       With several readers that is exact for the one that came last.
 *   <li>The tenant is the one of the scope; there is no parameter for it, so a name that nobody
 *       verified cannot get in. There is no histogram, which would multiply series by buckets.
 * </ul>
 */
public final class TenantMeter {

  /** How long tenants are compared before slots change hands. */
  public static final Duration WINDOW = Duration.ofMinutes(10);

  /** The most slots that can be asked for. */
  public static final int MAX_SLOTS = 500;

  private final Meter meter;
  private final TenantSlots slots;

  /** With other slots only in tests. */
  TenantMeter(Meter meter, TenantSlots slots) {
    this.meter = Objects.requireNonNull(meter, "meter");
    this.slots = slots;
  }

  /**
   * A meter on top of OpenTelemetry's.
   *
   * @param slots how many tenants have a series of their own, in each counter
   * @throws IllegalArgumentException if the number is not between 1 and {@link #MAX_SLOTS}
   */
  public static TenantMeter of(Meter meter, int slots) {
    if (slots < 1 || slots > MAX_SLOTS) {
      throw new IllegalArgumentException(
          "a meter has 1 to " + MAX_SLOTS + " tenants with a series of their own, not " + slots);
    }
    return new TenantMeter(meter, new TenantSlots(slots, WINDOW, System::nanoTime));
  }

  /**
   * A counter. Close it when the application ends.
   *
   * @param name by OpenTelemetry's rules for names, for instance {@code shop.orders}
   * @param description what it counts
   */
  public TenantCounter counter(String name, String description) {
    return new TenantCounter(meter, name, description, slots);
  }
}
