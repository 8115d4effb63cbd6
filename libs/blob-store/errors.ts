import { refusals } from '#libs/kernel/refusal.js';

/** Refusals of the blob store. */
export const refuseBlob = refusals({
  'blob.damaged': {
    zh: '附件文件 {digest} 已损坏，请从备份恢复',
    en: 'The stored file {digest} is damaged: bring it back from a backup',
    status: 500,
  },
});
