package io.leasehold.isolation.aws.client.internal;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.reactivestreams.Publisher;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.SdkResponse;

/** What kind of call a method of a client's interface is. What fits none is refused. */
enum CallShape {
  /** {@code equals}, {@code hashCode}, {@code toString}. */
  OBJECT,
  /** One request, answered in the calling thread. */
  REQUEST,
  /** One request, answered in a future. */
  ASYNC_REQUEST,
  /** Ends up in requests through the interface's own code: paginators, shorthands. */
  DERIVED,
  /** Makes a waiter, which sends requests later. */
  WAITER,
  /** Sends nothing. */
  HARMLESS,
  /** Closes the client. */
  CLOSE,
  /** Anything else. */
  UNKNOWN;

  private static final Set<String> HARMLESS_NAMES =
      Set.of("serviceName", "serviceClientConfiguration");
  // Only builds and parses addresses; utilities of other services sign things.
  private static final String S3_UTILITIES = "software.amazon.awssdk.services.s3.S3Utilities";

  static CallShape of(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    Class<?> answer = method.getReturnType();
    boolean takesRequest =
        parameters.length > 0 && AwsRequest.class.isAssignableFrom(parameters[0]);
    if (method.getDeclaringClass() == Object.class) {
      return OBJECT;
    }
    if (takesRequest && sendsLater(answer)) {
      return method.isDefault() ? DERIVED : UNKNOWN;
    }
    if (takesRequest) {
      return answer == CompletableFuture.class ? ASYNC_REQUEST : REQUEST;
    }
    if (parameters.length == 0) {
      return withoutArguments(method, answer);
    }
    return method.isDefault() && Consumer.class.isAssignableFrom(parameters[0]) ? DERIVED : UNKNOWN;
  }

  private static CallShape withoutArguments(Method method, Class<?> answer) {
    String name = method.getName();
    if (name.equals("close")) {
      return CLOSE;
    }
    if (name.equals("waiter")) {
      return WAITER;
    }
    if (HARMLESS_NAMES.contains(name) || answer.getName().equals(S3_UTILITIES)) {
      return HARMLESS;
    }
    boolean shorthand =
        SdkResponse.class.isAssignableFrom(answer)
            || answer == CompletableFuture.class
            || sendsLater(answer);
    return shorthand && method.isDefault() ? DERIVED : UNKNOWN;
  }

  private static boolean sendsLater(Class<?> answer) {
    return Iterable.class.isAssignableFrom(answer) || Publisher.class.isAssignableFrom(answer);
  }
}
