package io.leasehold.isolation.aws.vending;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.HeapText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** Credentials kept as the SDK keeps them, without the mask. */
@Timeout(120)
@Tag("attack-E16")
class TenantSecretsSabotageTest {

  @Test
  void keptAsTextTheyAreFoundInAHeapDump(@TempDir Path folder) throws IOException {
    AwsSessionCredentials kept = AwsSessionCredentials.create("ASIA", text(30), text(900));

    Path dump = HeapText.dump(folder);

    assertThat(HeapText.contains(dump, text(900).substring(100, 160))).isTrue();
    assertThat(HeapText.contains(dump, text(30))).isTrue();
    assertThat(kept.accessKeyId()).isEqualTo("ASIA");
  }

  // Made anew each time, so that the search itself leaves none behind before the dump.
  private static String text(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }
}
