package io.leasehold.labs.site;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What a page needs before anybody has signed in. All of it is public.
 *
 * @param tenant who is at home at this host
 * @param brand how it looks
 * @param signIn where its members sign in
 * @param simulated whether AWS is played by a simulator, which the page must say
 */
@Schema(name = "Site")
public record SiteView(
    @Schema(required = true) TenantName tenant,
    @Schema(required = true) BrandView brand,
    @Schema(required = true) SignIn signIn,
    @Schema(required = true) boolean simulated) {

  /**
   * The tenant.
   *
   * @param slug the public short name
   * @param name the display name
   */
  @Schema(name = "TenantName")
  public record TenantName(
      @Schema(required = true) String slug, @Schema(required = true) String name) {}

  /**
   * The brand, but for its colours, which are in the stylesheet.
   *
   * @param name the display name
   * @param tagline one line; may be empty
   * @param logoUrl the logo
   * @param supportUrl where learners get help
   */
  @Schema(name = "Brand")
  public record BrandView(
      @Schema(required = true) String name,
      @Schema(required = true) String tagline,
      @Schema(required = true) String logoUrl,
      @Nullable String supportUrl) {}
}
