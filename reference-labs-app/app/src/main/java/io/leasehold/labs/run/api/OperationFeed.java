package io.leasehold.labs.run.api;

import io.leasehold.labs.learner.Learner;
import io.leasehold.labs.run.Operation;
import io.leasehold.tenancy.spi.TenantRegistry;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import java.time.Instant;

/** Follows operations for those who watch. A watcher takes no thread between two looks. */
@ApplicationScoped
@SuppressWarnings("NullAway.Init") // The container injects.
public class OperationFeed {

  @Resource private ManagedScheduledExecutorService timer;

  @Inject private OperationViews views;
  @Inject private TenantRegistry registry;

  /**
   * Begins to send. Called in the scope of the request, which the looks to come take with them.
   *
   * @param until when the token that let the caller in expires; nothing is sent afterwards
   */
  void open(Learner learner, Operation operation, Instant until, SseEventSink sink, Sse sse) {
    new OperationStream(timer, registry, until, () -> views.of(learner, operation), sink, sse)
        .begin();
  }
}
