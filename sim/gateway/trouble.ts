/** What the far side's certificate or line was refused for, by the code that TLS or the line gives. */
const WORDS: Record<string, string> = {
  CERT_HAS_EXPIRED: "its certificate has expired; only the acquirer can renew it (and look at this machine's clock)",
  CERT_NOT_YET_VALID: "its certificate is not valid yet; look at this machine's clock",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is signed by itself; if this is your own test host, give its certificate with --ca",
  SELF_SIGNED_CERT_IN_CHAIN: "its certificate comes from an authority that is not trusted here; give the acquirer's authority with --ca",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its certificate comes from an authority that is not trusted here; give the acquirer's authority with --ca",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate comes from an authority that is not trusted here; give the acquirer's authority with --ca",
  CERT_SIGNATURE_FAILURE: "the signature on its certificate is false",
  CERT_REVOKED: "its certificate was revoked",
  INVALID_PURPOSE: "its certificate is not one for servers",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name; look at --to, or give the name with --name if you are told another one",
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "it speaks no TLS 1.3, and nothing older is used",
  ERR_SSL_UNSUPPORTED_PROTOCOL: "it speaks no TLS 1.3, and nothing older is used",
  ERR_SSL_WRONG_VERSION_NUMBER: "what it says is not TLS; is the port right?",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "what it says is not TLS; is the port right?",
  ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED: "it wants a certificate of this gateway: give --cert and --key",
  ERR_SSL_TLSV1_ALERT_UNKNOWN_CA: "it does not know the authority of our certificate (--cert)",
  ECONNREFUSED: "nobody listens there; is the port right, is the host running?",
  ENOTFOUND: "its name is not known; look at --to and at the name server",
  EAI_AGAIN: "the name server does not answer; is there a network?",
  EHOSTUNREACH: "there is no way to it; is there a network?",
  ENETUNREACH: "there is no way to it; is there a network?",
  ETIMEDOUT: "it does not answer",
  ECONNRESET: "it hung up in the middle of the greeting",
};

/**
 * Why the way to the acquirer did not open, in words for who runs the gateway.
 * @param error  As TLS or the line gives it; a code without words of its own is passed on as it is.
 */
export function troubleText(error: NodeJS.ErrnoException): string {
  const code = error.code ?? "";
  return (WORDS[code] ?? error.message) + (code === "" ? "" : " (" + code + ")");
}

/** Loopback, RFC 1918, link-local and RFC 4193 addresses: where a wire without encryption may end. */
export function homeAddress(address: string): boolean {
  if (/^(127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.)/.test(address)) return true;
  return address === "::1" || /^(fe[89ab]|f[cd])[0-9a-f]*:/i.test(address);
}
