import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CorsIssueCode } from '../../src/index.ts';
import { APP, ask } from '../cases/case.ts';
import { send } from './exchange.ts';
import { startExample } from './process.ts';

const WRONG = new URL('../../examples/wrong/', import.meta.url);
const SERVER = /http:\/\/127\.0\.0\.1:\d+/;
const STACK = /^ +at /m;

const files = readdirSync(WRONG).filter((name) => name.endsWith('.js'));

// The error stands in the comment on top of each file: what is promised there has to be what is printed.
describe.each(files)('wrong/%s', (file) => {
  const { when, error } = readPromise(file);

  it(`fails ${when} with the error of its comment`, async () => {
    const example = startExample(`wrong/${file}`);
    try {
      if (when === 'at start-up') {
        expect(await example.exited).toBe(1);
      } else {
        const [url] = await example.printed(SERVER);
        const answer = await send(url, ask(APP));
        expect(answer.status).toBe(500);
        expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
        await example.printed(STACK);
      }
    } finally {
      await example.stop();
    }
    expect(onOneLine(example.output())).toContain(error);
  });
});

it('there is a wrong example of every error code', () => {
  // A record, so that the compiler notices a code that is missing.
  const codes = Object.keys({
    'options-invalid': 0,
    'unknown-option': 0,
    'option-inherited': 0,
    'option-type': 0,
    'origin-missing': 0,
    'origin-invalid': 0,
    'origin-null': 0,
    'origin-insecure': 0,
    'origin-public-suffix': 0,
    'wildcard-with-credentials': 0,
    'regexp-flags': 0,
    'regexp-unanchored': 0,
    'regexp-loose': 0,
    'method-invalid': 0,
    'method-forbidden': 0,
    'method-case': 0,
    'header-invalid': 0,
    'header-forbidden': 0,
    'header-misplaced': 0,
    'max-age-range': 0,
    'status-range': 0,
  } satisfies Record<CorsIssueCode, 0>);
  const promised = files.map((file) => readPromise(file).error).join('\n');
  expect(codes.filter((code) => !promised.includes(`[${code}]`))).toEqual([]);
});

interface Promised {
  readonly when: 'at start-up' | 'at the first request';
  readonly error: string;
}

function readPromise(file: string): Promised {
  const comment = /^(?:\/\/.*\n)+/.exec(readFileSync(new URL(file, WRONG), 'utf8'))?.[0] ?? '';
  const [when = '', ...lines] = comment.replaceAll(/^\/\/ ?/gm, '').split('\n');
  const error = onOneLine(lines.join(' '));
  expect(error, `${file} starts with the error that it gives`).toMatch(/^\w*Error: /);
  return { when: when.startsWith('At start-up') ? 'at start-up' : 'at the first request', error };
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
