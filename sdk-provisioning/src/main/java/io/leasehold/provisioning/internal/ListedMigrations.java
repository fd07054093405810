package io.leasehold.provisioning.internal;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;
import org.jspecify.annotations.Nullable;

/**
 * Gives Flyway its scripts by name. Scanning the class path depends on how a container names its
 * jars ({@code jar:}, {@code wsjar:}, {@code vfs:}) and finds nothing, silently, where it does not
 * know the scheme; a list works everywhere.
 */
public final class ListedMigrations implements ResourceProvider {

  private final List<LoadableResource> scripts;

  /**
   * Lists the scripts.
   *
   * @param loader whose resources they are
   * @param folder the folder, ending in a slash
   * @param names the file names
   */
  public ListedMigrations(ClassLoader loader, String folder, List<String> names) {
    this.scripts =
        names.stream().<LoadableResource>map(n -> new Script(loader, folder + n, n)).toList();
  }

  @Override
  public @Nullable LoadableResource getResource(String name) {
    return scripts.stream().filter(s -> s.getAbsolutePath().equals(name)).findFirst().orElse(null);
  }

  @Override
  public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
    return scripts.stream()
        .filter(s -> s.getFilename().startsWith(prefix))
        .filter(s -> Stream.of(suffixes).anyMatch(s.getFilename()::endsWith))
        .toList();
  }
}
