/** The durable plans behind starting and ending a lab, step by step. */
@NullMarked
package io.leasehold.labs.run.plan;

import org.jspecify.annotations.NullMarked;
