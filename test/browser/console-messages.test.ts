import { expect, it } from 'vitest';
import { type EngineText, MESSAGES, type Message } from '../../src/browser/messages.ts';

const INTRODUCTION = `# What browsers print about CORS, why, and what mends it

Every message of Chromium (Chrome, Edge, Opera, ...), Firefox and WebKit (Safari) by which a cross-origin request is
blocked. Words in braces stand for what your browser shows there; \`{preflight}\` for «Response to preflight request
doesn't pass access control check: », where it was one. \`npx crossgate check URL --origin ORIGIN\` asks your server and
tells which of these it would be.
`;

function section([code, message]: [string, Message]): string {
  const engines: [string, EngineText | undefined][] = [
    ['Chromium', message.chromium],
    ['Firefox', message.firefox],
    ['WebKit', message.webkit],
  ];
  const printed = engines.flatMap(([engine, text]) => (text === undefined ? [] : [quote(engine, text)]));
  const silent = printed.length === 0 ? ['No browser prints anything of its own.\n'] : printed;
  return [`## ${code}\n`, ...silent, `**Cause.** ${message.cause}\n`, `**Cure.** ${message.cure}\n`].join(
    '\n',
  );
}

function quote(engine: string, { text, code, preflightCode }: EngineText): string {
  const codes = [code, preflightCode].filter((name) => name !== undefined);
  const names = codes.length === 0 ? '' : ` (${codes.join(', ')})`;
  return `${engine}${names}:\n\n\`\`\`text\n${text.trimEnd()}\n\`\`\`\n`;
}

// Written anew by `vitest -u` where the table has changed.
it('the page of console messages is what the table says', async () => {
  const page = [INTRODUCTION, ...Object.entries(MESSAGES).map(section)].join('\n');
  await expect(page).toMatchFileSnapshot('../../examples/console-messages.md');
});
