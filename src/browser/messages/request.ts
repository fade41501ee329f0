import { FIREFOX, FIREFOX_NO_SUCCESS, type Message } from './message.ts';

/** Nothing was sent, nothing came back, or something beside CORS stood in the way. */
export const REQUEST_MESSAGES = {
  'method-forbidden': {
    cause: 'No script may send {method}: browsers forbid it everywhere, and nothing is sent.',
    cure: 'Use another method; no header of the server can allow this one.',
    chromium: { text: "Failed to execute 'fetch' on 'Window': '{method}' HTTP method is unsupported." },
    firefox: { text: 'Window.fetch: Invalid request method {method}.' },
    webkit: { text: 'Method is forbidden.' },
  },
  'method-not-for-no-cors': {
    cause: 'The page asked with mode "no-cors", which sends GET, HEAD and POST only, not {method}.',
    cure: 'Drop mode: "no-cors" in the page, and let the server allow {origin}.',
    chromium: { text: "Failed to execute 'fetch' on 'Window': '{method}' is unsupported in no-cors mode." },
    firefox: { text: 'Window.fetch: Invalid request method {method}.' },
    webkit: { text: 'Method must be GET, POST or HEAD in no-cors mode.' },
  },
  'scheme-not-cors': {
    cause: 'Only http and https addresses can be asked across origins; {url} is neither.',
    cure: 'Serve the resource over http or https.',
    chromium: { text: 'Fetch API cannot load {url}. URL scheme "{scheme}" is not supported.' },
    firefox: { code: 'CORSRequestNotHttp', text: `${FIREFOX}CORS request not http).` },
  },
  'mode-same-origin': {
    cause: 'The page asked with mode "same-origin", and {url} is not of its origin {origin}.',
    cure: 'Drop mode: "same-origin" in the page.',
    chromium: {
      text: 'Fetch API cannot load {url}. Request mode is "same-origin" but the URL\'s origin is not same as the request origin {origin}.',
    },
    firefox: { code: 'SOP', text: 'Security Error: Content at {page} may not load data from {url}.' },
    webkit: { text: 'Fetch API cannot load {url}.' },
  },
  'network-error': {
    cause:
      'No usable answer came from {url}: refused, timed out, cut off, not trusted (TLS), or mixed content.',
    cure: 'Open the URL in a tab of its own, and look at the server: CORS headers play no part in this.',
    firefox: FIREFOX_NO_SUCCESS,
  },
  'proxy-authentication': {
    cause: 'The answer asks for credentials of a proxy (status 407), though no proxy is in use.',
    cure: 'Answer with 401, or with 403.',
  },
  'corp-not-same-origin': {
    cause:
      'Cross-Origin-Resource-Policy: {culprit} keeps other origins from embedding the resource; this is not CORS.',
    cure: 'Send Cross-Origin-Resource-Policy: cross-origin, or ask in mode "cors" and allow {origin}.',
    firefox: {
      code: 'COEP',
      text: 'The resource at “{url}” was blocked due to its Cross-Origin-Resource-Policy header (or lack thereof). See https://developer.mozilla.org/docs/Web/HTTP/Cross-Origin_Resource_Policy_(CORP)#',
    },
    webkit: {
      text: "Cancelled load to {url} because it violates the resource's Cross-Origin-Resource-Policy response header.",
    },
  },
} satisfies Record<string, Message>;
