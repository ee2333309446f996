import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { api } from '../api/api';
import type { Broadcast } from '../api/types';

/** What an admin writes. */
export type DraftFields = Pick<
  Broadcast,
  'content' | 'buttons' | 'language' | 'activeWithinDays' | 'silent' | 'protect'
>;
export type SaveState = 'saved' | 'unsaved' | 'saving' | 'failed';

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
  const latest = useRef({ fields, id, kept: known && JSON.stringify(whatCounts(known)) });
  const line = useRef<Promise<unknown>>(Promise.resolve());

  const keep = async (): Promise<void> => {
    const body = whatCounts(latest.current.fields);
    const text = JSON.stringify(body);
    if (isEmpty(body)) return;
    if (text === latest.current.kept) return setState('saved');
    setState('saving');
    try {
      const kept =
        latest.current.id === undefined
          ? await api.post('/broadcasts', { body })
          : await api.patch('/broadcasts/{broadcastId}', { path: { broadcastId: latest.current.id }, body });
      latest.current = { ...latest.current, id: kept.id, kept: text };
      setId(kept.id);
      setFailure(undefined);
      setState(JSON.stringify(whatCounts(latest.current.fields)) === text ? 'saved' : 'unsaved');
      nameInAddress(kept.id);
      await queries.invalidateQueries({ queryKey: ['broadcasts'], refetchType: 'none' });
    } catch (error) {
      setFailure(error);
      setState('failed');
    }
  };
  const save = (): Promise<number | undefined> => {
    const kept = line.current.then(keep).then(() => latest.current.id);
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
    failure,
    isEmpty: isEmpty(fields),
    change: (changes: Partial<DraftFields>) => {
      const next = { ...latest.current.fields, ...changes };
      latest.current = { ...latest.current, fields: next };
      setFields(next);
      setState('unsaved');
    },
    /** Keeps what is not kept yet; answers the id, which there is as soon as there is something to keep. */
    save,
  };
}

export type Draft = ReturnType<typeof useDraft>;

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

function useLeaveQuestion(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, [isNeeded]);
}
