import {
  CHROMIUM_CHECK,
  FIREFOX,
  FIREFOX_NOT_MATCHING,
  type Message,
  WEBKIT_NOT_ALLOWED,
} from './message.ts';

/** The CORS check failed: what is wrong with the two headers that every shared response carries. */
export const ALLOW_ORIGIN_MESSAGES = {
  'acao-missing': {
    cause:
      'The {answer} has no Access-Control-Allow-Origin: the server did not allow {sentOrigin}, or something else answered (status {status}).',
    cure: 'Add {sentOrigin} to the origins that the server allows, and put the CORS middleware before whatever answers, error pages too.',
    chromium: {
      code: 'MissingAllowOriginHeader',
      preflightCode: 'PreflightMissingAllowOriginHeader',
      text: `${CHROMIUM_CHECK}No 'Access-Control-Allow-Origin' header is present on the requested resource.`,
    },
    firefox: {
      code: 'CORSMissingAllowOrigin2',
      text: `${FIREFOX}CORS header ‘Access-Control-Allow-Origin’ missing). Status code: {status}.`,
    },
    webkit: WEBKIT_NOT_ALLOWED,
  },
  'acao-wildcard-credentials': {
    cause:
      'The page sends credentials, and the {answer} says Access-Control-Allow-Origin: *. With credentials the origin must be named.',
    cure: 'Answer with Access-Control-Allow-Origin: {sentOrigin} and Access-Control-Allow-Credentials: true; or, if no cookie is needed, drop credentials: "include" in the page.',
    chromium: {
      code: 'WildcardOriginNotAllowed',
      preflightCode: 'PreflightWildcardOriginNotAllowed',
      text: `${CHROMIUM_CHECK}The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.{withCredentials}`,
    },
    firefox: {
      code: 'CORSNotSupportingCredentials',
      text: 'Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ‘{url}’. (Reason: Credential is not supported if the CORS header ‘Access-Control-Allow-Origin’ is ‘*’).',
    },
    webkit: {
      text: '{redirection}Cannot use wildcard in Access-Control-Allow-Origin when credentials flag is true.',
    },
  },
  'acao-multiple': {
    cause: 'The {answer} carries more than one allowed origin: {culprit}. Browsers accept exactly one.',
    cure: 'Set the header in one place: a proxy and the app, or two middlewares, both add it. For several origins answer with the one that asked.',
    chromium: {
      code: 'MultipleAllowOriginValues',
      preflightCode: 'PreflightMultipleAllowOriginValues',
      text: `${CHROMIUM_CHECK}The 'Access-Control-Allow-Origin' header contains multiple values '{culprit}', but only one is allowed.{mend}`,
      names: true,
    },
    firefox: FIREFOX_NOT_MATCHING,
    webkit: { text: '{redirection}Access-Control-Allow-Origin cannot contain more than one origin.' },
  },
  'acao-invalid': {
    cause: 'The {answer} says Access-Control-Allow-Origin: {culprit}, which is no origin.',
    cure: 'Write scheme, host and port as the browser does: {sentOrigin}.',
    chromium: {
      code: 'InvalidAllowOriginValue',
      preflightCode: 'PreflightInvalidAllowOriginValue',
      text: `${CHROMIUM_CHECK}The 'Access-Control-Allow-Origin' header contains the invalid value '{culprit}'.{mend}`,
      names: true,
    },
    firefox: FIREFOX_NOT_MATCHING,
    webkit: WEBKIT_NOT_ALLOWED,
  },
  'acao-mismatch': {
    cause: 'The {answer} allows {culprit}, and the request came from {sentOrigin}.',
    cure: 'Allow {sentOrigin} on the server, character for character; with several origins answer with the one that asked, and send Vary: Origin.',
    chromium: {
      code: 'AllowOriginMismatch',
      preflightCode: 'PreflightAllowOriginMismatch',
      text: `${CHROMIUM_CHECK}The 'Access-Control-Allow-Origin' header has a value '{culprit}' that is not equal to the supplied origin.{mend}`,
      names: true,
    },
    firefox: FIREFOX_NOT_MATCHING,
    webkit: WEBKIT_NOT_ALLOWED,
  },
  'acac-invalid': {
    cause:
      'The page sends credentials, and the {answer} does not say Access-Control-Allow-Credentials: true (it says "{culprit}").',
    cure: 'Turn credentials on in the server\'s CORS options: the header must be exactly "true", on the preflight and on the response.',
    chromium: {
      code: 'InvalidAllowCredentials',
      preflightCode: 'PreflightInvalidAllowCredentials',
      text: `${CHROMIUM_CHECK}The value of the 'Access-Control-Allow-Credentials' header in the response is '{culprit}' which must be 'true' when the request's credentials mode is 'include'.{withCredentials}`,
      names: true,
    },
    firefox: {
      code: 'CORSMissingAllowCredentials',
      text: `${FIREFOX}expected ‘true’ in CORS header ‘Access-Control-Allow-Credentials’).`,
    },
    webkit: {
      text: '{redirection}Credentials flag is true, but Access-Control-Allow-Credentials is not "true".',
    },
  },
} satisfies Record<string, Message>;
