# SPDX-License-Identifier: Apache-2.0
<#
.SYNOPSIS
Writes what is bound on this Exchange server, and the certificates of its store, for hop444.

.DESCRIPTION
Reads the SSL bindings of HTTP.sys, the sites of IIS, the machine's certificates and the trust setting of
the front end, and writes them as one JSON file. It changes nothing on the server but that file. No private
key is read, only whether there is one.

The file is written beside and then renamed, so that a reader never sees half of it. When something cannot
be read the script ends with an error and leaves the last file as it is: half an inventory would make
certificates look deleted.

Written for Windows PowerShell 5.1, as administrator.

.PARAMETER Folder
The server's inventory folder as the collector sees it: ESTATE\SITE\SERVER\inventory. It must exist.

.EXAMPLE
.\Export-Hop444Inventory.ps1 -Folder \\collector\estate\DUB\MBX07\inventory
#>
#Requires -Version 5.1
#Requires -RunAsAdministrator
[CmdletBinding()]
param(
    [Parameter(Mandatory = $true)]
    [ValidateNotNullOrEmpty()]
    [string] $Folder
)

$ErrorActionPreference = 'Stop'

function ConvertTo-UtcText([datetime] $Time) {
    $Time.ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ', [System.Globalization.CultureInfo]::InvariantCulture)
}

function Get-ComputerFullName {
    $system = Get-CimInstance -ClassName Win32_ComputerSystem
    if ($system.PartOfDomain) {
        return [string] ('{0}.{1}' -f $system.DNSHostName, $system.Domain)
    }
    return [string] $system.DNSHostName
}

# netsh prints the same in the language of the system; the registry has no language.
function Get-SslBinding {
    $parameters = 'HKLM:\SYSTEM\CurrentControlSet\Services\HTTP\Parameters'
    if (-not (Test-Path -LiteralPath "$parameters\SslBindingInfo")) {
        throw "There is no $parameters\SslBindingInfo. Save the output of 'netsh http show sslcert' as a .txt file in the folder instead."
    }
    foreach ($name in 'SslBindingInfo', 'SslSniBindingInfo') {
        if (-not (Test-Path -LiteralPath "$parameters\$name")) {
            continue
        }
        foreach ($key in Get-ChildItem -LiteralPath "$parameters\$name") {
            $hash = $key.GetValue('SslCertHash')
            $application = $key.GetValue('AppId')
            $store = $key.GetValue('SslCertStoreName')
            $thumbprint = $null
            if ($null -ne $hash -and $hash.Length -gt 0) {
                $thumbprint = [System.BitConverter]::ToString([byte[]] $hash).Replace('-', '')
            }
            $applicationId = $null
            if ($null -ne $application -and $application.Length -eq 16) {
                $applicationId = (New-Object -TypeName System.Guid -ArgumentList (, [byte[]] $application)).ToString('B')
            }
            if ([string]::IsNullOrEmpty($store)) {
                $store = 'MY'
            }
            [ordered] @{
                endpoint   = [string] $key.PSChildName
                thumbprint = $thumbprint
                appId      = $applicationId
                store      = [string] $store
            }
        }
    }
}

function Get-IisSite {
    $file = Join-Path -Path $env:SystemRoot -ChildPath 'System32\inetsrv\config\applicationHost.config'
    $configuration = New-Object -TypeName System.Xml.XmlDocument
    $configuration.XmlResolver = $null
    $configuration.Load($file)
    foreach ($site in $configuration.SelectNodes('/configuration/system.applicationHost/sites/site')) {
        [string[]] $bindings = @(
            foreach ($binding in $site.SelectNodes('bindings/binding')) {
                '{0} {1}' -f $binding.GetAttribute('protocol'), $binding.GetAttribute('bindingInformation')
            }
        )
        [ordered] @{
            id       = [int] $site.GetAttribute('id')
            name     = [string] $site.GetAttribute('name')
            bindings = $bindings
        }
    }
}

function Test-Trust([System.Security.Cryptography.X509Certificates.X509Certificate2] $Certificate) {
    $chain = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Chain
    # Expiry is told apart from trust, and revocation would ask the network.
    $chain.ChainPolicy.RevocationMode = [System.Security.Cryptography.X509Certificates.X509RevocationMode]::NoCheck
    $chain.ChainPolicy.VerificationFlags = [System.Security.Cryptography.X509Certificates.X509VerificationFlags]::IgnoreNotTimeValid
    try {
        return [bool] $chain.Build($Certificate)
    }
    finally {
        $chain.Reset()
    }
}

function Get-MachineCertificate {
    foreach ($store in 'Cert:\LocalMachine\My', 'Cert:\LocalMachine\WebHosting') {
        if (-not (Test-Path -LiteralPath $store)) {
            continue
        }
        foreach ($certificate in Get-ChildItem -LiteralPath $store) {
            [string[]] $names = @(
                foreach ($name in $certificate.DnsNameList) {
                    [string] $name.Unicode
                }
            )
            [ordered] @{
                thumbprint              = [string] $certificate.Thumbprint
                subject                 = [string] $certificate.Subject
                subjectAlternativeNames = $names
                issuer                  = [string] $certificate.Issuer
                notBefore               = ConvertTo-UtcText $certificate.NotBefore
                notAfter                = ConvertTo-UtcText $certificate.NotAfter
                hasPrivateKey           = [bool] $certificate.HasPrivateKey
                trusted                 = Test-Trust $certificate
                friendlyName            = [string] $certificate.FriendlyName
            }
        }
    }
}

# Exchange accepts any certificate on 444 unless this value says otherwise; null where Exchange is not installed.
function Get-AllowInternalUntrustedCerts {
    $key = 'HKLM:\SYSTEM\CurrentControlSet\Services\MSExchange OWA'
    if (-not (Test-Path -LiteralPath $key)) {
        return $null
    }
    $value = (Get-Item -LiteralPath $key).GetValue('AllowInternalUntrustedCerts')
    if ($null -eq $value) {
        return $true
    }
    return [bool] ([int] $value)
}

$target = $PSCmdlet.GetUnresolvedProviderPathFromPSPath($Folder)
if (-not (Test-Path -LiteralPath $target -PathType Container)) {
    throw "The folder $target does not exist."
}

[object[]] $sslBindings = @(Get-SslBinding)
[object[]] $sites = @(Get-IisSite)
[object[]] $certificates = @(Get-MachineCertificate)

$snapshot = [ordered] @{
    takenAt                     = ConvertTo-UtcText (Get-Date)
    computer                    = Get-ComputerFullName
    allowInternalUntrustedCerts = Get-AllowInternalUntrustedCerts
    bindings                    = $sslBindings
    iisSites                    = $sites
    certificates                = $certificates
}

$json = ConvertTo-Json -InputObject $snapshot -Depth 6
$file = Join-Path -Path $target -ChildPath 'snapshot.json'
$beside = "$file.new"
[System.IO.File]::WriteAllText($beside, $json, (New-Object -TypeName System.Text.UTF8Encoding -ArgumentList $false))
Move-Item -LiteralPath $beside -Destination $file -Force
