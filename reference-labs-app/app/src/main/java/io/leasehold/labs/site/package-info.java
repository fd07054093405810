/** What a host looks like: brand, page, stylesheet, security headers. */
@NullMarked
package io.leasehold.labs.site;

import org.jspecify.annotations.NullMarked;
