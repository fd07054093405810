package io.leasehold.isolation.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.proof.Proof;
import io.leasehold.tenancy.TenantId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is measured does what it says. */
class BenchTest {

  @ParameterizedTest
  @ValueSource(strings = {"one:{T}/*", "one:{T}", "one:{T}/*_*/*", "six", "all"})
  void everyBlueprintIsWalkedToTheEnd(String name) {
    assertThat(Blueprints.named(name).prove()).isInstanceOf(Proof.Isolated.class);
  }

  @Test
  void aSecondVendIsOfTheSameCredentials() {
    var vendor = VendBenchmark.vendor();
    var first = vendor.vend(TenantId.of("acme")).toCompletableFuture().join();
    assertThat(vendor.vend(TenantId.of("acme")).toCompletableFuture().join()).isSameAs(first);
    assertThat(vendor.vend(TenantId.of("globex")).toCompletableFuture().join()).isNotEqualTo(first);
  }
}
