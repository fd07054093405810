package io.leasehold.labs.it.container;

import io.leasehold.tenancy.Tenant;
import io.leasehold.tenancy.TenantContext;
import io.leasehold.tenancy.TenantRequiredException;
import io.leasehold.tenancy.jakarta.CurrentTenant;
import io.leasehold.tenancy.jakarta.propagation.TenantPropagating;
import io.leasehold.tenancy.propagation.Scoped;
import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Says on whose behalf a request runs, and on other threads. */
@RequestScoped
@Path("whoami")
@Produces(MediaType.TEXT_PLAIN)
@RolesAllowed("learner")
public class WhoAmI {

  @Inject @CurrentTenant Tenant tenant;
  @Inject JsonWebToken token;

  @Resource(lookup = ContainerApp.EXECUTOR)
  ManagedExecutorService ours;

  @Resource ManagedExecutorService theirs;

  @Inject @TenantPropagating ManagedExecutorService injected;
  @Inject @TenantPropagating ManagedScheduledExecutorService timer;
  @Inject Event<Scoped<Orders.Order>> orders;

  @GET
  public String injected() {
    return tenant.id() + " " + token.getSubject();
  }

  @GET
  @Path("our-executor")
  public String onOurExecutor() {
    return on(ours);
  }

  @GET
  @Path("default-executor")
  public String onTheDefaultExecutor() {
    return on(theirs);
  }

  @GET
  @Path("injected-executor")
  public String onTheInjectedExecutor() {
    return CompletableFuture.supplyAsync(WhoAmI::current, injected).join()
        + " "
        + injected.supplyAsync(() -> "").thenApplyAsync(nothing -> current()).join();
  }

  @GET
  @Path("injected-timer")
  public String onTheInjectedTimer() throws Exception {
    return timer.schedule(WhoAmI::current, 1, TimeUnit.MILLISECONDS).get();
  }

  @GET
  @Path("asynchronous-event")
  public String asAnEvent() throws Exception {
    Orders.Order order = new Orders.Order(new CompletableFuture<>());
    orders.fireAsync(Scoped.of(order)).toCompletableFuture().join();
    return order.seen().get();
  }

  @GET
  @Path("operator")
  @RolesAllowed("operator")
  public String forOperators() {
    return "operator";
  }

  private static String on(Executor executor) {
    return CompletableFuture.supplyAsync(WhoAmI::current, executor).join();
  }

  static String current() {
    try {
      return TenantContext.require().id().value();
    } catch (TenantRequiredException e) {
      return "refused " + e.code();
    }
  }
}
