/** One learner's use of one lab, from start to end, and the operations that bring it there. */
@NullMarked
package io.leasehold.labs.run;

import org.jspecify.annotations.NullMarked;
