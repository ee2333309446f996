import { extensionOf, fileNameFor, titleFromFileName } from './file-name';

const named = (fileName: string | null, mimeType: string | null = null) => ({
  kind: 'document' as const,
  fileName,
  mimeType,
});

describe('the extension of a file', () => {
  it.each([
    ['report.PDF', null, 'pdf'],
    ['archive.tar.gz', null, 'gz'],
    ['virus.exe. . ', null, 'exe'],
    ['no extension', 'application/pdf', 'pdf'],
    ['no extension', 'application/unheard-of', ''],
    ['китоб.док', null, 'док'],
    ['', null, ''],
  ])('of %j with the type %j is %j', (fileName, mimeType, extension) => {
    expect(extensionOf(named(fileName, mimeType))).toBe(extension);
  });

  it('is the usual one of its kind when nothing tells', () => {
    expect(extensionOf({ kind: 'audio', fileName: null, mimeType: null })).toBe('mp3');
    expect(extensionOf({ kind: 'video', fileName: undefined, mimeType: undefined })).toBe('mp4');
  });
});

describe('the name of the served copy', () => {
  it.each([
    ['Guide - Bellhop', 'scan_01.pdf', 'Guide - Bellhop.pdf'],
    ['../../etc/passwd', 'x.txt', '.. .. etc passwd.txt'],
    ['a/b\\c:d*e?f"g<h>i|j', 'x.txt', 'a b c d e f g h i j.txt'],
    ['Report.pdf', 'x.pdf', 'Report.pdf'],
    ['What now...', 'x.pdf', 'What now.pdf'],
    ['???', 'x.pdf', 'document.pdf'],
  ])('for the title %j of %j is %j', (title, fileName, expected) => {
    expect(fileNameFor(title, named(fileName))).toBe(expected);
  });

  it('fits every file system and never breaks a letter', () => {
    const name = fileNameFor('Ў📚'.repeat(200), named('x.pdf'));
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    expect(name).toMatch(/^(Ў📚)+Ў?\.pdf$/u);
  });
});

it('suggests a title from a file name', () => {
  expect(titleFromFileName('final_report-2024.pdf')).toBe('final report-2024');
  expect(titleFromFileName('.pdf')).toBe('');
});
