/** What every answer tells the browser: run and load only what comes from here, be framed by nobody, guess nothing. */
export const securityHeaders: Readonly<Record<string, string>> = {
  "content-security-policy": [
    "default-src 'none'",
    "script-src 'self'",
    "worker-src 'self'",
    "style-src 'self'",
    // Plots carry style attributes; they cannot load anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** Names under which this very machine is reached. */
const loopback = ["localhost", "127.0.0.1", "[::1]"];

/**
 * True where the Host header is one that this server may be reached by. A page elsewhere that points its own name at
 * this machine (DNS rebinding) sends its own name here.
 */
export function isKnownHost(header: string | undefined, names: readonly string[]): boolean {
  const name = /^(\[[0-9a-f:.]+\]|[^:]+)(:\d{1,5})?$/i.exec(header ?? "")?.[1]?.toLowerCase();
  return name !== undefined && (loopback.includes(name) || names.includes(name));
}

/** True where a browser says that the request was made by a page of another origin. */
export function isForeign(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host.toLowerCase() !== host?.toLowerCase();
}
