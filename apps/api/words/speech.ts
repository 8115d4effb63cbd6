import { labelOfValue } from '#libs/cases/value-labels.js';
import { caseFieldLabels } from '#libs/cases/field-labels.js';
import { minuteOf } from '#libs/kernel/clock.js';
import type { Language } from '#libs/kernel/refusal.js';
import { columnLabels, dimensionLabels, type ColumnName } from './column-labels.js';
import { factLabel, grainLabels } from './fact-labels.js';
import { called, eventLabel, labelIn } from './labels.js';
import { cellLabel, valueLabel } from './value-labels.js';

type Names = Readonly<Record<string, string>>;

/** What ids stand for where something is told. */
export interface Known {
  readonly units?: Names;
  readonly actors?: Names;
}

/** Facts and fields that hold ids of units. */
const unitFields: ReadonlySet<string> = new Set([
  'unit',
  'units',
  'countingUnit',
  'replyUnit',
  'jointLeads',
  'answeredBy',
]);

/** Code words as the office says them, in one language: every table and every line is told through it. */
export class Speech {
  constructor(
    readonly language: Language,
    private readonly known: Known = {},
  ) {}

  /** The same language, knowing more names. */
  knowing({ units, actors }: Known): Speech {
    return new Speech(this.language, {
      units: { ...this.known.units, ...units },
      actors: { ...this.known.actors, ...actors },
    });
  }

  get isChinese(): boolean {
    return this.language === 'zh';
  }

  column(name: ColumnName): string {
    return columnLabels[name][this.language];
  }

  unit(id: string): string {
    return this.known.units?.[id] ?? valueLabel('unit', id)?.[this.language] ?? id;
  }

  /** The account's name; process managers are called what they are. */
  actor(id: string): string {
    const manager = /^system:(.*)$/.exec(id)?.[1];
    if (manager === undefined) return this.known.actors?.[id] ?? called(labelIn(people, id), id, this.language);
    return called(labelIn(managers, manager), id, this.language);
  }

  event(type: string): string {
    return called(eventLabel(type), type, this.language);
  }

  grain(name: string): string {
    return called(labelIn(grainLabels, name), name, this.language);
  }

  fact(field: string): string {
    return called(factLabel(field), field, this.language);
  }

  dimension(name: string): string {
    return called(labelIn(dimensionLabels, name), name, this.language);
  }

  /** A field of an event. */
  field(name: string): string {
    return called(labelIn(caseFieldLabels, name), name, this.language);
  }

  cell(key: string): string {
    return called(cellLabel(key), key, this.language);
  }

  /** A value of a fact or a group, in words; nothing for null. */
  value(field: string, value: unknown): string {
    if (value === null || value === undefined) return '';
    if (Array.isArray(value)) return value.map((each) => this.value(field, each)).join(this.mark.list);
    const text = String(value as string | number | boolean);
    return unitFields.has(field) ? this.unit(text) : called(valueLabel(field, text), text, this.language);
  }

  /** A value as an event states it: lists and records within it are told too. */
  stated(field: string, value: unknown): string {
    if (value === null || value === undefined) return '';
    if (Array.isArray(value)) return this.listed(field, value as readonly unknown[]);
    if (typeof value === 'object') return this.record(value as Readonly<Record<string, unknown>>);
    if (typeof value === 'boolean') return this.value('', value);
    const text = String(value as string | number);
    if (isId(text)) return '';
    const label = labelOfValue(field, text) ?? valueLabel(field, text);
    return label === undefined && unitFields.has(field) ? this.unit(text) : called(label, text, this.language);
  }

  /** An instant as a Shanghai minute. */
  minute(instant: string): string {
    return minuteOf(instant);
  }

  get mark() {
    return this.isChinese
      ? { list: '、', part: '；', aside: '，', open: '（', close: '）', colon: '：' }
      : { list: ', ', part: '; ', aside: ', ', open: ' (', close: ')', colon: ': ' };
  }

  private listed(field: string, values: readonly unknown[]): string {
    const areRecords = values.some((each) => typeof each === 'object');
    const told = values.map((each) => this.stated(field, each)).filter(Boolean);
    return told.join(areRecords ? this.mark.part : this.mark.list);
  }

  /** What it is, and in brackets what more is said of it; a record without a head is told field by field. */
  private record(value: Readonly<Record<string, unknown>>): string {
    const { open, close, part, aside } = this.mark;
    const head = heads.find((name) => value[name] !== undefined);
    const rest = Object.entries(value).filter(([name]) => name !== head);
    const told = rest.map(([name, each]) => [name, this.part(name, each)] as const).filter(([, text]) => text !== '');
    if (head === undefined) return told.map(([name, text]) => `${this.field(name)} ${text}`).join(part);
    const named = told.map(([, text]) => text).join(aside);
    return this.stated(head, value[head]) + (named === '' ? '' : `${open}${named}${close}`);
  }

  /** Within brackets a yes is told by the field's name, and a no by silence. */
  private part(name: string, value: unknown): string {
    if (typeof value !== 'boolean') return this.stated(name, value);
    return value ? this.field(name) : '';
  }
}

/** What a record is known by: a unit's part, a date, a milestone, a body waited for. */
const heads = ['unit', 'on', 'text', 'body'] as const;

/** Ids of events, contacts, plans: for programs, not for people. */
const isId = (text: string): boolean => /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(text);

const people = { operator: { zh: '本机操作员', en: 'the person at the machine' } };

/** Process managers, and who is turned away without an account. */
const managers = {
  unauthenticated: { zh: '未登录者', en: 'somebody without an account' },
  restatements: { zh: '系统（通报更正）', en: 'the system (restatements)' },
  'due-dates': { zh: '系统（期限重算）', en: 'the system (due dates)' },
  registration: { zh: '系统（编号占用）', en: 'the system (registration)' },
  projector: { zh: '系统（投影）', en: 'the system (projector)' },
  bootstrap: { zh: '系统（首次开设）', en: 'the system (bootstrap)' },
  log: { zh: '系统（日志）', en: 'the system (log)' },
};
