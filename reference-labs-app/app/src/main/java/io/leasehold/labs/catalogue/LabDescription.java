package io.leasehold.labs.catalogue;

import java.util.List;
import java.util.Objects;

/**
 * What a lab is.
 *
 * @param title one line
 * @param summary one or two sentences
 * @param level for whom, such as {@code beginner}
 * @param minutes how long a run lasts, 1 to 720
 * @param topics words to search by, without commas
 * @param services what a learner may use, by IAM prefix
 * @param guideKey where the guide is among the tenant's content
 */
public record LabDescription(
    String title,
    String summary,
    String level,
    int minutes,
    List<String> topics,
    List<String> services,
    String guideKey) {

  /**
   * Checks and copies.
   *
   * @throws IllegalArgumentException if the minutes are out of range or a topic has a comma
   */
  public LabDescription {
    Objects.requireNonNull(title, "title");
    Objects.requireNonNull(summary, "summary");
    Objects.requireNonNull(level, "level");
    Objects.requireNonNull(guideKey, "guideKey");
    topics = List.copyOf(topics);
    services = List.copyOf(services);
    if (minutes < 1 || minutes > 720) {
      throw new IllegalArgumentException("a lab lasts 1 to 720 minutes, not " + minutes);
    }
    if (topics.stream().anyMatch(topic -> topic.contains(",") || topic.isBlank())) {
      throw new IllegalArgumentException("a topic is a word or two without commas");
    }
  }
}
