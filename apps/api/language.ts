import type { Language } from '#libs/kernel/refusal.js';
import type { ApiRequest } from './ports.js';

/** Chinese, unless English is asked for first. */
export const languageOf = ({ headers }: Pick<ApiRequest, 'headers'>): Language =>
  /^\s*en(?![a-z])/i.test(headers['accept-language'] ?? '') ? 'en' : 'zh';
