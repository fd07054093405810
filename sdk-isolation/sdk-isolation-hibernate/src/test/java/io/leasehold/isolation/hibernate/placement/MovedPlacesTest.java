package io.leasehold.isolation.hibernate.placement;

import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.ACME;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.LAYOUT;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.add;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.owner;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.superuser;
import static io.leasehold.isolation.hibernate.placement.PlacesDatabase.texts;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariDataSource;
import io.leasehold.isolation.hibernate.TenantDataSource;
import io.leasehold.isolation.hibernate.TenantMovingException;
import io.leasehold.isolation.hibernate.move.MovePlaces;
import io.leasehold.isolation.hibernate.move.MoveSchema;
import io.leasehold.isolation.hibernate.move.TenantMoves;
import io.leasehold.isolation.hibernate.placement.TenantPlacement.Shared;
import io.leasehold.tenancy.registry.LocalTenantChanges;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Places that were made by {@link TenantPlaces}, tenants that move, and nodes that are told. */
class MovedPlacesTest {

  private static final TenantPlacement SCHEMA = TenantPlacement.in(IsolationMode.SCHEMA, ACME.id());
  private static final TenantPlacement DATABASE =
      TenantPlacement.in(IsolationMode.DATABASE, ACME.id());

  private final PlacesDatabase database = new PlacesDatabase();
  private final LocalTenantChanges changes = new LocalTenantChanges();
  private final TenantMoves moves =
      TenantMoves.of(
              MovePlaces.of(owner("postgres"), LAYOUT, PlacesDatabase::owner),
              tenant -> new Shared())
          .rememberedFor(Duration.ZERO)
          .announcing(changes::publish);
  private final TenantRouting told =
      TenantRouting.builder(moves::placeOf, LAYOUT)
          .databases(TenantPools.builder(HikariPools.of(PlacesDatabase::app)).build())
          .following(changes)
          .build();
  private final TenantRouting untold =
      TenantRouting.builder(moves::placeOf, LAYOUT)
          .databases(TenantPools.builder(HikariPools.of(PlacesDatabase::app)).build())
          .build();
  private final HikariDataSource pool = database.pool(2);
  private final TenantDataSource node = TenantDataSource.around(pool).routed(told);
  private final TenantDataSource other = TenantDataSource.around(pool).routed(untold);

  MovedPlacesTest() throws Exception {
    MoveSchema.install(owner("postgres"), "labs_app");
    database.places().make(ACME.id(), SCHEMA);
    database.places().make(ACME.id(), DATABASE);
  }

  @AfterEach
  void close() {
    told.close();
    untold.close();
    pool.close();
    PlacesDatabase.execute(superuser("postgres"), "drop schema if exists leasehold_move cascade");
  }

  @Test
  void nodesFollowATenantThroughAllModes() throws Exception {
    add(ACME, node, "0");
    add(ACME, other, "1");
    int count = 2;
    for (TenantPlacement next : List.of(SCHEMA, DATABASE, new Shared())) {
      long move = moves.move(ACME.id(), next).id();
      add(ACME, node, Integer.toString(count++));
      // Nobody told this node: the database refuses once, and then it asks anew.
      String title = Integer.toString(count++);
      Optional<TenantMovingException> refused =
          TenantMovingException.in(catchThrowable(() -> add(ACME, other, title)));
      assertThat(refused).hasValueSatisfying(e -> assertThat(e.moved()).isTrue());
      add(ACME, other, title);
      for (TenantDataSource each : List.of(node, other)) {
        assertThat(texts(ACME, each, "select title from run order by title::int"))
            .containsExactlyElementsOf(
                IntStream.range(0, count).mapToObj(Integer::toString).toList());
      }
      moves.finish(move);
    }
  }
}
