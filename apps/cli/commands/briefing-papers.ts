import { readFileSync, writeFileSync } from 'node:fs';
import { InvalidArgumentError, Option } from 'commander';
import { print, withClient, type Shared, type Terminal } from '../terminal.js';

/** How a briefing is put on paper. */
export interface Papers extends Shared {
  readonly format?: string;
  readonly part?: string;
  readonly template?: string;
  readonly out?: string;
  readonly letterhead?: unknown;
}

export const printFile = (id: string, terminal: Terminal, options: Papers): Promise<void> =>
  withClient(terminal, options, async (client) => {
    const { format = 'docx', part, template } = options;
    const bytes = await (template === undefined
      ? client.bytes(`/briefings/${id}/files/${format}`, { part })
      : client.made(`/briefings/${id}/files/docx`, readFileSync(template), { part }));
    const file = options.out ?? `${part === undefined ? id : `${id}-${part}`}.${format}`;
    writeFileSync(file, bytes);
    print({ terminal, options }, { file, bytes: bytes.byteLength }, () => terminal.say('briefing.printed', { file }));
  });

/** 文件, 信函 or 简报 with whom it is sent to: what `letterhead` is over HTTP, in a file. */
export const letterheadFrom = ({ say }: Terminal): Option =>
  new Option('--letterhead <file>', say('option.letterhead')).argParser((file: string): unknown => {
    try {
      return JSON.parse(readFileSync(file, 'utf8')) as unknown;
    } catch {
      throw new InvalidArgumentError(say('letterhead.unreadable'));
    }
  });
