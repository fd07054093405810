package io.leasehold.isolation.aws.probe;

import io.leasehold.isolation.aws.fixture.StubSts;
import java.net.URI;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;

/** A probe's bench whose requests go over real HTTP to a server that records them. */
final class RecordedBench extends ProbeBench {

  private final URI endpoint;

  RecordedBench(Protection protection, URI endpoint) {
    super(protection, UrlConnectionHttpClient.create(), StubSts.HTTP);
    this.endpoint = endpoint;
  }

  @Override
  <B extends AwsClientBuilder<B, ?>> B place(B builder) {
    return builder.endpointOverride(endpoint);
  }
}
