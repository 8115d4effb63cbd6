import { column, headingReader, plainWord, type Column, type Field } from './columns.js';

/** A column in which an office writes what the template keeps in two. */
interface Compound extends Column {
  readonly fields: readonly [Field, Field];
  parts(text: string): readonly [string, string];
}

const termAndSession = /^(第?[一二三四五六七八九十\d]+届)(第?[一二三四五六七八九十\d]+次(?:会议)?)?$/;

const compounds = {
  /** 七届四次 · 第十六届第二次会议; what is read as neither stands as the term, which then says so. */
  termAndSession: {
    ...column('届次', '届次会议', '会议届次'),
    fields: ['term', 'session'],
    parts: (text) => {
      const [, term = text, session = ''] = termAndSession.exec(plainWord(text)) ?? [];
      return [term, session];
    },
  },
  /** One judgement where the regulation asks for two. */
  satisfaction: {
    ...column('满意度', '代表满意度', '委员满意度', '满意情况', '满意度评价', '满意度测评'),
    fields: ['attitude', 'result'],
    parts: (text) => [text, text],
  },
} as const satisfies Record<string, Compound>;

export type CompoundName = keyof typeof compounds;

export const compoundOf: (heading: string) => CompoundName | undefined = headingReader<CompoundName>(compounds);

export const compoundNamed = (name: CompoundName): Compound => compounds[name];
