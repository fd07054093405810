package io.leasehold.isolation.aws.vending;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static io.leasehold.isolation.aws.fixture.Samples.GLOBEX;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sts.model.Credentials;

/** One tenant asks many vendors for sessions that STS is slow to give. */
@Timeout(60)
class VendingFloodTest {

  private static final int VENDORS = 100;

  private final List<CompletableFuture<Credentials>> hanging = new CopyOnWriteArrayList<>();
  private final StsLimiter shared = StsLimiter.of(VendingLimits.standard());

  private TenantCredentialVendor vendor() {
    return Vendors.vendor(
        Vendors.door(
            call -> {
              CompletableFuture<Credentials> answer = new CompletableFuture<>();
              if (call.tenant().equals(ACME)) {
                hanging.add(answer);
              } else {
                answer.complete(credentials());
              }
              return answer;
            }),
        CredentialCache.standard(),
        shared,
        Clock.systemUTC());
  }

  private static Credentials credentials() {
    return Credentials.builder()
        .accessKeyId("ASIA")
        .secretAccessKey("s")
        .sessionToken("t")
        .expiration(Instant.now().plus(Duration.ofHours(1)))
        .build();
  }

  @Test
  @Tag("attack-E14")
  void theFloodFillsItsOwnPlacesAndTheOtherTenantIsServed() throws Exception {
    List<CompletableFuture<TenantCredentials>> flood = new ArrayList<>();
    for (int i = 0; i < VENDORS; i++) {
      flood.add(vendor().vend(ACME).toCompletableFuture());
    }

    TenantCredentials other = vendor().vend(GLOBEX).toCompletableFuture().get(30, TimeUnit.SECONDS);

    VendingLimits limits = VendingLimits.standard();
    assertThat(other.tenant()).isEqualTo(GLOBEX);
    assertThat(hanging).hasSize(limits.atOncePerTenant());
    assertThat(shared.waiting()).isEqualTo(limits.waitingPerTenant());
    assertThat(shared.turnedAway())
        .isEqualTo(VENDORS - limits.atOncePerTenant() - limits.waitingPerTenant());
    assertThat(flood.get(VENDORS - 1)).isCompletedExceptionally();
    while (!flood.get(0).isDone()
        || shared.waiting() > 0
        || !hanging.stream().allMatch(CompletableFuture::isDone)) {
      hanging.forEach(answer -> answer.complete(credentials()));
    }
    assertThat(flood.stream().filter(f -> !f.isCompletedExceptionally()).count())
        .isEqualTo(limits.atOncePerTenant() + limits.waitingPerTenant());
  }
}
