package io.leasehold.labs.run.api;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantId;
import io.leasehold.tenancy.TenantScopes;
import io.leasehold.tenancy.spi.TenantRegistry;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One watcher. Looks often while something happens and more seldom while nothing does, sends each
 * change and at least every ten seconds something, and stops when the operation is over, the token
 * has expired or the tenant is shut out.
 */
final class OperationStream {

  private static final Logger LOG = System.getLogger(OperationStream.class.getName());
  private static final Duration SHORTEST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(2);
  private static final Duration SILENCE = Duration.ofSeconds(10);

  private final ScheduledExecutorService timer;
  private final TenantRegistry registry;
  private final Instant until;
  private final Supplier<OperationView> look;
  private final SseEventSink sink;
  private final Sse sse;
  private final TenantId tenant = TenantContext.require().id();
  // Each look runs on a pooled thread that is in no scope of its own.
  private final Runnable turn = TenantScopes.wrap((Runnable) this::turn);

  // Touched by one look at a time; the timer orders them.
  private @Nullable OperationView last;
  private Instant lastSent = Instant.EPOCH;
  private Duration pause = SHORTEST;

  OperationStream(
      ScheduledExecutorService timer,
      TenantRegistry registry,
      Instant until,
      Supplier<OperationView> look,
      SseEventSink sink,
      Sse sse) {
    this.timer = timer;
    this.registry = registry;
    this.until = until;
    this.look = look;
    this.sink = sink;
    this.sse = sse;
  }

  void begin() {
    turn.run();
  }

  private void turn() {
    try {
      if (sink.isClosed() || !isStillWelcome()) {
        close();
        return;
      }
      OperationView now = look.get();
      boolean changed = last == null || !now.equals(last.at(now.serverTime()));
      pause = changed ? SHORTEST : shorter(pause.multipliedBy(2), LONGEST);
      if (changed || Instant.now().isAfter(lastSent.plus(SILENCE))) {
        send(now);
      }
      if (now.finished()) {
        close();
        return;
      }
      last = now;
      // turn() catches what it throws, so the future has nothing to say.
      var unused = timer.schedule(turn, pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RuntimeException failure) {
      // The watcher falls back to asking, which answers with the reason.
      LOG.log(Level.WARNING, "an event stream ends early", failure);
      close();
    }
  }

  private void send(OperationView view) {
    lastSent = Instant.now();
    sink.send(
            sse.newEventBuilder()
                .name("operation")
                .mediaType(MediaType.APPLICATION_JSON_TYPE)
                .data(OperationView.class, view)
                .build())
        .exceptionally(
            gone -> {
              close();
              return null;
            });
  }

  private void close() {
    try {
      sink.close();
    } catch (IOException gone) {
      LOG.log(Level.DEBUG, "a watcher had gone before its stream was closed", gone);
    }
  }

  private boolean isStillWelcome() {
    return Instant.now().isBefore(until)
        && registry.findById(tenant).map(Tenant::status).filter(s -> s.admits()).isPresent();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
