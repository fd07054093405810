package io.leasehold.labs.catalogue;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A lab as the API shows it.
 *
 * @param id the name in addresses
 * @param title one line
 * @param summary one or two sentences
 * @param level for whom
 * @param minutes how long a run lasts
 * @param topics words to search by
 * @param services what a learner may use, by IAM prefix
 * @param availability whether a start would have an account at once
 * @param activeRunId the caller's run of this lab that is not over, if there is one
 * @param guide the text to work by, in Markdown; only when one lab is asked for
 */
@Schema(name = "Lab")
public record LabView(
    @Schema(required = true) String id,
    @Schema(required = true) String title,
    @Schema(required = true) String summary,
    @Schema(required = true) String level,
    @Schema(required = true) int minutes,
    @Schema(required = true) List<String> topics,
    @Schema(required = true) List<String> services,
    @Schema(required = true) Availability availability,
    @Nullable String activeRunId,
    @Nullable String guide) {

  static LabView of(
      Lab lab, Availability availability, @Nullable String activeRunId, @Nullable String guide) {
    LabDescription what = lab.description();
    return new LabView(
        lab.name(),
        what.title(),
        what.summary(),
        what.level(),
        what.minutes(),
        what.topics(),
        what.services(),
        availability,
        activeRunId,
        guide);
  }
}
