package io.leasehold.tenancy.postgres;

import io.leasehold.tenancy.domain.CustomDomains;
import io.leasehold.tenancy.domain.DnsAnswer;
import io.leasehold.tenancy.domain.DomainPolicy;
import io.leasehold.tenancy.domain.EdgeOrder;
import io.leasehold.tenancy.domain.EdgeState;
import io.leasehold.tenancy.spi.DomainEdge;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A process that does upkeep, says when it has ordered something at the edge, and hangs there. */
final class DyingDomainNode implements DomainEdge {

  private DyingDomainNode() {}

  /** With the port of the database and the proof that DNS shows. */
  public static void main(String[] arguments) {
    CustomDomains.builder(
            new PostgresDomainStore(RegistryDatabase.platformAt(Integer.parseInt(arguments[0]))),
            name -> new DnsAnswer.Found(List.of(arguments[1])),
            new DyingDomainNode(),
            DomainPolicy.of("labs.leasehold.io"))
        .build()
        .upkeep()
        .runOnce();
  }

  @Override
  public EdgeState describe(EdgeOrder order) {
    return new EdgeState.Absent();
  }

  @Override
  public EdgeState request(EdgeOrder order) {
    System.out.println("ordered " + order.claim());
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return new EdgeState.Absent();
  }

  @Override
  public EdgeState release(EdgeOrder order) {
    return new EdgeState.Absent();
  }
}
