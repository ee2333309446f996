import { uploadName } from './upload-form';

describe('what a recording is called in the upload', () => {
  it.each([
    ['audio/mp4', 'recording.m4a', 'audio/mp4'],
    ['audio/mp4; codecs="mp4a.40.2"', 'recording.m4a', 'audio/mp4'],
    ['Video/WebM;codecs=opus', 'recording.webm', 'video/webm'],
    ['audio/unheard-of', 'recording.ogg', 'audio/ogg'],
  ])('%s is %s', (mimeType, filename, sent) => {
    expect(uploadName(mimeType)).toEqual({ filename, mimeType: sent });
  });
});
