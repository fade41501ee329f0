import { availableParallelism, cpus } from 'node:os';

/** What has to stand beside every figure. */
export function machine() {
  const model = cpus()[0]?.model ?? process.arch;
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: `${availableParallelism()} x ${model}, ${process.platform}`,
    node: process.versions.node,
  };
}
