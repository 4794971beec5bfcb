// SPDX-License-Identifier: Apache-2.0
// Commands per cause, filled with the server's name and, where a snapshot of it is known, with its own
// thumbprints, endpoint and application id. Sources: Microsoft's documentation of
// New-ExchangeCertificate, WebAdministration and netsh http.

/** A NetBIOS or host name and nothing else: whatever is pasted into a shell comes from a log. */
export const isServerName = (text) => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i.test(text);

const THUMBPRINT = /^[0-9a-f]{40}$/i;

const APP_ID = "{4dc3e181-e14b-4a21-b022-59fc669b0914}";

/** Whatever is pasted into a shell comes from a log: only what has the form of a value is filled in. */
const FORMS = {
  bound: THUMBPRINT,
  good: THUMBPRINT,
  appId: /^\{[0-9a-f-]{36}\}$/i,
  endpoint: /^(?:\d{1,3}(?:\.\d{1,3}){3}|\[[0-9a-f:]+\]):444$/i,
};

const valid = (name, value) => (value != null && FORMS[name].test(value) ? value : null);

const onServer = (server, lines) => `Invoke-Command -ComputerName ${server} -ScriptBlock {\n${lines.map((line) => `  ${line}`).join("\n")}\n}`;

/**
 * @param known what is known of port 444 (see certificates.js); null for nothing
 */
function blocks(server, known) {
  const bound = valid("bound", known?.bound);
  const good = valid("good", known?.good);
  const appId = valid("appId", known?.binding?.appId) ?? APP_ID;
  const endpoint = valid("endpoint", known?.binding?.endpoint) ?? "0.0.0.0:444";
  const nothingBound = known?.binding === null || known?.binding?.thumbprint === null;
  return {
    showBinding: {
      say: "See what is bound to port 444 on the server. Keep the output: the undo needs the Certificate Hash.",
      run: onServer(server, [`netsh http show sslcert ipport=${endpoint}`]),
    },
    showCertificates: {
      say: "See the server's certificates, their validity and state.",
      run: `Get-ExchangeCertificate -Server ${server} | Format-List FriendlyName,Thumbprint,Subject,CertificateDomains,Services,NotAfter,Status`,
    },
    showStore: {
      say: "See whether the bound certificate is in the store and has its private key.",
      run: onServer(server, ["Get-ChildItem Cert:\\LocalMachine\\My | Format-List Thumbprint,Subject,DnsNameList,NotAfter,HasPrivateKey"]),
    },
    probe: {
      say: "From a front end: does TLS on port 444 answer, and with which certificate?",
      run: [
        `$c = New-Object Net.Sockets.TcpClient('${server}', 444)`,
        "$s = New-Object Net.Security.SslStream($c.GetStream(), $false, { $true })",
        `$s.AuthenticateAsClient('${server}')`,
        "[Security.Cryptography.X509Certificates.X509Certificate2]$s.RemoteCertificate | Format-List Subject,Thumbprint,NotAfter",
        "$c.Close()",
      ].join("\n"),
    },
    bind: good
      ? {
          say: `Bind the server's own valid certificate (${good}) through IIS, so that IIS knows of it.`,
          run: onServer(server, [
            "Import-Module WebAdministration",
            `(Get-WebBinding -Name 'Exchange Back End' -Protocol https -Port 444).AddSslCertificate('${good}', 'My')`,
          ]),
        }
      : {
          say: "Bind the server's own valid \"Microsoft Exchange\" certificate through IIS, so that IIS knows of it.",
          run: onServer(server, [
            "Import-Module WebAdministration",
            "$t = (Get-ChildItem Cert:\\LocalMachine\\My | Where-Object { $_.FriendlyName -eq 'Microsoft Exchange' -and",
            "  $_.HasPrivateKey -and $_.NotBefore -le (Get-Date) -and $_.NotAfter -gt (Get-Date) } |",
            "  Sort-Object NotAfter -Descending | Select-Object -First 1).Thumbprint",
            "if (-not $t) { throw 'no usable certificate named Microsoft Exchange: make one first' }",
            "(Get-WebBinding -Name 'Exchange Back End' -Protocol https -Port 444).AddSslCertificate($t, 'My')",
          ]),
        },
    create: {
      say: "Only when there is no valid \"Microsoft Exchange\" certificate: make one on the server. It asks whether to overwrite the default SMTP certificate: answer No unless you want that.",
      run: `New-ExchangeCertificate -Server ${server}`,
    },
    proof: {
      say: "Wait for the proof. This incident closes by itself when every front end that failed is seen to succeed; event 15301 for :444 alone proves nothing. If requests still fail, restart IIS in a quiet moment.",
      run: onServer(server, ["iisreset /noforce"]),
    },
    unbind: nothingBound
      ? {
          say: "Take the binding away again: nothing was bound before.",
          run: onServer(server, [`netsh http delete sslcert ipport=${endpoint}`]),
        }
      : {
          say: bound
            ? "Put the binding back as it was."
            : "Put the binding back as it was: replace <hash> with the Certificate Hash you kept. Without an earlier hash there is nothing to go back to.",
          run: onServer(server, [
            `netsh http delete sslcert ipport=${endpoint}`,
            `netsh http add sslcert ipport=${endpoint} certhash=${bound ?? "<hash>"} appid='${appId}' certstorename=MY`,
          ]),
        },
    mend: {
      say: `If the certificate is there but lost the link to its private key, mend it${bound ? "" : ": replace <thumbprint> with the bound one"}.`,
      run: onServer(server, [`certutil -repairstore My ${bound ?? "<thumbprint>"}`]),
    },
  };
}

