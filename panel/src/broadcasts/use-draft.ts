import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/api';
import type { Broadcast } from '../api/types';
import { useLeaveQuestion } from '../pieces/use-leave-question';
import { type DraftFields, DraftKeeper } from './draft-keeper';

type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed';

/** A pause in typing after which what was written is kept. */
const PAUSE_MS = 700;
const EMPTY: DraftFields = {
  content: { kind: 'text', html: '' },
  buttons: [],
  language: null,
  activeWithinDays: null,
  silent: false,
  protect: false,
};

/**
 * A draft that keeps itself: after each pause in typing the application has it, and the address names it, so that a reload
 * or a lost connection costs nothing. One request at a time, so that the last words win.
 */
export function useDraft(known: Broadcast | undefined) {
  const queries = useQueryClient();
  const [fields, setFields] = useState<DraftFields>(known ?? EMPTY);
  const [state, setState] = useState<SaveState>('saved');
  const [failure, setFailure] = useState<unknown>();
  const [id, setId] = useState(known?.id);
  const [keptTimes, setKeptTimes] = useState(0);
  const [keeper] = useState(() => new DraftKeeper(requests, known?.id, known && whatCounts(known)));
  const latest = useRef(fields);
  const line = useRef<Promise<number | undefined>>(Promise.resolve(undefined));

  const keep = async (): Promise<number | undefined> => {
    const body = whatCounts(latest.current);
    if (isEmpty(body)) return undefined;
    setState('saving');
    try {
      const keptId = await keeper.keep(body);
      setId(keptId);
      setKeptTimes((times) => times + 1);
      setFailure(undefined);
      setState(keeper.has(whatCounts(latest.current)) ? 'saved' : 'unsaved');
      nameInAddress(keptId);
      await queries.invalidateQueries({ queryKey: ['broadcasts'], refetchType: 'none' });
      return keptId;
    } catch (error) {
      setFailure(error);
      setState('failed');
      return undefined;
    }
  };
  const save = (): Promise<number | undefined> => {
    const kept = line.current.then(keep);
    line.current = kept;
    return kept;
  };

  const isChanged = state === 'unsaved';
  useEffect(() => {
    if (!isChanged) return;
    const timer = setTimeout(() => void save(), PAUSE_MS);
    return () => clearTimeout(timer);
    // eslint-disable-next-line react-hooks/exhaustive-deps -- each change of what is written begins the pause anew
  }, [fields, isChanged]);
  useEffect(() => {
    // Whoever goes to another page in the middle of a word has it kept, too.
    return () => void save();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, at the end; what was written last is found by then
  }, []);
  useLeaveQuestion(state !== 'saved' && !isEmpty(fields));

  return {
    fields,
    id,
    state,
    /** Grows whenever the application has something newer. */
    keptTimes,
    failure,
    isEmpty: isEmpty(fields),
    change: (changes: Partial<DraftFields>) => {
      latest.current = { ...latest.current, ...changes };
      setFields(latest.current);
      setState('unsaved');
    },
    /** Keeps what is written by now. Answers the id, or undefined when it was not kept: then nothing may be done with it. */
    save,
  };
}

export type Draft = ReturnType<typeof useDraft>;

const requests = {
  create: (body: DraftFields, key: string) => api.post('/broadcasts', { body, headers: { 'Idempotency-Key': key } }),
  change: (broadcastId: number, body: DraftFields) =>
    api.patch('/broadcasts/{broadcastId}', { path: { broadcastId }, body }),
};

const isEmpty = ({ content }: DraftFields): boolean =>
  content.kind === 'text' ? content.html.trim() === '' : content.messageIds.length === 0;

/** Without buttons that are still being written. */
const whatCounts = ({ content, buttons, language, activeWithinDays, silent, protect }: DraftFields): DraftFields => ({
  content,
  buttons: buttons
    .map((row) => row.filter(({ text, url }) => text.trim() !== '' && url.trim() !== ''))
    .filter((row) => row.length > 0),
  language,
  activeWithinDays,
  silent,
  protect,
});

/** A reload finds the draft again. Without going there: the page stays as it is, and so does the cursor. */
function nameInAddress(id: number): void {
  const address = `/admin/broadcasts/${id}`;
  if (location.pathname.startsWith('/admin/broadcasts/create')) history.replaceState(history.state, '', address);
}
