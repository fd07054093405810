package io.leasehold.isolation.aws.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.leasehold.isolation.IsolationException;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class SdkIsolationProbeTest {

  @Test
  @Tag("attack-E01")
  @Tag("attack-E02")
  void this_sdk_loses_tenants_on_all_five_paths_and_every_protection_holds_alone() {
    SdkIsolationReport report = SdkIsolationProbe.run();

    assertThat(report.paths()).extracting(PathFinding::path).containsExactly(SdkPath.values());
    assertThat(report.paths())
        .allSatisfy(
            path -> {
              assertThat(path.losesTenant()).as(path.toString()).isTrue();
              assertThat(path.refusingBase()).hasToString("refused, LH-ISO-110");
              assertThat(path.guard()).hasToString("refused, LH-ISO-111");
              assertThat(path.prepared()).hasToString("refused, LH-ISO-110");
              assertThat(path.bound()).hasToString("as the tenant");
            });
    assertThatCode(report::requireSound).doesNotThrowAnyException();
    assertThat(report.text())
        .startsWith("AWS SDK 2.40.2\n")
        .contains(
            "MULTIPART: the SDK alone sends it AS AKIAPROBEBASE; a prepared client: refused,"
                + " LH-ISO-110; through the facade: as the tenant");
  }

  @Test
  @Tag("attack-E03")
  void modules_of_two_versions_are_refused(@TempDir Path directory) throws Exception {
    Path old = directory.resolve("META-INF/maven/software.amazon.awssdk/s3/pom.properties");
    Files.createDirectories(old.getParent());
    Files.writeString(old, "groupId=software.amazon.awssdk\nartifactId=s3\nversion=2.20.1\n");
    try (URLClassLoader mixed =
        new URLClassLoader(
            new URL[] {directory.toUri().toURL()}, SdkIsolationProbe.class.getClassLoader())) {
      SdkIsolationReport report = new SdkIsolationReport(SdkModules.on(mixed), List.of());

      assertThat(report.versions()).containsExactly("2.20.1", "2.40.2");
      assertThat(report.sound()).isFalse();
      assertThatThrownBy(report::requireSound)
          .isInstanceOf(UnsoundSdkException.class)
          .hasMessageContaining("s3 2.20.1")
          .hasMessageContaining("sdk-core 2.40.2")
          .extracting(e -> ((IsolationException) e).code())
          .isEqualTo("LH-ISO-157");
    }
  }

  @Test
  void the_modules_of_this_class_path_are_of_one_version() {
    List<SdkModule> modules = SdkModules.on(SdkIsolationProbe.class.getClassLoader());

    assertThat(modules)
        .contains(
            new SdkModule("sdk-core", "2.40.2"),
            new SdkModule("sts", "2.40.2"),
            new SdkModule("s3", "2.40.2"))
        .hasSizeGreaterThan(20);
  }

  @Test
  void without_the_optional_modules_it_tries_what_is_there() throws Exception {
    URL[] rest =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.matches(".*/(s3|s3-transfer-manager|dynamodb.*)/2\\..*"))
            .map(SdkIsolationProbeTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader small = new URLClassLoader(rest, ClassLoader.getPlatformClassLoader())) {
      Object report =
          small.loadClass(SdkIsolationProbe.class.getName()).getMethod("run").invoke(null);

      assertThat(report.getClass().getMethod("sound").invoke(report)).isEqualTo(true);
      assertThat(report.getClass().getMethod("text").invoke(report).toString())
          .contains("INTERCEPTOR")
          .doesNotContain("MULTIPART", "ENHANCED", "PAGE");
    }
  }

  @ParameterizedTest
  @CsvSource({"2.20.1, BROKEN", "2.30.0, TENANT"})
  @Tag("attack-E03")
  void a_real_old_service_module_under_this_core_leaks_nothing_and_is_refused(
      String version, String bound) throws Exception {
    Path old = Path.of("target", "old-sdk", "dynamodb-" + version + ".jar");
    assertThat(old).exists();
    URL[] mixture =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> entry.matches(".*/dynamodb/2\\..*") ? old.toString() : entry)
            .map(SdkIsolationProbeTest::url)
            .toArray(URL[]::new);
    try (URLClassLoader loader =
        new URLClassLoader(mixture, ClassLoader.getPlatformClassLoader())) {
      Object report =
          loader.loadClass(SdkIsolationProbe.class.getName()).getMethod("run").invoke(null);

      String paths = report.getClass().getMethod("paths").invoke(report).toString();
      assertThat(report.getClass().getMethod("versions").invoke(report))
          .hasToString("[" + version + ", 2.40.2]");
      assertThat(paths.replaceAll("bare=AS AKIAPROBEBASE", "")).doesNotContain("PROBEBASE");
      assertThat(paths)
          .containsPattern(
              bound.equals("BROKEN")
                  ? "ENHANCED_CLIENT.*bound=BROKEN"
                  : "ENHANCED_CLIENT.*bound=as the tenant");
      assertThatThrownBy(() -> report.getClass().getMethod("requireSound").invoke(report))
          .cause()
          .hasMessageContaining("dynamodb " + version)
          .hasMessageContaining("are mixed");
    }
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void what_breaks_without_a_code_is_not_sound() {
    SentAs broken = SentAs.of(List.of(), "T", new IllegalStateException("odd"));
    SentAs nothing = SentAs.of(List.of(), "T", null);
    SentAs mixed = SentAs.of(List.of("T", "none"), "T", null);
    SentAs tenant = SentAs.of(List.of("T", "T"), "T", null);

    assertThat(List.of(broken, nothing, mixed)).noneMatch(SentAs::safe);
    assertThat(mixed).hasToString("AS none");
    assertThat(tenant.safe()).isTrue();
  }
}
