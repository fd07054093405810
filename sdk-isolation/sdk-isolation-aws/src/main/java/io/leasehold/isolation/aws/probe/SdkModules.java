package io.leasehold.isolation.aws.probe;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;

/** Which modules of the AWS SDK are on the class path, read from what Maven left in their jars. */
final class SdkModules {

  private static final String GROUP = "META-INF/maven/software.amazon.awssdk/";

  // What requests pass through, then the services of this library's scopes and their add-ons.
  private static final List<String> KNOWN =
      List.of(
          ("sdk-core aws-core auth identity-spi http-auth http-auth-spi http-auth-aws"
                  + " http-client-spi regions profiles utils endpoints-spi retries retries-spi"
                  + " protocol-core aws-json-protocol aws-query-protocol aws-xml-protocol checksums"
                  + " apache-client netty-nio-client url-connection-client aws-crt-client"
                  + " sts s3 s3control s3-transfer-manager dynamodb dynamodb-enhanced sqs sns"
                  + " eventbridge secretsmanager ssm kms ses sesv2 lambda apigateway opensearch"
                  + " kinesis rds bedrock bedrockruntime bedrockagentruntime s3vectors"
                  + " cognitoidentityprovider iam organizations")
              .split(" "));

  private SdkModules() {}

  static List<SdkModule> on(ClassLoader loader) {
    List<SdkModule> found = new ArrayList<>();
    try {
      for (String name : KNOWN) {
        for (URL url : Collections.list(loader.getResources(GROUP + name + "/pom.properties"))) {
          found.add(new SdkModule(name, version(url)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static String version(URL url) throws IOException {
    URLConnection connection = url.openConnection();
    connection.setUseCaches(false); // or the jar stays open
    try (InputStream in = connection.getInputStream()) {
      Properties properties = new Properties();
      properties.load(in);
      return properties.getProperty("version", "unknown");
    }
  }
}
