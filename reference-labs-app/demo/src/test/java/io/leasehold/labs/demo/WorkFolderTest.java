package io.leasehold.labs.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {

  @TempDir Path temporary;

  @Test
  void whatAnEarlierRunLeftIsRemoved() throws Exception {
    Path folder = temporary.resolve("run");
    WorkFolder.claim(folder).close();
    Files.createDirectories(folder.resolve("node-1"));
    Files.writeString(folder.resolve("node-1/log"), "x");

    try (WorkFolder again = WorkFolder.claim(folder)) {
      assertThat(again).isNotNull();
      assertThat(folder.resolve("node-1")).doesNotExist();
    }
  }

  @Test
  void twoRunsDoNotShareAFolder() throws Exception {
    Path folder = temporary.resolve("run");

    try (WorkFolder first = WorkFolder.claim(folder)) {
      assertThat(first).isNotNull();
      assertThatThrownBy(() -> WorkFolder.claim(folder))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another run");
    }
  }

  @Test
  void aFolderOfSomebodyElseIsNotTouched() throws Exception {
    Files.writeString(temporary.resolve("thesis.txt"), "x");

    assertThatThrownBy(() -> WorkFolder.claim(temporary)).isInstanceOf(IllegalStateException.class);
    assertThat(temporary.resolve("thesis.txt")).exists();
  }
}
