package io.leasehold.provisioning.internal;

import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import org.flywaydb.core.api.resource.LoadableResource;

/** One migration script out of our own jar. */
final class Script extends LoadableResource {

  private final ClassLoader loader;
  private final String path;
  private final String name;

  Script(ClassLoader loader, String path, String name) {
    this.loader = loader;
    this.path = path;
    this.name = name;
  }

  @Override
  public Reader read() {
    InputStream stream = loader.getResourceAsStream(path);
    if (stream == null) {
      throw new IllegalStateException("The jar lacks " + path + "; take an unbroken jar.");
    }
    return new InputStreamReader(stream, StandardCharsets.UTF_8);
  }

  @Override
  public String getAbsolutePath() {
    return path;
  }

  @Override
  public String getAbsolutePathOnDisk() {
    return path;
  }

  @Override
  public String getFilename() {
    return name;
  }

  @Override
  public String getRelativePath() {
    return name;
  }
}
