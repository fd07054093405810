package io.leasehold.localaws;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.requestMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.matching.RequestMatcher;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.leasehold.localaws.internal.organizations.Organization;
import io.leasehold.localaws.internal.server.HttpFront;
import io.leasehold.localaws.internal.server.OperationName;
import io.leasehold.localaws.internal.server.Router;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes calls go wrong, on purpose.
 *
 * <p>A service is named as in a signature ({@code organizations}, {@code sts}, {@code iam}, {@code
 * dynamodb}, {@code s3}; {@code signin} for the federation endpoint), an operation as in the API
 * ({@code CreateAccount}); {@code *} means every operation. A fault holds for so many calls and is
 * used up then; note that the SDK retries. Later faults come before earlier ones. Thread-safe.
 */
public final class LocalAwsFaults {

  private static final AwsRequest NONE = new AwsRequest("POST", "/", "", Map.of(), new byte[0]);

  private final WireMockServer server;
  private final Router router;
  private final Organization organization;
  private final List<StubMapping> stubs = new CopyOnWriteArrayList<>();

  LocalAwsFaults(WireMockServer server, Router router, Organization organization) {
    this.server = server;
    this.router = router;
    this.organization = organization;
  }

  /** Throttles the next calls, in the way of the service. */
  public void throttle(String service, String operation, int times) {
    switch (service) {
      case "organizations" ->
          fail(service, operation, 400, "TooManyRequestsException", "Rate exceeded", times);
      case "dynamodb" ->
          fail(service, operation, 400, "ThrottlingException", "Rate of requests exceeded", times);
      case "s3" ->
          fail(service, operation, 503, "SlowDown", "Please reduce your request rate.", times);
      default -> fail(service, operation, 400, "Throttling", "Rate exceeded", times);
    }
  }

  /** Answers the next calls with status 500. */
  public void serverError(String service, String operation, int times) {
    String code = service.equals("s3") ? "InternalError" : "InternalFailure";
    fail(service, operation, 500, code, "We encountered an internal error.", times);
  }

  /** Answers the next calls with an error of this code, such as ConcurrentModificationException. */
  public void fail(
      String service, String operation, int status, String code, String message, int times) {
    AwsException refusal = new AwsException(status, code, message);
    var answer = router.refusalOf(service, refusal, NONE);
    add(service, operation, times, HttpFront.respond(answer, "POST"));
  }

  /** Resets the connection of the next calls; they do not take effect. */
  public void resetConnection(String service, String operation, int times) {
    add(service, operation, times, aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER));
  }

  /** Answers the next calls as usual, but late. They take effect at once. */
  public void delay(String service, String operation, Duration delay, int times) {
    ResponseDefinitionBuilder late =
        aResponse()
            .withTransformers(HttpFront.NAME)
            .withFixedDelay(Math.toIntExact(delay.toMillis()));
    add(service, operation, times, late);
  }

  /** Makes the next CreateAccount end as FAILED for this reason, once its time has passed. */
  public void failNextCreateAccount(CreateAccountFailure reason) {
    organization.failNextCreation(reason);
  }

  /** The HTTP server, to put stubs of your own in front; the services are at priority 100. */
  public WireMockServer wireMock() {
    return server;
  }

  /** Takes back every fault that is not used up. */
  public void clear() {
    stubs.forEach(stub -> server.removeStub(stub.getId()));
    stubs.clear();
  }

  private void add(
      String service, String operation, int times, ResponseDefinitionBuilder response) {
    if (times < 1) {
      throw new IllegalArgumentException("a fault happens at least once, not " + times);
    }
    stubs.add(
        server.stubFor(
            requestMatching(new Limited(service, operation, times))
                .atPriority(10)
                .willReturn(response)));
  }

  /** Matches so many requests of one operation. */
  private static final class Limited extends RequestMatcher {
    private final String service;
    private final String operation;
    private final AtomicInteger left;

    Limited(String service, String operation, int times) {
      this.service = service;
      this.operation = operation;
      this.left = new AtomicInteger(times);
    }

    @Override
    public String getName() {
      return "localaws-fault";
    }

    @Override
    public MatchResult match(Request request) {
      if (left.get() <= 0) {
        return MatchResult.noMatch();
      }
      OperationName name = OperationName.of(HttpFront.received(request));
      boolean hit =
          name.service().equals(service)
              && (operation.equals("*") || name.operation().equals(operation))
              && left.getAndDecrement() > 0;
      return MatchResult.of(hit);
    }
  }
}
