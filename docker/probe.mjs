// Asks the process in this container whether it is ready: 0 for yes. `node probe.mjs /health/live` asks whether it lives.
const [path = '/health/ready'] = process.argv.slice(2);
const address = `http://127.0.0.1:${process.env.PORT ?? 3000}${path}`;

const { ok } = await fetch(address, { signal: AbortSignal.timeout(4_000) }).catch(() => ({ ok: false }));
process.exitCode = ok ? 0 : 1;
