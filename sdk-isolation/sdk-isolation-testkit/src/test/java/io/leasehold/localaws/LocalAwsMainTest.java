package io.leasehold.localaws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

class LocalAwsMainTest {

  @Test
  void as_a_process_of_its_own_it_says_what_it_is_and_serves() throws Exception {
    Process process = launch();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> lines = readUntilReady(out);
      String ready = lines.get(lines.size() - 1);
      URI endpoint = URI.create(ready.substring("localaws ready ".length()));
      Clients platform =
          new Clients(endpoint, AwsBasicCredentials.create("AKIATESTTESTTESTTEST", "secret"));

      assertThat(lines).anySatisfy(line -> assertThat(line).contains("SIMULATOR of AWS"));
      assertThat(endpoint.getHost()).isEqualTo("127.0.0.1");
      assertThat(platform.sts().getCallerIdentity().account()).isEqualTo("111122223333");
      assertThat(Accounts.create(platform.organizations(), "a@example.com").accountId())
          .matches("\\d{12}");
    } finally {
      process.destroy();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  private static Process launch() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            LocalAwsMain.class.getName(),
            "0");
    builder.environment().put("LOCALAWS_ACCESS_KEY_ID", "AKIATESTTESTTESTTEST");
    builder.environment().put("LOCALAWS_SECRET_ACCESS_KEY", "secret");
    builder.environment().put("LOCALAWS_CREATE_ACCOUNT_SECONDS", "0.1");
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    return builder.start();
  }

  private static List<String> readUntilReady(BufferedReader out) throws IOException {
    List<String> lines = new ArrayList<>();
    String line = out.readLine();
    while (line != null) {
      lines.add(line);
      if (line.startsWith("localaws ready ")) {
        return lines;
      }
      line = out.readLine();
    }
    throw new AssertionError("it ended before it was ready: " + lines);
  }
}
