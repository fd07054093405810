package io.leasehold.tenancy.jakarta.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.tenancy.spi.TransactionProbe;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

/** Without a server; inside one it is tested on Open Liberty and on WildFly. */
class JtaProbeTest {

  @Test
  void theLibraryFindsIt() {
    assertThat(ServiceLoader.load(TransactionProbe.class))
        .hasAtLeastOneElementOfType(JtaProbe.class);
  }

  @Test
  void inPlainJavaThereIsNoTransaction() {
    JtaProbe probe = new JtaProbe();
    assertThat(probe.inTransaction()).isFalse();
    assertThat(probe.inTransaction()).isFalse();
  }
}
