// Loaded before a program (`--import`): ends it, by the SIGTERM it knows how to obey, when the process that started it is
// gone. Killing the bootstrap with -9, which nothing can pass on, would else leave a server that holds the data folder.
import { isMainThread } from 'node:worker_threads';

const look = 500;

const isGone = (parent) => {
  if (process.platform !== 'win32') return process.ppid !== parent;
  try {
    return !process.kill(parent, 0);
  } catch {
    return true;
  }
};

/** Watches the process that started this one. */
export const endWithParent = () => {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (!isGone(parent)) return;
    clearInterval(timer);
    process.kill(process.pid, 'SIGTERM');
  }, look);
  timer.unref();
};

if (isMainThread && process.execArgv.some((arg) => arg.endsWith('lifeline.mjs'))) endWithParent();
