package io.leasehold.isolation.aws.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.IsolationException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;

/** An SDK on which one protection or the facade no longer works is found out at start. */
@Timeout(60)
class SdkIsolationProbeSabotageTest {

  /** An SDK that forgets part of how its client was built. */
  private record Forgetful(String what) implements ProbePath {

    @Override
    public void lose(ProbeBench bench) {
      StsClientBuilder builder = bench.sync(StsClient.builder());
      if (what.equals("the guard")) {
        builder.overrideConfiguration(o -> {});
      }
      if (what.equals("the base")) {
        builder.credentialsProvider(ProbeBench.BASE);
      }
      builder.build().getCallerIdentity();
    }

    @Override
    public void bind(ProbeBench bench) {
      if (what.equals("the facade")) {
        lose(bench);
      } else {
        new InterceptorProbe().bind(bench);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"the guard", "the base", "the facade"})
  @Tag("attack-E01")
  @Tag("attack-E03")
  void an_sdk_that_loses_a_protection_does_not_get_past_the_start(String what) {
    PathFinding finding = SdkIsolationProbe.find(SdkPath.INTERCEPTOR, new Forgetful(what));

    assertThat(finding.sound()).isFalse();
    assertThatThrownBy(() -> new SdkIsolationReport(List.of(), List.of(finding)).requireSound())
        .isInstanceOf(UnsoundSdkException.class)
        .hasMessageContaining("INTERCEPTOR")
        .extracting(e -> ((IsolationException) e).code())
        .isEqualTo("LH-ISO-156");
  }

  @Test
  void an_sdk_that_forgets_nothing_gets_past() {
    assertThat(SdkIsolationProbe.find(SdkPath.INTERCEPTOR, new Forgetful("nothing")).sound())
        .isTrue();
  }
}
