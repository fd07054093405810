package io.leasehold.isolation.aws.guard;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.aws.internal.RequestSigners;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.InterceptorContext;
import software.amazon.awssdk.http.SdkHttpFullRequest;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

@Tag("attack-E20")
class SigningIdentityGuardTest {

  private static final String SCOPE = "/20260301/eu-central-1/s3/aws4_request";

  private static SdkHttpFullRequest.Builder request() {
    return SdkHttpFullRequest.builder()
        .method(SdkHttpMethod.GET)
        .uri(URI.create("http://127.0.0.1/b/acme/k"));
  }

  private static void transmit(SdkHttpFullRequest.Builder request, @Nullable String expected) {
    ExecutionAttributes attributes = new ExecutionAttributes();
    if (expected != null) {
      attributes.putAttribute(RequestSigners.EXPECTED_ACCESS_KEY, expected);
    }
    InterceptorContext context =
        InterceptorContext.builder()
            .request(GetObjectRequest.builder().build())
            .httpRequest(request.build())
            .build();
    new SigningIdentityGuard().beforeTransmission(context, attributes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS4-HMAC-SHA256 Credential=ASIAACME%s, SignedHeaders=host, Signature=0",
        "AWS4-HMAC-SHA256 SignedHeaders=host, Credential=ASIAACME%s, Signature=0",
        "AWS4-ECDSA-P256-SHA256 Credential=ASIAACME%s, SignedHeaders=host, Signature=0"
      })
  void the_tenants_signature_passes(String header) {
    assertThatCode(
            () ->
                transmit(request().putHeader("Authorization", header.formatted(SCOPE)), "ASIAACME"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ASIAACME/2026", "ASIAACME%2F2026"})
  void the_tenants_presigned_query_passes(String credential) {
    assertThatCode(
            () ->
                transmit(
                    request().putRawQueryParameter("X-Amz-Credential", credential), "ASIAACME"))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "AWS4-HMAC-SHA256 Credential=ASIAGLOBEX/20260301/x, SignedHeaders=host, Signature=0",
        "AWS4-HMAC-SHA256 Credential=ASIAACMEX/20260301/x, SignedHeaders=host, Signature=0",
        "AWS4-HMAC-SHA256 Credential=asiaacme/20260301/x, SignedHeaders=host, Signature=0",
        "AWS4-HMAC-SHA256 Credential=ASIAGLOBEX/2026/x, Credential=ASIAACME/2026/x, Signature=0",
        "Bearer ASIAACME/",
        "AWS ASIAACME:signature",
        ""
      })
  void any_other_signature_is_stopped(String header) {
    assertThatThrownBy(() -> transmit(request().putHeader("Authorization", header), "ASIAACME"))
        .isInstanceOf(SigningIdentityException.class)
        .hasMessageContaining("bound to ASIAACME");
  }

  @Test
  void an_unsigned_request_is_stopped() {
    assertThatThrownBy(() -> transmit(request(), "ASIAACME"))
        .isInstanceOf(SigningIdentityException.class)
        .hasMessageContaining("no signature");
  }

  @Test
  void a_request_bound_to_no_tenant_is_stopped() {
    String header = "AWS4-HMAC-SHA256 Credential=ASIAACME" + SCOPE + ", Signature=0";
    assertThatThrownBy(() -> transmit(request().putHeader("Authorization", header), null))
        .isInstanceOf(SigningIdentityException.class)
        .hasMessageContaining("no tenant");
  }

  @Test
  void a_second_signature_in_the_query_does_not_hide_behind_the_first() {
    String header = "AWS4-HMAC-SHA256 Credential=ASIAACME" + SCOPE + ", Signature=0";
    assertThatThrownBy(
            () ->
                transmit(
                    request()
                        .putHeader("Authorization", header)
                        .putRawQueryParameter("x-amz-credential", "ASIAGLOBEX/2026"),
                    "ASIAACME"))
        .isInstanceOf(SigningIdentityException.class);
  }

  @Test
  @Tag("attack-D26")
  void the_token_of_an_express_session_is_stopped_though_the_tenant_signed() {
    String header = "AWS4-HMAC-SHA256 Credential=ASIAACME" + SCOPE + ", Signature=0";
    assertThatThrownBy(
            () ->
                transmit(
                    request()
                        .putHeader("Authorization", header)
                        .putHeader("x-amz-s3session-token", "t"),
                    "ASIAACME"))
        .isInstanceOf(SigningIdentityException.class)
        .hasMessageContaining("S3 Express");
  }
}
