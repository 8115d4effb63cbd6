import { refuseAppend } from '../errors.js';

/** Streams without the log's prefix are somebody else's: no reader of this log would see them (engine 4). */
export const checkOwn = (prefix: string, stream: string): void => {
  if (!stream.startsWith(`${prefix}-`)) throw refuseAppend('log.stream-name', { stream });
};
