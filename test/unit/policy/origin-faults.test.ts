import { expect, it } from 'vitest';
import { createPolicy } from '../../../src/index.ts';
import { fixOf, issuesOf } from './issues.ts';

const EXAMPLE = 'Write scheme, host and port as in "https://app.example" or "http://localhost:5173".';

/** What was written, a part of what is said about it, and what to write instead (nothing: the general example). */
it.each([
  ['', 'is no origin', undefined],
  ['a.example', 'has no scheme', 'https://a.example'],
  ['localhost:3000', 'has no scheme', 'https://localhost:3000'],
  ['//a.example', 'has no scheme', 'https://a.example'],
  ['https:a.example', 'has no scheme', undefined],
  ['https://a.example/', 'ends with a slash', 'https://a.example'],
  ['https://a.example/path', 'a path, query or fragment', 'https://a.example'],
  ['https://a.example?x', 'a path, query or fragment', 'https://a.example'],
  ['https://a.example#x', 'a path, query or fragment', 'https://a.example'],
  ['https://a.example\\x', 'a path, query or fragment', 'https://a.example'],
  ['https://u:p@a.example', 'a user name or password', 'https://a.example'],
  ['https://A.example', 'upper-case letters', 'https://a.example'],
  ['HTTPS://a.example', 'upper-case letters', 'https://a.example'],
  ['https://münchen.de', 'not in ASCII', 'https://xn--mnchen-3ya.de'],
  ['https://ex\u0430mple.com', 'not in ASCII', 'https://xn--exmple-4nf.com'],
  ['https://a.example:443', 'the default port', 'https://a.example'],
  ['http://a.example:80', 'the default port', 'http://a.example'],
  ['https://a.example:08443', 'without leading zeros', 'https://a.example:8443'],
  ['https://a.example:0', 'not in the range 1 to 65535', undefined],
  ['https://a.example:65536', 'not in the range 1 to 65535', undefined],
  ['https://a.example:', 'not in the form', 'https://a.example'],
  [' https://a.example', 'whitespace around', 'https://a.example'],
  ['https://a.example\n', 'whitespace around', 'https://a.example'],
  ['file:///home', 'never arrives', undefined],
  ['FILE://x', 'never arrives', undefined],
  ['http://127.1', 'not in the form', 'http://127.0.0.1'],
  ['http://0x7f000001', 'not in the form', 'http://127.0.0.1'],
  ['http://127.0.0.1.', 'not in the form', 'http://127.0.0.1'],
  ['http://[0:0:0:0:0:0:0:1]', 'not in the form', 'http://[::1]'],
  ['http://[::FFFF:1:2]:80', 'upper-case letters', undefined],
  ['http://[::ffff:127.0.0.1]', 'not canonical IPv6 text', undefined],
  ['http://[fe80::1%25eth0]', 'not canonical IPv6 text', undefined],
  ['http://256.0.0.1', 'not an origin as a browser could send it', undefined],
  ['https://a..b', 'not an origin as a browser could send it', undefined],
  ['https://xn--a', 'not an origin as a browser could send it', undefined],
  ['https://', 'not an origin as a browser could send it', undefined],
  [
    'https://a.example,https://b.example',
    'several origins in one string',
    'an array of strings, or originList(text)',
  ],
  [
    'https://a.example https://b.example',
    'several origins in one string',
    'an array of strings, or originList(text)',
  ],
  ['https://*', 'a "*" where none may stand', undefined],
  ['https://*a.example', 'a "*" where none may stand', 'https://*.a.example'],
  ['https://a.*', 'a "*" where none may stand', undefined],
  ['https://a.*.example', 'a "*" where none may stand', undefined],
  ['http*://a.example', 'a "*" where none may stand', undefined],
  ['*.a.example', 'a "*" where none may stand', 'https://*.a.example'],
  ['https://a.example:*/', 'a "*" where none may stand', 'https://a.example:*'],
  ['https://a.example:80*', 'a "*" where none may stand', undefined],
  ['https://*.*.a.example', 'more stars', undefined],
  ['*://*.a.example:*', 'more stars', undefined],
  ['https://*.a.example/', 'is not a pattern', 'https://*.a.example'],
  ['https://*.A.example:*', 'is not a pattern', 'https://*.a.example:*'],
  ['https://*.a.example:443', 'is not a pattern', 'https://*.a.example'],
  ['https://*.1.2.3.4', 'is not a pattern', undefined],
  ['https://*.[::1]', 'is not a pattern', undefined],
  [`https://${'a'.repeat(200)}.example`, 'a…', undefined],
])('%j', (text, message, instead) => {
  const [issue] = issuesOf({ origin: text });
  expect(issue).toMatchObject({ code: 'origin-invalid', path: 'origin', value: text });
  expect(issue?.message).toContain(message);
  const fix =
    instead === undefined
      ? EXAMPLE
      : /^https?:|^capacitor:/.test(instead)
        ? `Write ${JSON.stringify(instead)}.`
        : instead;
  expect(issue?.fix).toContain(fix);
  if (instead?.includes('://'))
    expect(createPolicy({ origin: instead }).options.origin, 'what to write is accepted').toBe(instead);
});

it('a fault in a list says where', () => {
  expect(issuesOf({ origin: ['https://a.example', 'https://b.example/'] })[0]?.path).toBe('origin[1]');
  expect(fixOf({ origin: new Set(['B.example']) })).toBe('origin-invalid: Write "https://b.example".');
});
