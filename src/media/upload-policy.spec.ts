import { refusalOf } from './upload-policy';

const rules = {
  kinds: ['document', 'audio', 'video', 'photo'] as const,
  extensions: [],
  blockedExtensions: ['exe', 'apk', 'sh'],
};

describe('what may be uploaded', () => {
  it.each([
    ['a program', { fileName: 'setup.exe' }],
    ['a program in capitals', { fileName: 'SETUP.EXE' }],
    ['a program behind dots and spaces', { fileName: 'setup.exe. .' }],
    ['a program that calls itself a picture', { fileName: 'cat.jpg', mimeType: 'application/x-msdownload' }],
    ['a program without a name', { mimeType: 'application/vnd.android.package-archive' }],
  ])('is not %s', (_, file) => {
    expect(refusalOf({ kind: 'document', ...file }, rules)).toMatchObject({ reason: 'extension' });
  });

  it.each(['voice', 'video_note', 'animation'] as const)('is not a %s', (kind) => {
    expect(refusalOf({ kind }, rules)).toMatchObject({ reason: 'kind', kind });
  });

  it('is a document of any other extension, and one without', () => {
    for (const fileName of ['book.pdf', 'setup.exe.zip', 'README']) {
      expect(refusalOf({ kind: 'document', fileName }, rules)).toBeNull();
    }
  });

  it('is only what is listed, where extensions are listed; photos always have theirs', () => {
    const strict = { ...rules, extensions: ['pdf'] };
    expect(refusalOf({ kind: 'document', fileName: 'a.pdf' }, strict)).toBeNull();
    expect(refusalOf({ kind: 'document', fileName: 'a.txt' }, strict)).toMatchObject({
      extension: 'txt',
      allowed: ['pdf'],
    });
    expect(refusalOf({ kind: 'photo' }, strict)).toBeNull();
  });

  it('is only of the kinds that are allowed', () => {
    expect(refusalOf({ kind: 'photo' }, { ...rules, kinds: ['audio'] })).toMatchObject({
      reason: 'kind',
      allowed: ['audio'],
    });
  });
});
