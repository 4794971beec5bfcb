/* SPDX-License-Identifier: Apache-2.0 */
package io.hop444.alert.access;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Tells the page, before anybody is known, where people sign in. */
@Path("/page/sign-in")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "status")
public class SignInResource {

  private final SignIn signIn;

  @Inject
  SignInResource(SignIn signIn) {
    this.signIn = signIn;
  }

  /**
   * Ways to sign in beside a token.
   *
   * @param oidc null where there is none
   */
  public record Ways(Issuer oidc) {}

  /** An OpenID Connect issuer and this service's public client at it. */
  public record Issuer(String issuer, String clientId, String scopes) {}

  @GET
  @Operation(
      summary = "Where people sign in on the page, beside giving a token.",
      description = "For everybody: it is asked before anybody is known.")
  @APIResponse(responseCode = "200", description = "The ways to sign in")
  public Ways ways() {
    return new Ways(
        signIn
            .offered()
            .map(issuer -> new Issuer(issuer.issuer(), issuer.clientId(), issuer.scopes()))
            .orElse(null));
  }
}
