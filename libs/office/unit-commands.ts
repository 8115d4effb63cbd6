import { IdField, Text, Texts } from '#libs/kernel/body.js';
import type { CommandSpec } from '#libs/kernel/aggregate.js';
import { HoldsBody } from './bodies.js';

export class FoundUnit extends HoldsBody {
  @IdField() unit: string;
  @Text() name: string;
  @Text(50, { optional: true }) shortName?: string;
  @Texts(100, { optional: true, max: 20 }) aliases?: readonly string[];
}

export class RenameUnit extends HoldsBody {
  @IdField() unit: string;
  @Text() name: string;
  @Text(50, { optional: true }) shortName?: string;
}

export class MergeUnits extends HoldsBody {
  @Texts(100, { min: 1, max: 20 }) units: readonly string[];
  @IdField() into: string;
}

export class CloseUnit extends HoldsBody {
  @IdField() unit: string;
  @Text(500, { optional: true }) reason?: string;
}

export interface UnitCommands {
  FoundUnit: FoundUnit;
  RenameUnit: RenameUnit;
  MergeUnits: MergeUnits;
  CloseUnit: CloseUnit;
}

const by = ['administrator', 'office'] as const;

export const unitCommands: { readonly [N in keyof UnitCommands]: CommandSpec<UnitCommands[N]> } = {
  FoundUnit: {
    body: FoundUnit,
    path: '/units',
    by,
    example: {
      effectiveFrom: '2009-01-01',
      unit: 'planning-land',
      name: '区规划和土地管理局',
      shortName: '区规土局',
      aliases: ['规土局'],
    },
    summary: { zh: '设立单位', en: 'A unit is founded' },
  },
  RenameUnit: {
    body: RenameUnit,
    path: '/units/rename',
    by,
    example: { effectiveFrom: '2019-02-01', unit: 'planning-land', name: '区规划资源局', shortName: '区规资局' },
    summary: { zh: '单位更名', en: 'A unit takes another name' },
  },
  MergeUnits: {
    body: MergeUnits,
    path: '/units/merge',
    by,
    example: { effectiveFrom: '2019-02-01', units: ['health', 'family-planning'], into: 'health-commission' },
    summary: { zh: '单位合并', en: 'Units are merged into another' },
  },
  CloseUnit: {
    body: CloseUnit,
    path: '/units/close',
    by,
    example: { effectiveFrom: '2019-02-01', unit: 'planning-land', reason: '机构改革' },
    summary: { zh: '撤销单位', en: 'A unit is closed without successor' },
  },
};
