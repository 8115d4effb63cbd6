import { monitorEventLoopDelay } from 'node:perf_hooks';
import { serve } from '#apps/api/serve.js';

// The server as everybody starts it, in a process of its own that can be asked how it is.
const delay = monitorEventLoopDelay({ resolution: 2 });
delay.enable();

process.on('message', (asked) => {
  if (asked === 'reset') return void delay.reset();
  const [thread, all] = [process.threadCpuUsage(), process.cpuUsage()].map(
    ({ user, system }) => (user + system) / 1_000,
  );
  const delays = { delayP99: delay.percentile(99) / 1e6, delayMax: delay.max / 1e6 };
  process.send?.({ rss: process.memoryUsage.rss(), ...delays, thread, all });
});

await serve();
