import { Moves } from '../../common/moves';

/**
 * `waiting`: in line; `downloading`: taken out of the line, its recording is on the way; `working`: being listened to;
 * `delivering`: the text is there and on its way to who asked. Then one end: `finished`, `failed`, `cancelled`, or
 * `refused`, which never was in line.
 */
export const requestStates = [
  'waiting',
  'downloading',
  'working',
  'delivering',
  'finished',
  'failed',
  'cancelled',
  'refused',
] as const;
export type RequestState = (typeof requestStates)[number];

export const {
  mayMove,
  sourcesOf,
  isEnd: isOver,
} = new Moves<RequestState>({
  waiting: ['downloading', 'cancelled'],
  // Back to `waiting`: the process stopped or died. Its text, if there was one, is gone and will be made again.
  downloading: ['working', 'failed', 'cancelled', 'waiting'],
  // Back to `downloading`: another attempt fetches the recording anew.
  working: ['delivering', 'downloading', 'failed', 'cancelled', 'waiting'],
  delivering: ['finished', 'failed', 'cancelled', 'waiting'],
  finished: [],
  failed: [],
  cancelled: [],
  refused: [],
});

/** Somebody holds a place and works on it. */
export const isTaken = (state: RequestState): boolean =>
  state === 'downloading' || state === 'working' || state === 'delivering';
