package io.leasehold.isolation.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The forms are those of the IAM user guide, S3's guide and AWS's security blog. */
class DenialMessageTest {

  private static final String WHO =
      "User: arn:aws:sts::111111111111:assumed-role/Labs/t-acme is not authorized to perform: ";

  private static DenialMessage read(String tail) {
    return DenialMessage.read(WHO + tail).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "because no session policy allows the s3:GetObject action              | false | session policy",
        "because no identity-based policy allows the s3:GetObject action       | false | identity-based policy",
        "because no permissions boundary allows the s3:GetObject action        | false | permissions boundary",
        "because no resource-based policy allows the s3:GetObject action       | false | resource-based policy",
        "because no service control policy allows the s3:GetObject action      | false | service control policy",
        "because no resource control policy allows the s3:GetObject action     | false | resource control policy",
        "because no VPC endpoint policy allows the s3:GetObject action         | false | VPC endpoint policy",
        "with an explicit deny in a service control policy                     | true  | service control policy",
        "with an explicit deny in an identity-based policy                     | true  | identity-based policy",
        "with an explicit deny in a permissions boundary                       | true  | permissions boundary",
        "with an explicit deny                                                 | true  |",
        "                                                                      | false |",
      })
  void the_documented_reasons_are_read(String reason, boolean explicit, String policy) {
    for (String resource : new String[] {"arn:aws:s3:::b/k", "\"arn:aws:s3:::b/k\""}) {
      for (String end : new String[] {"", ".", " (Service: S3, Status Code: 403, Request ID: X)"}) {
        DenialMessage read =
            read(
                "s3:GetObject on resource: "
                    + resource
                    + (reason == null ? "" : " " + reason)
                    + end);

        assertThat(read.principal()).endsWith("assumed-role/Labs/t-acme");
        assertThat(read.sessionName()).contains("t-acme");
        assertThat(read.action()).isEqualTo("s3:GetObject");
        assertThat(read.explicit()).isEqualTo(explicit);
        assertThat(read.policy().orElse(null)).isEqualTo(policy);
        if (!(reason == null && end.equals(".") && !resource.startsWith("\""))) {
          assertThat(read.resource()).isEqualTo("arn:aws:s3:::b/k");
        }
      }
    }
  }

  @Test
  void the_arn_of_the_policy_is_read_where_aws_tells_it() {
    String arn = "arn:aws:organizations::999999999999:policy/o-1/service_control_policy/p-2";
    DenialMessage read =
        read(
            "iam:ListRoles on resource: arn:aws:iam::111111111111:role/* with an explicit deny in a"
                + " service control policy: "
                + arn);

    assertThat(read.policyArn()).contains(arn);
    assertThat(read.policy()).contains("service control policy");
    assertThat(read.resource()).isEqualTo("arn:aws:iam::111111111111:role/*");
  }

  @Test
  void a_message_without_a_thing_is_about_any() {
    assertThat(read("ses:SendEmail").resource()).isEqualTo("*");
    assertThat(
            DenialMessage.read(
                    "An error occurred (AccessDenied) when calling the X operation: " + WHO + "a:B")
                .orElseThrow()
                .action())
        .isEqualTo("a:B");
  }

  @Test
  void a_key_that_looks_like_a_reason_is_a_key() {
    String key = "arn:aws:s3:::b/x\" because no session policy allows the s3:GetObject action";

    DenialMessage quoted =
        read("s3:GetObject on resource: \"" + key + "\" with an explicit deny in a session policy");
    assertThat(quoted.resource()).isEqualTo(key);
    assertThat(quoted.explicit()).isTrue();

    DenialMessage none = read("s3:GetObject on resource: \"" + key + "\"");
    assertThat(none.resource()).isEqualTo(key);
    assertThat(none.policy()).isEmpty();

    DenialMessage other =
        read("s3:GetObject on resource: arn:x because no session policy allows the s3:Put action");
    assertThat(other.policy()).as("about another action").isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Access Denied",
        "You are not authorized to perform this operation. Encoded authorization failure message: x",
        "The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
        "User: a b is not authorized to perform: s3:GetObject",
        "User:  is not authorized to perform: s3:GetObject",
        "User: a is not authorized to perform: ",
        "User: a is not authorized to perform: everything",
        " is not authorized to perform: s3:GetObject User: a",
      })
  void what_does_not_tell_who_was_refused_what_is_not_read(String message) {
    assertThat(DenialMessage.read(message)).isEmpty();
  }

  @Test
  void a_message_of_any_length_is_read_in_no_time() {
    String long1 = "User: " + "a".repeat(1_000_000);
    String long2 = read("s3:GetObject on resource: \"" + "\"".repeat(1_000_000)).resource();

    assertThat(DenialMessage.read(long1)).isEmpty();
    assertThat(long2.length()).isLessThan(8192);
  }
}
