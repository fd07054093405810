package io.leasehold.labs.bootstrap;

import jakarta.json.bind.Jsonb;
import jakarta.json.bind.JsonbBuilder;
import jakarta.json.bind.JsonbException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a bootstrap file says: JSON, described by example in {@code
 * reference-labs-app/demo/src/main/resources/bootstrap/bootstrap.json}.
 *
 * @param issuers the trusted issuers
 * @param tenants the tenants
 */
public record BootstrapFile(List<Issuer> issuers, List<TenantEntry> tenants) {

  /**
   * A trusted issuer.
   *
   * @param issuer the exact {@code iss}
   * @param jwksUri where its keys are
   * @param audiences accepted audiences
   */
  public record Issuer(String issuer, String jwksUri, List<String> audiences) {}

  /**
   * A tenant.
   *
   * @param id the id that tokens carry
   * @param slug the host name's first label
   * @param name the display name
   * @param tier the tier
   * @param domains hosts of its own
   * @param issuers issuers that may speak for it
   * @param attributes brand and sign-in; see {@code site.Brand} and {@code site.SignIn}
   * @param labs what it offers, in order
   */
  public record TenantEntry(
      String id,
      String slug,
      String name,
      String tier,
      @Nullable List<String> domains,
      List<String> issuers,
      Map<String, String> attributes,
      List<LabEntry> labs) {}

  /**
   * A lab.
   *
   * @param id the name in addresses
   * @param title one line
   * @param summary one or two sentences
   * @param level for whom
   * @param minutes how long a run lasts
   * @param topics words to search by
   * @param services what a learner may use, by IAM prefix
   * @param guide a Markdown file, relative to the bootstrap file
   */
  public record LabEntry(
      String id,
      String title,
      String summary,
      String level,
      int minutes,
      List<String> topics,
      List<String> services,
      String guide) {}

  /**
   * Reads the file.
   *
   * @throws IllegalStateException if it cannot be understood
   */
  static BootstrapFile read(Path file) {
    // Not closed: it holds nothing, and its close() declares every exception there is.
    Jsonb jsonb = JsonbBuilder.create();
    try (Reader reader = Files.newBufferedReader(file)) {
      return jsonb.fromJson(reader, BootstrapFile.class);
    } catch (IOException broken) {
      throw new UncheckedIOException("the bootstrap file " + file + " cannot be read", broken);
    } catch (JsonbException wrong) {
      throw new IllegalStateException("the bootstrap file " + file + " is not as it should", wrong);
    }
  }
}
