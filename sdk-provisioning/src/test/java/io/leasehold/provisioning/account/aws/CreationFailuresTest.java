package io.leasehold.provisioning.account.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.provisioning.account.spi.Creation;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.organizations.model.CreateAccountFailureReason;

/** Every reason that AWS publishes is either waited for or refused, and none is guessed. */
@Tag("invariant-11")
class CreationFailuresTest {

  private static final Set<CreateAccountFailureReason> PASSING =
      EnumSet.of(
          CreateAccountFailureReason.ACCOUNT_LIMIT_EXCEEDED,
          CreateAccountFailureReason.CONCURRENT_ACCOUNT_MODIFICATION,
          CreateAccountFailureReason.INTERNAL_FAILURE,
          CreateAccountFailureReason.PENDING_BUSINESS_VALIDATION);

  @ParameterizedTest
  @EnumSource(
      value = CreateAccountFailureReason.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "UNKNOWN_TO_SDK_VERSION")
  void quotasAndPassingTroublesWaitAndTheRestIsRefused(CreateAccountFailureReason reason) {
    assertThat(CreationFailures.failed(reason.toString()))
        .isInstanceOf(PASSING.contains(reason) ? Creation.Later.class : Creation.Refused.class);
  }

  @Test
  void theQuotasThatAConstraintNamesAreWaitedForTheLongWay() {
    assertThat(CreationFailures.constraint("ACCOUNT_NUMBER_LIMIT_EXCEEDED"))
        .isEqualTo(new Creation.Later("ACCOUNT_NUMBER_LIMIT_EXCEEDED", true));
    assertThat(CreationFailures.constraint("ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED"))
        .isEqualTo(new Creation.Later("ACCOUNT_CREATION_RATE_LIMIT_EXCEEDED", true));
    assertThat(CreationFailures.constraint("MASTER_ACCOUNT_PAYMENT_INSTRUMENT_REQUIRED"))
        .isInstanceOf(Creation.Refused.class);
  }
}
