import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { root } from './paths.mjs';

/** A terminal sends these to the whole process group by itself; passed on as well, the child would get them twice. */
const byTerminal = ['SIGINT', 'SIGHUP'];
const forwarded = ['SIGTERM', ...byTerminal];

const fromTerminal = (signal) => byTerminal.includes(signal) && [0, 1, 2].some((fd) => isatty(fd));

/** npm passes a signal on to us that the process group may have had already: the child gets it once. */
const onceEach = (child) => {
  const sent = new Set();
  return (signal) => {
    if (fromTerminal(signal) || sent.has(signal)) return;
    sent.add(signal);
    setTimeout(() => sent.delete(signal), 300).unref();
    child.kill(signal);
  };
};

const codeOf = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

/**
 * Runs a program to its end, passing SIGTERM, SIGINT and SIGHUP on to it; this process lives until the child has ended.
 * @returns {Promise<{ code: number, signal: string | null }>} for a child ended by a signal, code is 128 + its number
 */
export const runChild = (command, args, options = {}) =>
  new Promise((resolve, reject) => {
    const { onSpawn, ...rest } = options;
    const child = spawn(command, args, { cwd: root, stdio: 'inherit', ...rest });
    const forward = onceEach(child);
    forwarded.forEach((signal) => process.on(signal, forward));
    const release = () => forwarded.forEach((signal) => process.off(signal, forward));
    child.once('error', (error) => (release(), reject(error)));
    child.once('close', (code, signal) => (release(), resolve({ code: codeOf(code, signal), signal })));
    onSpawn?.(child);
  });

/** Ends as the child ended: by the same signal if it was one, so that a shell or supervisor sees no difference. */
export const endLike = ({ code, signal }) => {
  process.exitCode = code;
  if (signal && process.platform !== 'win32') process.kill(process.pid, signal);
};
