import { isOver, isTaken, mayMove, requestStates, sourcesOf } from './request-state';

describe('the states of a request', () => {
  const allowed = requestStates.flatMap((from) =>
    requestStates.filter((to) => mayMove(from, to)).map((to) => `${from} → ${to}`),
  );

  it('can be moved between in these ways and no other', () => {
    expect(allowed).toEqual([
      'waiting → downloading',
      'waiting → cancelled',
      'downloading → waiting',
      'downloading → working',
      'downloading → failed',
      'downloading → cancelled',
      'working → waiting',
      'working → downloading',
      'working → delivering',
      'working → failed',
      'working → cancelled',
      'delivering → waiting',
      'delivering → finished',
      'delivering → failed',
      'delivering → cancelled',
    ]);
  });

  it('end where nothing follows', () => {
    expect(requestStates.filter(isOver)).toEqual(['finished', 'failed', 'cancelled', 'refused']);
  });

  it('hold a place from the download to the delivery', () => {
    expect(requestStates.filter(isTaken)).toEqual(['downloading', 'working', 'delivering']);
  });

  it('say where each can be come from', () => {
    expect(sourcesOf('finished')).toEqual(['delivering']);
    expect(sourcesOf('waiting')).toEqual(['downloading', 'working', 'delivering']);
    expect(sourcesOf('refused')).toEqual([]);
  });
});