/** @returns verify, repair and undo, each a list of {say, run} */
export function fixOf({ cause, backEnd: server }, known) {
  const { showBinding, showCertificates, showStore, probe, bind, create, proof, unbind, mend } = blocks(server, known);
  const rebind = { verify: [showBinding, showCertificates], repair: [create, bind, proof], undo: [unbind] };
  switch (cause) {
    case "BINDING_MISSING":
      return { ...rebind, repair: [bind, create, proof] };
    case "CERTIFICATE_UNUSABLE":
      return {
        verify: [showBinding, showStore],
        repair: [
          mend,
          bind,
          create,
          proof,
        ],
        undo: [unbind],
      };
    case "NAME_MISMATCH":
      return { ...rebind, verify: [showBinding, showStore, probe], repair: [bind, create, proof] };
    case "UNTRUSTED":
      return {
        verify: [showBinding, probe, showCertificates],
        repair: [
          bind,
          {
            say: "If the bound certificate is right and only its issuer is unknown, let each front end trust it: export the issuer's certificate (no private key) and import it there.",
            run: "Import-Certificate -FilePath .\\issuer.cer -CertStoreLocation Cert:\\LocalMachine\\Root",
          },
          proof,
        ],
        undo: [
          unbind,
          {
            say: "Take a trusted issuer away again, on each front end; replace <thumbprint>.",
            run: "Remove-Item Cert:\\LocalMachine\\Root\\<thumbprint>",
          },
        ],
      };
    case "EXPIRED":
      return rebind;
    case "BINDING_CONFLICT":
      return {
        verify: [
          {
            say: "See what the site binds and who listens on port 444. The site must bind *:444:.",
            run: onServer(server, [
              "Import-Module WebAdministration",
              "Get-WebBinding -Name 'Exchange Back End'",
              "Get-NetTCPConnection -LocalPort 444 -State Listen",
              "netsh http show servicestate",
            ]),
          },
          showBinding,
        ],
        repair: [
          {
            say: "Bind the site to all addresses again: replace <address> with the single one it is bound to.",
            run: onServer(server, [
              "Import-Module WebAdministration",
              "Set-WebBinding -Name 'Exchange Back End' -BindingInformation '<address>:444:' -PropertyName BindingInformation -Value '*:444:'",
              "Start-Website -Name 'Exchange Back End'",
            ]),
          },
          bind,
          proof,
        ],
        undo: [
          {
            say: "Bind the single address again; replace <address>.",
            run: onServer(server, [
              "Import-Module WebAdministration",
              "Set-WebBinding -Name 'Exchange Back End' -BindingInformation '*:444:' -PropertyName BindingInformation -Value '<address>:444:'",
            ]),
          },
        ],
      };
    default:
      return {
        verify: [probe, showBinding, showStore, showCertificates],
        repair: [
          { say: "Nothing collected names the cause yet. Repair what the steps above show; most often the binding:" },
          bind,
          create,
          proof,
        ],
        undo: [unbind],
      };
  }
}
