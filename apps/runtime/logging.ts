import { pino, stdTimeFunctions, type Logger } from 'pino';
import type { Config } from './config.js';

export type Log = Logger;

/** Ours and Nest's names beside pino's. */
const levels: Readonly<Record<string, string>> = { error: 'error', warn: 'warn', log: 'info', debug: 'debug' };

/**
 * One JSON object a line on stdout, for whoever gathers the logs of many processes. What is given to it names routes,
 * codes and correlation ids; bodies, queries, headers and addresses of stores never come near it.
 */
export const openLog = ({ logLevel }: Pick<Config, 'logLevel'>, process: string): Log =>
  pino({
    level: levels[logLevel] ?? 'info',
    base: { process, pid: globalThis.process.pid },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (level) => ({ level }) },
  });
