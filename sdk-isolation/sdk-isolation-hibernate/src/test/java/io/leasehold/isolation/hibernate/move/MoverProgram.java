package io.leasehold.isolation.hibernate.move;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.placement.TenantPlacement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A process that moves {@code acme}, to be killed; it tells each step before it does it. */
final class MoverProgram {

  private MoverProgram() {}

  /** Port, name of the place's mode, the step at which to hang or nothing. */
  public static void main(String[] arguments) {
    Map<String, HikariDataSource> pools = new ConcurrentHashMap<>();
    String hangAt = arguments.length > 2 ? arguments[2] : "";
    TenantPlacement to =
        switch (arguments[1]) {
          case "SCHEMA" -> MoveDatabase.SCHEMA;
          case "DATABASE" -> MoveDatabase.DATABASE;
          default -> MoveDatabase.SHARED;
        };
    MoveReport report =
        TenantMoves.of(
                MoveDatabase.placesAt(Integer.parseInt(arguments[0]), pools),
                tenant -> MoveDatabase.SHARED)
            .with(MoveDatabase.OPTIONS.withChunk(50))
            .lease(Duration.ofMillis(500))
            .keep(Duration.ZERO)
            .watching(step -> tell(step, hangAt))
            .move(MoveDatabase.ACME, to);
    System.out.println("done " + report.state());
    pools.values().forEach(HikariDataSource::close);
  }

  private static void tell(MoveStep step, String hangAt) {
    System.out.println(step);
    if (step.name().equals(hangAt)) {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
