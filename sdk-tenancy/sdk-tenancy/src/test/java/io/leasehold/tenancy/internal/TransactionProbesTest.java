package io.leasehold.tenancy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransactionProbesTest {

  @TempDir Path services;

  @Test
  void aProbeThatCannotBeLoadedCountsAsOneThatSeesATransaction() throws IOException {
    Path file = services.resolve("META-INF/services/io.leasehold.tenancy.spi.TransactionProbe");
    Files.createDirectories(file.getParent());
    Files.writeString(file, "com.example.NotThere\n");
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {services.toUri().toURL()}, TransactionProbes.class.getClassLoader())) {
      assertThat(TransactionProbes.load(loader).anySeesTransaction()).isTrue();
    }
  }

  @Test
  void withoutAnyThereIsNoTransaction() {
    assertThat(new TransactionProbes(List.of()).anySeesTransaction()).isFalse();
    assertThat(new TransactionProbes(List.of(() -> false)).anySeesTransaction()).isFalse();
  }
}
