package io.leasehold.labs.run.api;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The wish to start a lab.
 *
 * @param labId which one
 */
@Schema(name = "StartLab")
public record StartRequest(@Schema(required = true) @Nullable String labId) {}
