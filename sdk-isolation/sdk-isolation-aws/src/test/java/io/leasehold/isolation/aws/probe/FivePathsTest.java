package io.leasehold.isolation.aws.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.leasehold.isolation.aws.fixture.StubServices;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The five paths on which this SDK drops a tenant's credentials, against a server that records: the
 * table of the page about clients. What they do without protection: {@link
 * DroppedOverrideSabotageTest}.
 */
@Tag("attack-E01")
@Tag("attack-E02")
@Tag("attack-E05")
@Tag("attack-E07")
@Timeout(60)
class FivePathsTest {

  private final StubServices aws = new StubServices();

  @AfterEach
  void close() {
    aws.close();
  }

  private SentAs sent(Throwable failure) {
    return SentAs.of(aws.signers(), ProbeBench.TENANTS_KEY, failure);
  }

  @ParameterizedTest
  @CsvSource({
    "INTERCEPTOR,       REFUSING_BASE_ONLY, LH-ISO-110",
    "INTERCEPTOR,       GUARD_ONLY,         LH-ISO-111",
    "INTERCEPTOR,       BOTH,               LH-ISO-110",
    "MULTIPART,         REFUSING_BASE_ONLY, LH-ISO-110",
    "MULTIPART,         GUARD_ONLY,         LH-ISO-111",
    "MULTIPART,         BOTH,               LH-ISO-110",
    "TRANSFER_MANAGER,  REFUSING_BASE_ONLY, LH-ISO-110",
    "TRANSFER_MANAGER,  GUARD_ONLY,         LH-ISO-111",
    "TRANSFER_MANAGER,  BOTH,               LH-ISO-110",
    "ASYNC_SECOND_PAGE, REFUSING_BASE_ONLY, LH-ISO-110",
    "ASYNC_SECOND_PAGE, GUARD_ONLY,         LH-ISO-111",
    "ASYNC_SECOND_PAGE, BOTH,               LH-ISO-110",
    "ENHANCED_CLIENT,   REFUSING_BASE_ONLY, LH-ISO-110",
    "ENHANCED_CLIENT,   GUARD_ONLY,         LH-ISO-111",
    "ENHANCED_CLIENT,   BOTH,               LH-ISO-110"
  })
  void the_path_that_drops_credentials_fails_with_its_code(
      SdkPath path, Protection protection, String code) {
    Throwable failure =
        catchThrowable(() -> path.probe().lose(new RecordedBench(protection, aws.endpoint())));

    assertThat(aws.seen()).isEmpty();
    assertThat(sent(failure)).isEqualTo(new SentAs(SentAs.Kind.REFUSED, code));
  }

  @ParameterizedTest
  @EnumSource(SdkPath.class)
  void the_same_through_the_facade_is_signed_by_the_tenant_to_the_last_request(SdkPath path)
      throws Exception {
    path.probe().bind(new RecordedBench(Protection.BOTH, aws.endpoint()));

    assertThat(aws.signers()).isNotEmpty().containsOnly(ProbeBench.TENANTS_KEY);
    assertThat(aws.signers())
        .hasSize(
            switch (path) {
              case INTERCEPTOR, ENHANCED_CLIENT -> 1;
              case ASYNC_SECOND_PAGE -> 2;
              case MULTIPART, TRANSFER_MANAGER -> 6;
            });
  }
}
