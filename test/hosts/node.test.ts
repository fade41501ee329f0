import { caseTables } from '../cases.ts';
import { describeCases } from './harness.ts';
import { connectHost, express4Host, express5Host, http2Host, httpHost } from './node-hosts.ts';

for (const host of [express5Host, express4Host, connectHost, httpHost, http2Host]) {
  for (const [title, cases] of Object.entries(caseTables)) describeCases(host, title, cases);
}
