import { isToken } from '../spec/grammar.ts';
import { isForbiddenMethod, normalizeMethod } from '../spec/methods.ts';
import {
  ALLOW_HEADERS,
  ALLOW_METHODS,
  CORS_RESPONSE_HEADERS,
  FORBIDDEN_RESPONSE_HEADERS,
  isForbiddenRequestHeader,
  MAX_AGE,
  ORIGIN,
  REQUEST_HEADERS,
  REQUEST_METHOD,
} from '../spec/names.ts';
import { type IssueList, show } from './errors.ts';

/** Checks one element of a list option. Returns the element as it is to be sent; mistakes go to `issues`. */
type ElementCheck = (element: string, path: string, issues: IssueList) => string;

/** The methods that exist in upper case only, though browsers send them in the case in which they were written. */
const UPPER_CASE_METHODS: ReadonlySet<string> = new Set(['PATCH', 'QUERY']);

/** Checks `methods`. */
export function normalizeMethods(value: unknown, issues: IssueList): readonly string[] {
  return normalizeList(value, 'methods', issues, (method, path) => {
    if (!isToken(method)) {
      issues.add(
        'method-invalid',
        path,
        method,
        `${show(method)} is not a method name.`,
        'Write names such as "PUT"; several as an array, or separated by commas.',
      );
    } else if (isForbiddenMethod(method)) {
      issues.add(
        'method-forbidden',
        path,
        method,
        `no browser lets a page send ${show(method)}.`,
        'Leave it out.',
      );
    } else if (UPPER_CASE_METHODS.has(method.toUpperCase()) && method !== method.toUpperCase()) {
      issues.add(
        'method-case',
        path,
        method,
        `browsers compare methods exactly, and ${show(method)} is not ${show(method.toUpperCase())}.`,
        `Write ${show(method.toUpperCase())}, here and in fetch().`,
      );
    }
    return normalizeMethod(method);
  });
}

/** Checks `allowedHeaders`. */
export function normalizeAllowedHeaders(value: unknown, issues: IssueList): readonly string[] {
  return normalizeHeaders(value, 'allowedHeaders', issues, (header, path) => {
    const name = header.toLowerCase();
    if (isForbiddenRequestHeader(name)) {
      issues.add(
        'header-forbidden',
        path,
        header,
        `no browser lets a page set the request header ${show(header)}.`,
        name === 'cookie' ? 'Leave it out; cookies go along with credentials: true.' : 'Leave it out.',
      );
    } else if (CORS_RESPONSE_HEADERS.includes(name)) {
      issues.add(
        'header-misplaced',
        path,
        header,
        `${show(header)} is a response header, which this library sends for you.`,
        'Leave it out; list request headers here.',
      );
    }
    return header;
  });
}

/** Checks `exposedHeaders`, where `*` is a literal for browsers as soon as credentials go along. */
export function normalizeExposedHeaders(
  value: unknown,
  credentials: boolean,
  issues: IssueList,
): readonly string[] {
  return normalizeHeaders(value, 'exposedHeaders', issues, (header, path) => {
    const name = header.toLowerCase();
    if (FORBIDDEN_RESPONSE_HEADERS.has(name)) {
      issues.add(
        'header-forbidden',
        path,
        header,
        `no browser lets a page read the response header ${show(header)}.`,
        'Leave it out.',
      );
    } else if (NEVER_WORTH_EXPOSING.has(name)) {
      issues.add(
        'header-misplaced',
        path,
        header,
        `${show(header)} is no header of an actual response.`,
        'Leave it out; list response headers here.',
      );
    } else if (name === '*' && credentials) {
      issues.add(
        'wildcard-with-credentials',
        path,
        header,
        '"*" exposes nothing to requests with credentials.',
        'Name the headers.',
      );
    }
    return header;
  });
}

const NEVER_WORTH_EXPOSING: ReadonlySet<string> = new Set([
  ORIGIN,
  REQUEST_METHOD,
  REQUEST_HEADERS,
  ALLOW_METHODS,
  ALLOW_HEADERS,
  MAX_AGE,
  'cookie',
  'host',
]);

/** Checks `vary`. */
export function normalizeVary(value: unknown, issues: IssueList): readonly string[] {
  return normalizeHeaders(value, 'vary', issues, (header, path) => {
    if (header === '*') {
      issues.add(
        'header-invalid',
        path,
        header,
        '"*" does not name a request header.',
        'Name the headers, or send Cache-Control: no-store.',
      );
    }
    return header;
  });
}

function normalizeHeaders(
  value: unknown,
  option: string,
  issues: IssueList,
  check: ElementCheck,
): readonly string[] {
  const headers = normalizeList(value, option, issues, (header, path) => {
    if (isToken(header)) return check(header, path, issues);
    issues.add(
      'header-invalid',
      path,
      header,
      `${show(header)} is not a header name.`,
      'Write names such as "X-Total-Count"; several as an array, or separated by commas; [] for none.',
    );
    return header;
  });
  const seen = new Set<string>();
  return Object.freeze(
    headers.filter((name) => !seen.has(name.toLowerCase()) && seen.add(name.toLowerCase())),
  );
}

function normalizeList(
  value: unknown,
  option: string,
  issues: IssueList,
  check: ElementCheck,
): readonly string[] {
  if (typeof value !== 'string' && !Array.isArray(value)) {
    issues.add(
      'option-type',
      option,
      value,
      `${show(value)} is no list of names.`,
      'Write an array of strings, or one string with commas.',
    );
    return [];
  }
  const elements: unknown[] =
    typeof value === 'string' ? value.split(',').map((element) => element.trim()) : Array.from(value);
  const names = elements.map((element, index) => {
    const path = typeof value === 'string' ? option : `${option}[${index}]`;
    if (typeof element === 'string') return check(element, path, issues);
    issues.add('option-type', path, element, `${show(element)} is no name.`, 'Write a string.');
    return '';
  });
  return Object.freeze([...new Set(names)]);
}
