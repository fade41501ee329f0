// Counts what CORS decides, for Prometheus (GET /metrics) and for OpenTelemetry.
import { subscribe } from 'node:diagnostics_channel';
import { metrics, trace } from '@opentelemetry/api';
import cors from 'crossgate';
import { countDecisions } from 'crossgate/live';
import { originStore } from 'crossgate/store';
import express from 'express';
import prometheus from 'prom-client';

const customers = new Set(['https://shop.example']);
const origins = originStore({ lookup: async (origin) => customers.has(origin) });

const app = express();
app.use('/api', countDecisions(cors({ origin: origins, credentials: true }), 'customers'));
app.get('/api/profile', (_request, response) => {
  response.json({ name: 'Ada' });
});

// Prometheus. The labels have few values each; the origin is a stranger's text, and would be one series for each.
const labelNames = ['policy', 'exchange', 'decision'];
const decisions = new prometheus.Counter({
  name: 'cors_decisions_total',
  help: 'What CORS decided.',
  labelNames,
});
const durations = new prometheus.Histogram({
  name: 'cors_decision_seconds',
  help: 'How long the decision took, a lookup included.',
  labelNames: ['policy'],
  buckets: [0.0001, 0.001, 0.01, 0.1, 1],
});
new prometheus.Gauge({
  name: 'cors_origin_store',
  help: 'What the origin store has done and holds.',
  labelNames: ['figure'],
  collect() {
    for (const [figure, value] of Object.entries(origins.figures())) this.set({ figure }, value);
  },
});

// OpenTelemetry: the API alone, which does nothing until the application starts an SDK.
const counter = metrics.getMeter('cors').createCounter('cors.decisions');

subscribe('crossgate:decision', ({ policy, exchange, decision, duration }) => {
  const labels = { policy, exchange, decision };
  decisions.inc(labels);
  durations.observe({ policy }, duration / 1000);
  counter.add(1, labels);
  trace.getActiveSpan()?.setAttribute('cors.decision', decision);
});

app.get('/metrics', async (_request, response) => {
  response.type(prometheus.register.contentType).send(await prometheus.register.metrics());
});

const server = app.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', (error) => {
  if (error) throw error;
  console.log(`http://127.0.0.1:${server.address().port}`);
});
