import type { Content, Foot, Head, Provenance } from '#libs/documents/content.js';
import { sampleAttachments } from './sample-tables.js';
import { sampleBlocks } from './sample-text.js';

// The briefing of July and August 2015 as the office would send it, for specs and for looking at.

export const sampleProvenance: Provenance = {
  validAt: '2015-08-31',
  knownAt: '2015-09-16',
  position: 412,
  contentHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  definitions: ['N1@1', 'N3b@1', 'N5@1', 'N6f@1'],
  rules: 'shanghai-2013',
};

const foot: Foot = {
  printedBy: '闵行区人民政府办公室',
  printedOn: '2015-09-16',
  copies: 80,
};

const content = (head: Head, more: Partial<Content>): Content => ({
  head,
  title: '关于2015年7—8月建议提案办理情况的通报',
  blocks: sampleBlocks,
  attachments: sampleAttachments,
  provenance: sampleProvenance,
  issuedAt: '2015-09-16T02:00:00.000Z',
  author: '闵行区人民政府办公室',
  ...more,
});

export const sampleBulletin: Content = content(
  {
    form: 'bulletin',
    name: '建议提案办理工作专报',
    issue: '第4期',
    organ: '闵行区人民政府办公室编',
    date: '2015-09-16',
  },
  {
    foot: {
      ...foot,
      report: ['区委、区人大常委会、区政府、区政协领导'],
      send: ['区人大代表工作委员会', '区政协专门委员会办公室'],
      distribute: ['各镇人民政府', '各街道办事处', '莘庄工业区管委会', '区政府各委、办、局'],
    },
  },
);

export const sampleOfficial: Content = content(
  { form: 'official', mark: '闵行区人民政府办公室文件', number: { code: '闵府办发', year: 2015, serial: 46 } },
  {
    recipients: ['各镇人民政府', '各街道办事处', '莘庄工业区管委会', '区政府各委、办、局'],
    signature: { organs: ['闵行区人民政府办公室'], date: '2015-09-16', sealed: true },
    note: '此件主动公开',
    foot: { ...foot, copyTo: ['区委办公室', '区人大常委会办公室', '区政协办公室', '区法院', '区检察院'] },
  },
);

export const sampleLetter: Content = content(
  { form: 'letter', mark: '闵行区人民政府办公室', number: { code: '闵府办函', year: 2015, serial: 7 } },
  {
    title: '关于报送2015年市人大代表建议和政协提案办理工作“回头看”情况的函',
    recipients: ['市政府办公厅'],
    attachments: [],
    signature: { organs: ['闵行区人民政府办公室'], date: '2015-09-16', sealed: false },
    note: '联系人：承办人甲，电话：略',
    foot: { copyTo: ['区人大代表工作委员会', '区政协专门委员会办公室'] },
  },
);

export const samples: Readonly<Record<Head['form'], Content>> = {
  bulletin: sampleBulletin,
  official: sampleOfficial,
  letter: sampleLetter,
};
