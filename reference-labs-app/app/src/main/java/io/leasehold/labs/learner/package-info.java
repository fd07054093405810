/** Who is asking, and the rows that are theirs. */
@NullMarked
package io.leasehold.labs.learner;

import org.jspecify.annotations.NullMarked;
