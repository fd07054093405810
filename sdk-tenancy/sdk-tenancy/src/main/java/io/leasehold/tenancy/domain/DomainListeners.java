package io.leasehold.tenancy.domain;

import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells everybody; one who fails keeps nobody else from hearing. */
final class DomainListeners {

  private static final Logger LOG = LoggerFactory.getLogger(DomainListeners.class);

  private final List<Consumer<DomainEvent>> listeners;

  DomainListeners(List<Consumer<DomainEvent>> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  void tell(DomainEvent event) {
    for (Consumer<DomainEvent> listener : listeners) {
      try {
        listener.accept(event);
      } catch (RuntimeException e) {
        LOG.warn(
            "A listener failed on {} of claim {}",
            event.getClass().getSimpleName(),
            event.domain().id(),
            e);
      }
    }
  }
}
