package io.leasehold.localaws.internal.server;

import io.leasehold.localaws.internal.access.AccessDenied;
import io.leasehold.localaws.internal.access.Authenticator;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure;
import io.leasehold.localaws.internal.sigv4.AuthenticationFailure.Reason;
import io.leasehold.localaws.internal.sigv4.SignatureClaim;
import io.leasehold.localaws.internal.wire.AwsException;
import io.leasehold.localaws.internal.wire.AwsRequest;
import io.leasehold.localaws.internal.wire.AwsResponse;
import io.leasehold.localaws.internal.wire.Parameters;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Takes each request to its service, after establishing its sender. Thread-safe. */
public final class Router {

  private static final Logger LOG = System.getLogger("io.leasehold.localaws");

  private final Authenticator authenticator;
  private final Map<String, AwsService> services = new HashMap<>();
  private final AwsService fallback;
  private final SignInPage signIn;

  /** The sign-in endpoint of the console, which is not signed. */
  @FunctionalInterface
  public interface SignInPage {
    /** Answers a request to {@code /federation}. */
    AwsResponse answer(AwsRequest request);
  }

  /** Creates the router. The first service words the refusals for services that are missing. */
  public Router(Authenticator authenticator, List<AwsService> services, SignInPage signIn) {
    this.authenticator = authenticator;
    services.forEach(service -> this.services.put(service.signingName(), service));
    this.fallback = services.get(0);
    this.signIn = signIn;
  }

  /** The answer; never an exception. */
  public AwsResponse answer(AwsRequest request) {
    String requestId = UUID.randomUUID().toString();
    if (request.rawPath().equals("/federation")) {
      return signIn.answer(request);
    }
    AwsService service = fallback;
    try {
      Optional<SignatureClaim> claim = SignatureClaim.of(request);
      String name = claim.map(c -> c.scope().service()).orElseGet(() -> guess(request));
      AwsService named = services.get(name);
      service = named == null ? unknownService(request) : named;
      if (claim.isEmpty()) {
        Optional<AwsResponse> answer = service.answerUnsigned(request, requestId);
        if (answer.isPresent()) {
          return answer.get();
        }
      }
      SignatureClaim signed =
          claim.orElseThrow(
              () -> new AuthenticationFailure(Reason.MISSING, "Missing Authentication Token"));
      var call = authenticator.authenticate(request, signed, requestId);
      if (named == null) {
        throw AwsException.notSimulated(name, OperationName.of(request).operation());
      }
      return service.answer(call);
    } catch (AuthenticationFailure failure) {
      return refuse(service, service.refusal(failure), request, requestId);
    } catch (AccessDenied denied) {
      LOG.log(Level.DEBUG, () -> String.valueOf(denied.getMessage()));
      return refuse(service, service.refusal(denied), request, requestId);
    } catch (AwsException refusal) {
      return refuse(service, refusal, request, requestId);
    } catch (RuntimeException bug) {
      LOG.log(Level.ERROR, "localaws failed on " + OperationName.of(request), bug);
      AwsException failure =
          new AwsException(500, "InternalFailure", "localaws has a fault of its own: " + bug);
      return refuse(service, failure, request, requestId);
    }
  }

  /** The refusal in the wire form of a service, for faults that are put in front. */
  public AwsResponse refusalOf(String serviceName, AwsException refusal, AwsRequest request) {
    AwsService service = services.getOrDefault(serviceName, fallback);
    return refuse(service, refusal, request, UUID.randomUUID().toString());
  }

  private static AwsResponse refuse(
      AwsService service, AwsException refusal, AwsRequest request, String requestId) {
    return service.render(refusal, request, requestId);
  }

  // An unsigned request names no service; its form tells which protocol to refuse it in.
  private static String guess(AwsRequest request) {
    String target = request.header("X-Amz-Target").orElse("");
    if (target.startsWith("DynamoDB_")) {
      return "dynamodb";
    }
    if (target.startsWith("AWSOrganizations")) {
      return "organizations";
    }
    boolean form =
        request.header("Content-Type").orElse("").startsWith("application/x-www-form-urlencoded");
    if (form || Parameters.parse(request.text(), true).has("Action")) {
      return "sts";
    }
    return "s3";
  }

  private AwsService unknownService(AwsRequest request) {
    boolean json = request.header("X-Amz-Target").isPresent();
    return json ? services.getOrDefault("organizations", fallback) : fallback;
  }
}
