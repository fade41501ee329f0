import { CHROMIUM, FIREFOX_NO_SUCCESS, type Message, WEBKIT_REDIRECT_SCHEME } from './message.ts';

/** A redirect led where a request from another origin may not follow. */
export const REDIRECT_MESSAGES = {
  'redirect-credentials': {
    cause:
      'The redirect leads to an address with a user name or password in it, which is not followed across origins.',
    cure: 'Redirect to an address without them.',
    chromium: {
      code: 'RedirectContainsCredentials',
      text: `${CHROMIUM}Redirect location '' contains a username and password, which is disallowed for cross-origin requests.`,
    },
    firefox: FIREFOX_NO_SUCCESS,
    webkit: {
      text: 'Cross-origin redirection to {bareLocation} denied by Cross-Origin Resource Sharing policy: redirection URL {location} has credentials',
    },
  },
  'redirect-mode-same-origin': {
    cause:
      'The page asked with mode "same-origin", and {url} redirected to {location}, which is not of its origin.',
    cure: 'Drop mode: "same-origin" in the page, or keep the redirect on the page\'s origin.',
    chromium: {
      text: 'Unsafe attempt to load URL {location} from frame with URL {page}. Domains, protocols and ports must match.\n',
    },
    firefox: { code: 'SOP', text: 'Security Error: Content at {page} may not load data from {location}.' },
    webkit: {
      text: 'Unsafe attempt to load URL {bareLocation} from origin {origin}. Domains, protocols and ports must match.',
    },
  },
  'redirect-scheme': {
    cause: 'The redirect leads to {culprit}, which is neither http nor https.',
    cure: 'Redirect to an http or https address.',
    chromium: {
      code: 'CorsDisabledScheme',
      text: "Access to {kind} at '{location}' (redirected from '{firstUrl}') from origin '{origin}' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app.",
    },
    firefox: FIREFOX_NO_SUCCESS,
    webkit: WEBKIT_REDIRECT_SCHEME,
  },
  'redirect-data': {
    cause: 'The redirect leads to a data: URL, which is not followed.',
    cure: 'Answer with the data itself.',
    firefox: FIREFOX_NO_SUCCESS,
    webkit: WEBKIT_REDIRECT_SCHEME,
  },
  'redirect-count': {
    cause: 'More than 20 redirects, one after the other.',
    cure: 'Break the circle of redirects on the server.',
    firefox: FIREFOX_NO_SUCCESS,
  },
} satisfies Record<string, Message>;
