package io.leasehold.tenancy.domain;

import java.util.Optional;

/** A claim as it is to stand next, and what that means to the world, if anything. */
record Step(CustomDomain next, Optional<DomainEvent> event) {

  static Step quiet(CustomDomain next) {
    return new Step(next, Optional.empty());
  }

  static Step telling(DomainEvent event) {
    return new Step(event.domain(), Optional.of(event));
  }
}
