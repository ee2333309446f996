import { PassThrough } from 'node:stream';
import type { Response } from 'express';
import { sendDownload } from './downloads';

it('opens nothing for a caller who is gone already', async () => {
  const response = new PassThrough();
  response.destroy();
  const open = jest.fn();
  await sendDownload({ response: response as unknown as Response }, open);
  expect(open).not.toHaveBeenCalled();
});
