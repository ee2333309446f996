import { planProcessing } from './processing-plan';

const MB = 1 << 20;
const publicServer = { maxDownloadBytes: 20 * MB, maxUploadBytes: 50 * MB };
const localServer = { maxDownloadBytes: 2000 * MB, maxUploadBytes: 2000 * MB };

it.each([
  ['document', 20 * MB, publicServer, { action: 'copy', withThumbnail: true }],
  ['document', 20 * MB + 1, publicServer, { action: 'refuse', reason: 'too-big-to-download' }],
  ['video', 20 * MB + 1, localServer, { action: 'copy', withThumbnail: false }],
  ['video', 2000 * MB + 1, localServer, { action: 'refuse', reason: 'too-big-to-download' }],
  [
    'audio',
    60 * MB,
    { ...publicServer, maxDownloadBytes: 100 * MB },
    { action: 'refuse', reason: 'too-big-to-upload' },
  ],
  ['audio', null, publicServer, { action: 'copy', withThumbnail: true }],
  ['photo', 90 * MB, publicServer, { action: 'keep' }],
] as const)('plans for a %s of %s bytes', (kind, sizeBytes, limits, plan) => {
  expect(planProcessing({ kind, sizeBytes }, limits)).toEqual(plan);
});
