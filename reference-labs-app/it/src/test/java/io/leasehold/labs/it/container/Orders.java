package io.leasehold.labs.it.container;

import io.leasehold.tenancy.jakarta.TenantScoped;
import io.leasehold.tenancy.propagation.Scoped;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.util.concurrent.CompletableFuture;

/** Hears of orders on another thread. */
@ApplicationScoped
public class Orders {

  /** An order, which is told who worked on it. */
  public record Order(CompletableFuture<String> seen) {}

  @TenantScoped
  public void placed(@ObservesAsync Scoped<Order> event) {
    event.payload().seen().complete(WhoAmI.current());
  }
}
