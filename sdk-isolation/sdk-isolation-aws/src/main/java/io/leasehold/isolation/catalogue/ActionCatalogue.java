package io.leasehold.isolation.catalogue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The actions, resource types and condition keys that AWS documents for the services that this
 * library has scopes for. Data with a version and a date: AWS adds to it every week. Immutable and
 * thread-safe.
 */
public final class ActionCatalogue {

  private static final String BUNDLED = "actions.txt";

  /** Read when first asked for. */
  private static final class Bundled {
    static final ActionCatalogue CATALOGUE = bundledNow();
  }

  private final String source;
  private final String version;
  private final String updated;
  private final List<ConditionKey> globalKeys;
  private final SortedMap<String, CatalogueService> services;

  ActionCatalogue(
      String source,
      String version,
      String updated,
      List<ConditionKey> globalKeys,
      SortedMap<String, CatalogueService> services) {
    this.source = source;
    this.version = version;
    this.updated = updated;
    this.globalKeys = List.copyOf(globalKeys);
    this.services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
  }

  /** The one that comes with this library. */
  public static ActionCatalogue bundled() {
    return Bundled.CATALOGUE;
  }

  /**
   * One from a file that the extraction script made, such as a newer one or one with more services.
   *
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it is no catalogue
   */
  public static ActionCatalogue read(Path file) throws IOException {
    return CatalogueReader.read(Files.readString(file));
  }

  /** Source and version, as certificates name it. */
  public String id() {
    return source + " " + version;
  }

  /** The day on which the source was brought up to date, such as {@code 2026-09-26}. */
  public String updated() {
    return updated;
  }

  /** The services, by prefix. */
  public SortedMap<String, CatalogueService> services() {
    return services;
  }

  /** The keys that a request to any service may carry. */
  public List<ConditionKey> globalKeys() {
    return globalKeys;
  }

  /** The service of an action; empty if it is not in here, which says nothing of AWS. */
  public Optional<CatalogueService> serviceOf(String action) {
    int colon = action.indexOf(':');
    return colon < 0
        ? Optional.empty()
        : Optional.ofNullable(services.get(action.substring(0, colon).toLowerCase(Locale.ROOT)));
  }

  /**
   * An action.
   *
   * @param name complete, such as {@code s3:GetObject}; case does not matter
   */
  public Optional<CatalogueAction> action(String name) {
    String own = name.substring(name.indexOf(':') + 1).toLowerCase(Locale.ROOT);
    return serviceOf(name).map(service -> service.actions().get(own));
  }

  private static ActionCatalogue bundledNow() {
    try (InputStream in = ActionCatalogue.class.getResourceAsStream(BUNDLED)) {
      byte[] text = Objects.requireNonNull(in, BUNDLED).readAllBytes();
      return CatalogueReader.read(new String(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + BUNDLED + " of this library", e);
    }
  }
}
