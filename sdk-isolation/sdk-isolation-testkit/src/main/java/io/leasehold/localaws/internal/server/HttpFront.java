package io.leasehold.localaws.internal.server;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where WireMock hands a request over to the simulated services. */
public final class HttpFront implements ResponseDefinitionTransformerV2 {

  /** The name by which stubs ask for this transformer. */
  public static final String NAME = "localaws";

  private final Router router;

  /** Creates the front of a router. */
  public HttpFront(Router router) {
    this.router = router;
  }

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean applyGlobally() {
    return false;
  }

  @Override
  public ResponseDefinition transform(ServeEvent event) {
    AwsRequest request = received(event.getRequest());
    ResponseDefinitionBuilder response = respond(router.answer(request), request.method());
    // A stub in front may have asked for a delay; the answer stays the real one.
    Integer delay = event.getResponseDefinition().getFixedDelayMilliseconds();
    return response.withFixedDelay(delay).build();
  }

  /** The request in our form. */
  public static AwsRequest received(Request request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    boolean marked = false;
    for (HttpHeader header : request.getHeaders().all()) {
      if (header.keyEquals(RawBody.HEADER)) {
        marked = true;
        if (!header.firstValue().isEmpty()) {
          headers.put("Content-Encoding", header.values());
        }
      } else {
        headers.put(header.key(), header.values());
      }
    }
    String url = request.getUrl();
    int question = url.indexOf('?');
    return new AwsRequest(
        request.getMethod().getName(),
        question < 0 ? url : url.substring(0, question),
        question < 0 ? "" : url.substring(question + 1),
        headers,
        marked ? RawBody.unmark(request.getBody()) : request.getBody());
  }

  /** The answer in WireMock's form. */
  public static ResponseDefinitionBuilder respond(AwsResponse answer, String method) {
    ResponseDefinitionBuilder response =
        ResponseDefinitionBuilder.responseDefinition().withStatus(answer.status());
    answer.headers().forEach(response::withHeader);
    byte[] body = answer.body();
    // HEAD tells the length of a body that it does not send.
    if (!answer.headers().containsKey("Content-Length") && answer.status() != 204) {
      response.withHeader("Content-Length", Integer.toString(body.length));
    }
    return method.equals("HEAD") ? response : response.withBody(body);
  }
}
