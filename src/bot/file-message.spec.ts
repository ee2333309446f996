import { fileOf } from './file-message';

const place = { message_id: 7, chat: { id: 5 } };
const ids = { file_id: 'f', file_unique_id: 'u' };

describe('fileOf', () => {
  it('reads each kind of file', () => {
    for (const kind of ['document', 'audio', 'video', 'voice', 'video_note', 'animation']) {
      expect(fileOf({ ...place, [kind]: ids })).toMatchObject({
        kind,
        fileId: 'f',
        fileUniqueId: 'u',
        messageId: 7,
        chatId: 5,
      });
    }
  });

  it('takes the largest size of a photo', () => {
    const photo = [
      { ...ids, file_id: 'small' },
      { ...ids, file_id: 'large', width: 1280 },
    ];
    expect(fileOf({ ...place, photo, caption: 'A view' })).toMatchObject({
      kind: 'photo',
      fileId: 'large',
      width: 1280,
      caption: 'A view',
    });
  });

  it('calls an animation what it is, although it is described as a document too', () => {
    expect(fileOf({ ...place, document: ids, animation: ids })?.kind).toBe('animation');
  });

  it.each([
    ['no message', undefined],
    ['a message without a file', place],
    ['a file without ids', { ...place, document: {} }],
    ['an empty photo', { ...place, photo: [] }],
    ['a file that is no object', { ...place, document: 'x' }],
    ['a message that is nowhere', { document: ids }],
  ])('finds nothing usable in %s', (_what, message) => {
    expect(fileOf(message)).toBeUndefined();
  });

  it('leaves out what is not what it should be, and cuts what is too long', () => {
    const document = { ...ids, file_name: 'n'.repeat(1000), mime_type: 5, file_size: -1 };
    const file = fileOf({ ...place, document, caption: 'c'.repeat(5000) });
    expect(file).toMatchObject({ mimeType: undefined, sizeBytes: undefined });
    expect(file?.fileName).toHaveLength(255);
    expect(file?.caption).toHaveLength(1024);
  });
});
