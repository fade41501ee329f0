import type { BlockCode } from './codes.ts';
import { ALLOW_ORIGIN_MESSAGES } from './messages/allow-origin.ts';
import type { Message } from './messages/message.ts';
import { PREFLIGHT_MESSAGES } from './messages/preflight.ts';
import { REDIRECT_MESSAGES } from './messages/redirect.ts';
import { REQUEST_MESSAGES } from './messages/request.ts';

export type { EngineText, Message } from './messages/message.ts';

/** Every reason for which a browser blocks: one table for verdicts, explanations and the page of messages. */
export const MESSAGES: Readonly<Record<BlockCode, Message>> = {
  ...REQUEST_MESSAGES,
  ...PREFLIGHT_MESSAGES,
  ...ALLOW_ORIGIN_MESSAGES,
  ...REDIRECT_MESSAGES,
};
