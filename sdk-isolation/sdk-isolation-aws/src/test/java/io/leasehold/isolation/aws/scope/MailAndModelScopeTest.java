package io.leasehold.isolation.aws.scope;

import static io.leasehold.isolation.aws.fixture.Samples.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.leasehold.isolation.aws.fixture.Actor;
import io.leasehold.isolation.aws.policy.IsolationBlueprint;
import io.leasehold.isolation.aws.policy.PolicyCompiler;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The two scopes whose requests are checked against more than one resource. */
class MailAndModelScopeTest {

  private static final String SES = "arn:aws:ses:eu-central-1:111111111111:";
  private static final String MODEL = "arn:aws:bedrock:eu-central-1::foundation-model/m";
  private static final String PROFILE =
      "arn:aws:bedrock:eu-central-1:111111111111:application-inference-profile/p";

  private static Actor acme(TenantResourceScope scope) {
    IsolationBlueprint blueprint =
        IsolationBlueprint.builder("labs")
            .region("eu-central-1")
            .account("111111111111")
            .allow(scope)
            .build();
    return Actor.under(ACME, PolicyCompiler.compile(blueprint, ACME).json());
  }

  private static boolean mails(String resource) {
    Actor acme = acme(SesTenantScope.from("example.com"));
    return acme.may(
        acme.asks("ses:SendBulkEmail", SES + resource)
            .with("ses:TenantName", "acme")
            .with("ses:ApiVersion", "2"));
  }

  @Test
  @Tag("attack-D37")
  void aBulkMailIsSentWithOnesOwnTemplatesOnly() {
    assertThat(mails("identity/example.com")).isTrue();
    assertThat(mails("template/acme_welcome")).isTrue();
    assertThat(mails("template/acme-eu_welcome")).isFalse();
    assertThat(mails("template/globex_welcome")).isFalse();
    assertThat(mails("template/acme")).isFalse();
  }

  @Test
  @Tag("attack-D43")
  void aModelIsInvokedThroughAProfileOfOnesOwnOnly() {
    Actor acme = acme(new BedrockProfileScope());
    String invoke = "bedrock:InvokeModel";
    String key = "bedrock:InferenceProfileArn";
    String tag = "aws:ResourceTag/tenant";

    assertThat(acme.may(acme.asks(invoke, PROFILE).with(tag, "acme"))).isTrue();
    assertThat(acme.may(acme.asks(invoke, MODEL).with(key, PROFILE))).isTrue();
    // The model alone is nobody's profile; and of another's profile, the profile is refused.
    assertThat(acme.may(invoke, MODEL)).isFalse();
    assertThat(acme.may(acme.asks(invoke, PROFILE).with(tag, "globex"))).isFalse();
    assertThat(acme.may(invoke, PROFILE)).isFalse();
    assertThat(acme.may(acme.asks(invoke, MODEL).with(key, PROFILE.replace("eu-", "us-"))))
        .isFalse();
  }
}
