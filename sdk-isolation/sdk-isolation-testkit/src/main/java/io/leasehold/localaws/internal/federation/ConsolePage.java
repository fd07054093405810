package io.leasehold.localaws.internal.federation;

import io.leasehold.localaws.internal.access.Principal;

/** The page that stands for the AWS console. It says that it is none. */
final class ConsolePage {

  private static final String FRAME =
      """
      <!doctype html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>localaws: simulated AWS console</title>
      <style>
      body { font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 44rem; }
      dt { font-weight: 600; } dd { margin: 0 0 .75rem; overflow-wrap: anywhere; }
      .note { border-left: .3rem solid #b55a00; padding: .5rem 1rem; background: #fff4e5; }
      </style>
      </head>
      <body>
      <main>
      <h1>Simulated AWS console</h1>
      <p class="note">This is localaws, a simulator of AWS on this machine. There is no AWS account
      and no console behind it.</p>
      %s
      </main>
      </body>
      </html>
      """;

  private ConsolePage() {}

  static String signedIn(Principal.Session session, String destination) {
    return FRAME.formatted(
        """
        <p>You are signed in with a real session of the simulator:</p>
        <dl>
        <dt>Account</dt><dd>%s</dd>
        <dt>Session</dt><dd>%s</dd>
        <dt>Ends</dt><dd>%s</dd>
        <dt>Would lead to</dt><dd>%s</dd>
        </dl>
        """
            .formatted(
                escape(session.accountId()),
                escape(session.arn()),
                escape(session.expiresAt().toString()),
                escape(destination)));
  }

  static String refusal(String reason) {
    return FRAME.formatted("<p>Sign-in refused. " + escape(reason) + "</p>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
