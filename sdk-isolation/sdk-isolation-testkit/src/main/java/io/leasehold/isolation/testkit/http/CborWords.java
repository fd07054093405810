package io.leasehold.isolation.testkit.http;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.server.Refusals;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.Json;
import java.io.IOException;
import java.io.UncheckedIOException;

/** AWS JSON in its binary form, CBOR, which the client of Kinesis speaks. */
final class CborWords implements Refusals {

  private static final String TYPE = "application/x-amz-cbor-1.1";
  private static final ObjectMapper MAPPER =
      CBORMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final Refusals json;

  /** The same refusals as those in JSON. */
  CborWords(Refusals json) {
    this.json = json;
  }

  static boolean speaks(AwsRequest request) {
    return request.header("Content-Type").filter(type -> type.startsWith(TYPE)).isPresent();
  }

  static ObjectNode read(byte[] body) {
    try {
      if (MAPPER.readTree(body) instanceof ObjectNode object) {
        return object;
      }
    } catch (IOException e) {
      // falls through: the answer is the same
    }
    throw new Unreadable("its body is not a CBOR object");
  }

  static AwsResponse answer(int status, ObjectNode body) {
    try {
      return AwsResponse.bytes(status, TYPE, MAPPER.writeValueAsBytes(body));
    } catch (IOException e) {
      throw new UncheckedIOException("a tree can always be written", e);
    }
  }

  @Override
  public AwsException refusal(AuthenticationFailure failure) {
    return json.refusal(failure);
  }

  @Override
  public AwsException refusal(AccessDenied denied) {
    return json.refusal(denied);
  }

  @Override
  public AwsResponse render(AwsException refusal, AwsRequest request, String requestId) {
    ObjectNode body = Json.object().put("__type", refusal.code()).put("message", refusal.text());
    return answer(refusal.status(), body).with("x-amzn-RequestId", requestId);
  }
}
