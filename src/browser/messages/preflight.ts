import { CHROMIUM, CHROMIUM_CHECK, FIREFOX, FIREFOX_NO_SUCCESS, type Message } from './message.ts';

/** The preflight failed, or did not allow what was asked for. */
export const PREFLIGHT_MESSAGES = {
  'preflight-network-error': {
    cause: 'The preflight (OPTIONS {url}) got no answer: refused, timed out, or cut off.',
    cure: 'See that the server, and every proxy before it, answers OPTIONS.',
    firefox: FIREFOX_NO_SUCCESS,
  },
  'preflight-redirect': {
    cause:
      'The preflight (OPTIONS {url}) was answered by a redirect, status {status}, to {location}. Browsers do not follow it.',
    cure: 'Ask for the final URL in the page (https, trailing slash), or put CORS before the redirect and the login.',
    chromium: {
      code: 'PreflightDisallowedRedirect',
      text: `${CHROMIUM_CHECK}Redirect is not allowed for a preflight request.`,
    },
    firefox: {
      code: 'CORSExternalRedirectNotAllowed',
      text: `${FIREFOX}CORS request external redirect not allowed).`,
    },
    webkit: { text: 'Preflight response is not successful. Status code: {status}' },
  },
  'preflight-status': {
    cause: 'The preflight (OPTIONS {url}) was answered with status {status}; it must be 200 to 299.',
    cure: 'Put the CORS middleware before authentication and routing, so that it answers OPTIONS with 204. A preflight carries no cookie and no Authorization: it must not need them.',
    chromium: { code: 'PreflightInvalidStatus', text: `${CHROMIUM_CHECK}It does not have HTTP ok status.` },
    firefox: {
      code: 'CORSPreflightDidNotSucceed3',
      text: `${FIREFOX}CORS preflight response did not succeed). Status code: {status}.`,
    },
    webkit: { text: 'Preflight response is not successful. Status code: {status}' },
  },
  'acam-unparsable': {
    cause:
      'Access-Control-Allow-Methods of the preflight response holds something that is no method: {culprit}.',
    cure: 'Send a list of methods with commas between them, without quotes or spaces inside.',
    chromium: {
      code: 'InvalidAllowMethodsPreflightResponse',
      text: `${CHROMIUM}Cannot parse Access-Control-Allow-Methods response header field in preflight response.`,
    },
    firefox: {
      code: 'CORSInvalidAllowMethod',
      text: `${FIREFOX}invalid token ‘{culprit}’ in CORS header ‘Access-Control-Allow-Methods’).`,
      names: true,
    },
    webkit: { text: 'Header Access-Control-Allow-Methods has an invalid value: {allowMethods}' },
  },
  'acah-unparsable': {
    cause:
      'Access-Control-Allow-Headers of the preflight response holds something that is no header name: {culprit}.',
    cure: 'Send a list of header names with commas between them, without quotes or spaces inside.',
    chromium: {
      code: 'InvalidAllowHeadersPreflightResponse',
      text: `${CHROMIUM}Cannot parse Access-Control-Allow-Headers response header field in preflight response.`,
    },
    firefox: {
      code: 'CORSInvalidAllowHeader',
      text: `${FIREFOX}invalid token ‘{culprit}’ in CORS header ‘Access-Control-Allow-Headers’).`,
      names: true,
    },
    webkit: { text: 'Header Access-Control-Allow-Headers has an invalid value: {allowHeaders}' },
  },
  'method-not-allowed': {
    cause:
      'Access-Control-Allow-Methods of the preflight response does not list {culprit} (methods are case-sensitive; with credentials * is no wildcard).',
    cure: 'Add {culprit} to the methods that the server allows; if it is "patch", write PATCH in the page.',
    chromium: {
      code: 'MethodDisallowedByPreflightResponse',
      text: `${CHROMIUM}Method {culprit} is not allowed by Access-Control-Allow-Methods in preflight response.`,
      names: true,
    },
    firefox: {
      code: 'CORSMethodNotFound',
      text: `${FIREFOX}Did not find method in CORS header ‘Access-Control-Allow-Methods’).`,
    },
    webkit: { text: 'Method {culprit} is not allowed by Access-Control-Allow-Methods.' },
  },
  'authorization-not-covered-by-wildcard': {
    cause: 'Access-Control-Allow-Headers: * does not cover Authorization by the standard.',
    cure: 'Name it: Access-Control-Allow-Headers: *, Authorization.',
  },
  'header-not-allowed': {
    cause:
      'Access-Control-Allow-Headers of the preflight response does not list {refused} (with credentials * is no wildcard).',
    cure: 'Add {refused} to the headers that the server allows, or do not set it in the page.',
    chromium: {
      code: 'HeaderDisallowedByPreflightResponse',
      text: `${CHROMIUM}Request header field {culprit} is not allowed by Access-Control-Allow-Headers in preflight response.`,
      names: true,
    },
    firefox: {
      code: 'CORSMissingAllowHeaderFromPreflight2',
      text: `${FIREFOX}header ‘{culprit}’ is not allowed according to header ‘Access-Control-Allow-Headers’ from CORS preflight response).`,
      names: true,
    },
    webkit: { text: 'Request header field {headerName} is not allowed by Access-Control-Allow-Headers.' },
  },
} satisfies Record<string, Message>;
