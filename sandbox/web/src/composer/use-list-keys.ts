import { useEffect, useId, useRef, useState } from 'react';

interface ListKeys {
  /** The text field that keeps the focus while its keys walk through the list. */
  field: HTMLTextAreaElement | null;
  count: number;
  onChoose: (index: number) => void;
  /** Keys that choose besides Enter. */
  alsoTab?: boolean;
}

/** Arrow keys in a text field move through a list of suggestions and Enter chooses, as screen readers expect it. */
export function useListKeys({ field, count, onChoose, alsoTab }: ListKeys) {
  const [active, setActive] = useState(0);
  const listId = useId();
  const current = Math.min(active, Math.max(0, count - 1));
  const optionId = (index: number) => `${listId}-${index}`;
  const latest = useRef({ current, count, onChoose });
  latest.current = { current, count, onChoose };

  useEffect(() => {
    if (!field) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const state = latest.current;
      if (state.count === 0 || event.isComposing) return;
      if (event.key === 'ArrowDown') setActive((state.current + 1) % state.count);
      else if (event.key === 'ArrowUp') setActive((state.current + state.count - 1) % state.count);
      else if ((event.key === 'Enter' && !event.shiftKey) || (alsoTab && event.key === 'Tab')) {
        state.onChoose(state.current);
      } else return;
      event.preventDefault();
      event.stopPropagation();
    };
    field.addEventListener('keydown', onKeyDown);
    return () => field.removeEventListener('keydown', onKeyDown);
  }, [field, alsoTab]);

  useEffect(() => {
    if (!field || count === 0) return;
    field.setAttribute('aria-controls', listId);
    field.setAttribute('aria-activedescendant', `${listId}-${current}`);
    document.getElementById(`${listId}-${current}`)?.scrollIntoView({ block: 'nearest' });
    return () => {
      field.removeAttribute('aria-controls');
      field.removeAttribute('aria-activedescendant');
    };
  }, [field, count, current, listId]);

  return { active: current, listId, optionId };
}
