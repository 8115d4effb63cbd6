import 'reflect-metadata';
import { run } from './program.js';

const write = (stream: NodeJS.WriteStream) => (text: string) => void stream.write(`${text}\n`);

// A reader that closes the pipe early (`| head`) is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.on('SIGINT', () => process.exit(130));

process.exitCode = await run(process.argv.slice(2), {
  environment: process.env,
  width: process.stdout.isTTY ? process.stdout.columns : undefined,
  bars: { stream: process.stderr },
  out: write(process.stdout),
  error: write(process.stderr),
});
