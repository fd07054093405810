package io.leasehold.labs.demo.signin;

import java.util.List;

/** The sign-in page: one button for each demo user, and nothing to type. */
final class LoginPage {

  private LoginPage() {}

  static String html(String issuer, List<DemoUser> users, String nonce) {
    StringBuilder buttons = new StringBuilder();
    for (DemoUser user : users) {
      buttons
          .append("<button name=\"username\" value=\"")
          .append(escape(user.username()))
          .append("\">")
          .append(escape(user.name()))
          .append("<small>")
          .append(escape(user.username()))
          .append(" · tenant ")
          .append(escape(user.tenant()))
          .append(" · ")
          .append(escape(String.join(", ", user.groups())))
          .append("</small></button>\n");
    }
    return """
        <!doctype html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>Simulated sign-in: %1$s</title>
        <style nonce="%2$s">
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 26rem; margin: 3rem auto; padding: 0 1rem; color: #151515; background: #fff; }
        button { display: block; width: 100%%; margin: .5rem 0; padding: .75rem 1rem; text-align: left; font: inherit; color: #151515; background: #f2f2f2; border: 1px solid #6a6e73; border-radius: 6px; cursor: pointer; }
        button:focus-visible { outline: 3px solid #004b95; }
        small { display: block; color: #4d5258; }
        </style>
        </head>
        <body>
        <main>
        <h1>Sign in at %1$s</h1>
        <p>This sign-in is simulated. Choose who you are; there is no password.</p>
        <form method="post">
        %3$s</form>
        </main>
        </body>
        </html>
        """
        .formatted(escape(issuer), nonce, buttons);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
